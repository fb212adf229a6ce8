import { exchange, type HttpContext } from './exchange.ts';
import { unsendable } from './http-failure.ts';
import { mayFollow, mostRedirects, redirectTarget } from './redirects.ts';
import type { HttpExchange, HttpOutcome, HttpRequest } from '../types.ts';

/** Sends a request and follows redirects within its origin; see the `request` of {@link Network}. */
export async function request(wanted: HttpRequest, context: HttpContext, signal: AbortSignal): Promise<HttpOutcome> {
  const start = parseUrl(wanted.url);
  if (start === null) {
    const final = unsent(wanted);
    return { exchanges: [final], final, redirectsTo: null };
  }
  const visited = new Set<string>();
  const exchanges: HttpExchange[] = [];
  for (let url = start; ;) {
    visited.add(url.href);
    const final = await exchange(wanted, url, context, signal);
    exchanges.push(final);
    const target: URL | null = final.failure === null ? redirectTarget(final.response, url.href) : null;
    if (target === null) return { exchanges, final, redirectsTo: null };
    const next = requestable(new URL(target));
    const known = next === null || visited.has(next.href);
    if (known || exchanges.length > mostRedirects || !mayFollow(wanted, url, next)) {
      return { exchanges, final, redirectsTo: target.href };
    }
    url = next;
  }
}

function parseUrl(text: string): URL | null {
  try {
    return requestable(new URL(text));
  } catch {
    return null;
  }
}

/** An http or https address without what is never sent: user, password and fragment. */
function requestable(url: URL): URL | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // To set a part of an address parses it anew.
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  if (url.hash !== '') url.hash = '';
  return url;
}

const unsent = ({ method, url, body }: HttpRequest): HttpExchange => ({
  request: { method, url, headers: [], body: body ?? null },
  response: null,
  failure: unsendable('This is not an address of a web server. It has to begin with http:// or https://.'),
  remoteAddress: null,
  timings: { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, bodyMs: null, totalMs: 0 },
});
