import type { HttpRequest, HttpResponse } from '../types.ts';
import { headerOf } from './headers.ts';

/** How many redirects of one request are followed. */
export const mostRedirects = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Where a reply redirects to, absolute; null when it does not, or to nothing that can be an address. */
export function redirectTarget(response: HttpResponse | null, url: string): URL | null {
  if (response === null || !redirectStatuses.has(response.status)) return null;
  const location = headerOf(response.headers, 'location');
  if (location === null) return null;
  try {
    return new URL(asUtf8(location), url);
  } catch {
    return null;
  }
}

/** A redirect is followed only by a GET without a credential, and only within the origin (scheme, host and port). */
export const mayFollow = (request: HttpRequest, from: URL, target: URL): boolean =>
  request.method === 'GET' && request.carriesCredential !== true && target.origin === from.origin;

/** Headers arrive as Latin-1; a Location that is not ASCII is UTF-8 in practice. */
function asUtf8(value: string): string {
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text.includes('\uFFFD') ? value : text;
}
