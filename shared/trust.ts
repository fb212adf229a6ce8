import type { FindingId } from './findings.ts';

/**
 * What an exception for a certificate covers: who vouches for it, its dates and its names. How TLS itself is spoken, and
 * what the server wants of the client, it does not cover.
 */
export const coveredByException: readonly FindingId[] = [
  'tls-expired',
  'tls-not-yet-valid',
  'tls-wrong-name',
  'tls-self-signed',
  'tls-intermediate-missing',
  'tls-unknown-authority',
];

/** A server as exceptions name it: host and port, the host of an IPv6 address in brackets. */
export function serverOf(hostname: string, port: number): string {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}
