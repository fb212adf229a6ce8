import { parseServerAddress } from './address.ts';
import { parseUrl, percentDecoded } from './url.ts';

/** A proxy's address as it was understood, apart from the credentials that were written into it. */
export type ParsedProxyAddress =
  | { ok: true; url: string; corrections: string[]; username: string | null; password: string | null }
  | { ok: false; message: string };

const kinds: Readonly<Record<string, 'http' | 'https' | 'socks5'>> = {
  http: 'http',
  https: 'https',
  socks: 'socks5',
  socks5: 'socks5',
  socks5h: 'socks5',
};
/** The words of proxy scripts (PAC) that name a kind of proxy. */
const scriptWords: Readonly<Record<string, string>> = {
  proxy: 'http',
  http: 'http',
  https: 'https',
  socks: 'socks5',
  socks5: 'socks5',
};
const quotes = /["'`“”„‘’«»]/g;

/**
 * Understands the address of a proxy as people paste it: with or without a scheme (then http), with credentials, as a proxy
 * script names it (`PROXY host:port`), as Windows keeps it (`http=host:port;https=...`). Never throws.
 */
export function parseProxyAddress(text: string): ParsedProxyAddress {
  const corrections: string[] = [];
  const bare = fromScript(fromWindows(text.replace(quotes, '').trim(), corrections), corrections);
  if (bare === '') return { ok: false, message: 'Enter the address of the proxy.' };
  const [, scheme = null, rest = bare] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(bare) ?? [];
  const kind = kinds[scheme?.toLowerCase() ?? 'http'];
  if (kind === undefined) {
    return { ok: false, message: `The console knows proxies of the kinds http, https and socks5, not ${scheme}.` };
  }
  const at = rest.lastIndexOf('@');
  const { username, password } = credentialsOf(rest.slice(0, Math.max(0, at)));
  const [, host = '', path = ''] = /^([^/?#]*)(.*)$/s.exec(rest.slice(at + 1)) ?? [];
  if (/\.(?:pac|dat)(?:[?#]|$)/i.test(path)) {
    return {
      ok: false,
      message: 'This is the address of a proxy script. Where the system uses it, choose "As the system does".',
    };
  }
  const parsed = parseServerAddress(`http://${host}`);
  if (!parsed.ok) return parsed;
  const { hostname = '', port: readPort = '' } = parseUrl(parsed.url) ?? {};
  const port = readPort === '' && /:0*80$/.test(host) ? '80' : readPort;
  if (scheme === null) corrections.push('Assumed http://, because the address did not say which.');
  if (path.length > 1) corrections.push(`Left out ${path}.`);
  corrections.push(...parsed.corrections);
  if (port === '') corrections.push(withoutPort[kind]);
  const shownPort = port === '' && kind === 'socks5' ? '1080' : port;
  return {
    ok: true,
    url: `${kind}://${hostname}${shownPort === '' ? '' : `:${shownPort}`}`,
    corrections,
    username,
    password,
  };
}

const withoutPort = {
  http: 'Without a port it stands for port 80; many proxies listen on 8080 or 3128.',
  https: 'Without a port it stands for port 443.',
  socks5: 'Added port 1080, the usual one for SOCKS.',
};

/** `http=a:8080;https=b:8080`: the one for https is taken, since most of what the console asks for is. */
function fromWindows(text: string, corrections: string[]): string {
  const found = /(?:^|;)\s*https\s*=\s*([^;]+)/i.exec(text) ?? /(?:^|;)\s*(?:http|socks)\s*=\s*([^;]+)/i.exec(text);
  const address = found?.[1]?.trim();
  if (address === undefined) return text;
  corrections.push('Took one address out of the list.');
  return /^;?\s*socks/i.test(found?.[0] ?? '') ? `socks5://${address}` : address;
}

function fromScript(text: string, corrections: string[]): string {
  const [, word = '', address = ''] = /^([a-z0-9]+)\s+([^\s;]+)/i.exec(text) ?? [];
  const scheme = scriptWords[word.toLowerCase()];
  if (scheme === undefined) return text;
  corrections.push(`Took the address out of the words of a proxy script.`);
  return `${scheme}://${address}`;
}

function credentialsOf(text: string): { username: string | null; password: string | null } {
  if (text === '') return { username: null, password: null };
  const [, username = '', password = null] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  return {
    username: percentDecoded(username),
    password: password === null || password === '' ? null : percentDecoded(password),
  };
}
