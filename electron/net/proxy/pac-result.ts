import { parseProxy, type ProxyServer } from './server.ts';

/** `SOCKS` alone is version 4, as in every browser. */
const schemes: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
};

/**
 * Reads what a script for proxies (PAC) answers, for example `PROXY a:8080; SOCKS5 b; DIRECT`: the ways in their order, null
 * for the direct one. What is not understood is passed over; the list is empty when nothing is.
 */
export function parsePacResult(answer: string): (ProxyServer | null)[] {
  return answer.split(';').flatMap((part) => {
    const [kind = '', address = ''] = part.trim().split(/\s+/);
    if (kind.toUpperCase() === 'DIRECT') return [null];
    const scheme = schemes[kind.toUpperCase()];
    const server = scheme === undefined || address === '' ? null : parseProxy(`${scheme}://${address}`);
    return server === null ? [] : [server];
  });
}
