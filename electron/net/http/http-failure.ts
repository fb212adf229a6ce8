import type { FindingId } from '../../../shared/findings.ts';
import { inBrackets, place } from '../failures.ts';
import { bareHost } from '../resolve.ts';
import type { NetworkFailure } from '../types.ts';
import { httpCodeOf, type ReplyProgress } from './error-codes.ts';

/** Why an exchange failed on an open connection. */
export function httpFailure(url: URL, error: unknown, progress: ReplyProgress): NetworkFailure {
  const code = httpCodeOf(error, progress);
  const at = place(bareHost(url.hostname), portOf(url));
  const failure = (finding: FindingId, message: string): NetworkFailure => ({ layer: 'http', finding, message, code });
  if (code?.startsWith('HPE_') === true) {
    return looksLikeTls(error) ? httpsWanted(url) : failure('http-malformed', malformed(at, code, progress));
  }
  if (progress !== 'none') return failure('http-reset', cutShort(at, progress));
  // An orderly end without a reply differs from a reset by the system call that only the latter has.
  if (code === 'ECONNRESET' && !(error instanceof Error && 'syscall' in error)) {
    return failure(
      'http-no-reply',
      `${at}, closed the connection without a reply. The application behind it may have crashed, or the port may speak another protocol.`,
    );
  }
  if (code === 'ETIMEDOUT') return failure('http-no-reply', `${at}, stopped answering before it had replied.`);
  return failure(
    'http-reset',
    `${at}, broke the connection off before it had replied${code === 'ECONNRESET' ? '' : inBrackets(code)}. The application behind it may have crashed, or a firewall or proxy in between may do that.`,
  );
}

/** The address says http, and the port speaks TLS. */
export const httpsWanted = (url: URL): NetworkFailure => ({
  layer: 'http',
  finding: 'https-wanted',
  message: `${place(bareHost(url.hostname), portOf(url))}, answers with TLS, not plain HTTP. Use https:// in the address for this port.`,
  code: null,
});

/** The body had not come whole when the caller had to give up. */
export const unfinished = (url: URL, status: number): NetworkFailure => ({
  layer: 'http',
  finding: 'check-timeout',
  message: `${place(bareHost(url.hostname), portOf(url))}, answered with the status ${status}, but did not finish its reply within the time limit. What came until then is kept.`,
  code: null,
});

/** The body could not be unpacked as its Content-Encoding says. */
export const brokenCompression = (url: URL, coding: string, code: string | null): NetworkFailure => ({
  layer: 'http',
  finding: 'http-malformed',
  message: `${place(bareHost(url.hostname), portOf(url))}, sent a reply that says it is compressed (${coding}) but cannot be unpacked. A proxy or a compression module on the way may have damaged it.`,
  code,
});

/** The body is packed in a way that cannot be undone here. */
export const unknownCompression = (url: URL, codings: string): NetworkFailure => ({
  layer: 'http',
  finding: 'http-malformed',
  message: `${place(bareHost(url.hostname), portOf(url))}, sent a reply that is compressed in a way this computer cannot unpack (${codings}), although it was asked for others.`,
  code: null,
});

/** A request that cannot be written down as HTTP. */
export const unsendable = (message: string): NetworkFailure => ({
  layer: 'http',
  finding: 'address-invalid',
  message,
  code: null,
});

/** The port of an address, also where it is the usual one of its scheme. */
export const portOf = (url: URL): number =>
  url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);

const cutShort = (at: string, progress: ReplyProgress): string =>
  `${at}, broke the connection off in the middle of ${progress === 'body' ? 'its reply. What came until then is kept' : 'the headers of its reply'}. The application behind it may have crashed, or a proxy in between may have given up.`;

function malformed(at: string, code: string, progress: ReplyProgress): string {
  if (code === 'HPE_HEADER_OVERFLOW') return `${at}, sent headers that are longer than any reply needs.`;
  if (progress === 'body')
    return `${at}, began a reply whose body does not keep to HTTP. What came until then is kept.`;
  if (code === 'HPE_INVALID_CONSTANT' || code === 'HPE_INVALID_VERSION') {
    return `${at}, answered with something that is not HTTP. Another service may be listening on this port.`;
  }
  return `${at}, sent a reply whose headers do not keep to HTTP. The application or a proxy in between is at fault.`;
}

/** undici tells where the parser stopped; there a TLS record begins with its type and version (RFC 8446, section 5.1). */
function looksLikeTls(error: unknown): boolean {
  if (!(error instanceof Error) || !('data' in error) || typeof error.data !== 'string') return false;
  return ['\x15\x03', '\x16\x03'].includes(error.data.slice(0, 2));
}
