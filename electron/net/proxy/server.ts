import { parseUrl, percentDecoded } from '../../../shared/url.ts';
import { bareHost } from '../resolve.ts';

export type ProxyKind = 'http' | 'https' | 'socks4' | 'socks5';

/** Whether a proxy of this kind speaks SOCKS, in whichever version. */
export const isSocks = (kind: ProxyKind): kind is 'socks4' | 'socks5' => kind === 'socks4' || kind === 'socks5';

export interface ProxyCredentials {
  username: string;
  password: string;
}

/** A proxy that connections can go through. */
export interface ProxyServer {
  kind: ProxyKind;
  /** Without the brackets of an IPv6 address. */
  hostname: string;
  port: number;
  /** Its address without credentials and always with the port, for example `http://proxy.example.com:8080`. */
  name: string;
  /** What it is told of the user. A function, so that no print or copy of the server holds a secret. */
  credentials(): ProxyCredentials | null;
}

const defaultPorts: Readonly<Record<ProxyKind, number>> = { http: 80, https: 443, socks4: 1080, socks5: 1080 };

/** Names always go to the proxy as they are, so `socks5` and `socks5h` are the same here, and so are `socks4` and `socks4a`. */
const kindOfScheme: Readonly<Record<string, ProxyKind>> = {
  http: 'http',
  https: 'https',
  socks4: 'socks4',
  socks4a: 'socks4',
  socks5: 'socks5',
  socks5h: 'socks5',
  socks: 'socks5',
};

function proxyServer(
  kind: ProxyKind,
  hostname: string,
  port: number,
  credentials: ProxyCredentials | null = null,
): ProxyServer {
  const host = bareHost(hostname);
  const name = `${kind}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return { kind, hostname: host, port, name, credentials: () => credentials };
}

/**
 * Reads the address of a proxy, with a scheme or without one (then http), with credentials or without. Null when it is
 * none, and also when a user name or password holds characters that would have to be percent-encoded to be told from the rest.
 */
export function parseProxy(value: string, given: ProxyCredentials | null = null): ProxyServer | null {
  const [, scheme = 'http', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(value.trim()) ?? [];
  const kind = kindOfScheme[scheme.toLowerCase()];
  const url = parseUrl(`http://${rest}`);
  if (kind === undefined || url === null || url.hostname === '') return null;
  if (url.hash !== '' || url.search !== '' || url.pathname.includes('@')) return null;
  // A URL leaves out the port that is usual for its scheme: what http leaves out, https does not.
  const stated = url.port || parseUrl(`https://${rest}`)?.port;
  const port = stated ? Number(stated) : defaultPorts[kind];
  if (port === 0) return null;
  const own = url.username === '' && url.password === '' ? null : url;
  const credentials = own && { username: percentDecoded(own.username), password: percentDecoded(own.password) };
  return proxyServer(kind, url.hostname, port, credentials ?? given);
}
