import type { ProxyServer } from './server.ts';

/** The value of `Proxy-Authorization`: Basic with UTF-8 (RFC 7617); null when there is no user. */
export function proxyAuthorization(proxy: ProxyServer): string | null {
  const credentials = proxy.credentials();
  if (credentials === null) return null;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')}`;
}
