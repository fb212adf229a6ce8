import type { Platform } from './profile.ts';
import type { ParsedUrl } from './url.ts';
import { parseUrl } from './url.ts';

/** An address as it was understood, with a sentence for each thing that was changed, or why it cannot be used. */
export type ParsedAddress =
  { ok: true; url: string; corrections: string[]; platformHint: Platform | null } | { ok: false; message: string };

const maximumLength = 2_000;

/** What is taken off the end of a path, and what it tells about the platform. */
interface PathRule {
  /** Pages and services under the base address, by their first path segment in lower case. */
  inside: ReadonlySet<string>;
  owner: string;
  platformOf(removed: readonly string[]): Platform | null;
}

const creatioPaths: PathRule = {
  inside: new Set([
    '0',
    '.well-known',
    'api',
    'clientapp',
    'connect',
    'core',
    'dataservice',
    'default.aspx',
    'flags',
    'identityserviceinfo',
    'index.html',
    'login',
    'nui',
    'odata',
    'rest',
    'servicemodel',
    'shell',
    'simplelogin',
  ]),
  owner: 'Creatio',
  platformOf([first = '', second]) {
    if (first === '0' || (first === 'login' && second === 'nuilogin.aspx')) return 'net-framework';
    if (first === 'login' && second === 'login.html') return 'net';
    return ['api', 'odata', 'nui', 'shell', 'rest', 'dataservice'].includes(first) ? 'net' : null;
  },
};

const identityServicePaths: PathRule = {
  inside: new Set(['.well-known', 'connect', 'account']),
  owner: 'the Identity Service',
  platformOf: () => null,
};

/**
 * Understands the address of a Creatio as people paste it: with or without a scheme, with login page, `/0`, page or
 * service behind it, in quotation marks. Keeps a virtual directory. Never throws; parsing the result again changes nothing.
 *
 * Without a scheme https is assumed; http for port 80, for IP addresses, and for machine names without a dot, because
 * certificates are hardly ever issued for those.
 */
export function parseCreatioAddress(text: string): ParsedAddress {
  return parseAddress(text, creatioPaths);
}

/** The same for an Identity Service; takes off its discovery and token address. */
export function parseIdentityServiceAddress(text: string): ParsedAddress {
  return parseAddress(text, identityServicePaths);
}

/** Host and port of any other server; a path that follows is kept. */
export function parseServerAddress(text: string): ParsedAddress {
  return parseAddress(text, { inside: new Set(), owner: '', platformOf: () => null });
}

/** Carries a sentence for people out of the steps below; it never leaves this file. */
class Refusal extends Error {}

function parseAddress(text: string, rule: PathRule): ParsedAddress {
  const first = parseOnce(text, rule);
  if (!first.ok) return first;
  // What was left out may have hidden more of the same, such as a quotation mark before it.
  const again = parseOnce(first.url, rule);
  if (!again.ok || again.url === first.url) return first;
  const further = parseAddress(first.url, rule);
  if (!further.ok) return further;
  return {
    ...further,
    corrections: [...new Set([...first.corrections, ...further.corrections])],
    platformHint: first.platformHint ?? further.platformHint,
  };
}

function parseOnce(text: string, rule: PathRule): ParsedAddress {
  const corrections: string[] = [];
  try {
    const bare = withoutDecoration(text, corrections);
    const { scheme, rest } = splitScheme(bare, corrections);
    const { host, port, path } = splitAuthority(rest);
    const chosen = scheme ?? assumedScheme(host, port);
    if (scheme === null) corrections.push(`Assumed ${chosen}://, because the address did not say which.`);
    const parsed = parseUrl(`${chosen}://${hostFor(host, corrections)}${port === '' ? '' : `:${port}`}${path}`);
    if (parsed === null) throw new Refusal('The host name in the address is not a valid one.');
    checkHost(host, parsed, corrections);
    const kept = shortenPath(parsed, path, rule, corrections);
    const url = `${parsed.protocol}//${parsed.host}${kept.path}`;
    return {
      ok: true,
      url,
      corrections,
      platformHint: kept.platformHint,
    };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message };
    throw error;
  }
}

/** Format characters without width, which come along from documents and chats. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const before = /^[\s"'`“”„‘’«‹<]+/;
const after = /[\s"'`“”‘’»›>,;]+$/;

/** Takes off what surrounds an address in a text, and refuses what is no single address. */
function withoutDecoration(text: string, corrections: string[]): string {
  if (text.length > maximumLength) throw new Refusal('The address is too long.');
  const visible = text.replaceAll(invisible, '');
  if (visible !== text) corrections.push('Removed invisible characters.');
  const trimmed = visible.trim();
  const bare = trimmed.replace(before, '').replace(after, '');
  if (bare !== trimmed) corrections.push('Removed the marks around the address.');
  if (bare === '') throw new Refusal('Enter an address.');
  if (/\s/.test(bare)) throw new Refusal('The address contains a space or a line break. Enter one address only.');
  if (/^[a-z]:[\\/]/i.test(bare))
    throw new Refusal('This is a path on a disk. Enter the address as a browser shows it.');
  if (!bare.includes('\\')) return bare;
  corrections.push('Turned backslashes into slashes.');
  return bare.replaceAll('\\', '/');
}

type Scheme = 'http' | 'https';

/** `https://`, and what fingers make of it: one slash, none, or no colon. */
const usualScheme = /^(https?)(?::\/*|\/\/+)/i;
const otherScheme = /^(?:([a-z][a-z0-9+.-]*):\/\/|(about|blob|data|file|javascript|mailto|tel|view-source):)/i;

function splitScheme(text: string, corrections: string[]): { scheme: Scheme | null; rest: string } {
  let scheme: Scheme | null = null;
  let rest = text.replace(/^:?\/+/, '');
  for (let match = usualScheme.exec(rest); match !== null; match = usualScheme.exec(rest)) {
    const written = match[1]?.toLowerCase() === 'https' ? 'https' : 'http';
    if (scheme !== null) corrections.push('Removed the doubled beginning.');
    else if (match[0].toLowerCase() !== `${written}://`) corrections.push(`Wrote ${written}:// at the beginning.`);
    // Of two beginnings the second belongs to the address that was pasted.
    scheme = written;
    rest = rest.slice(match[0].length);
  }
  const other = otherScheme.exec(rest);
  if (other !== null) {
    throw new Refusal(`The address must start with http or https, not with ${other[1] ?? other[2]}.`);
  }
  return { scheme, rest };
}

function splitAuthority(text: string): { host: string; port: string; path: string } {
  const end = text.search(/[/?#]/);
  const authority = end === -1 ? text : text.slice(0, end);
  if (authority.includes('@')) {
    throw new Refusal(
      'The address contains a user name or a password. Leave it out; it is not needed and is never kept.',
    );
  }
  const bareIpv6 = /^[0-9a-f:]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(authority);
  const [, host = '', port = ''] = bareIpv6 ? ['', authority] : (/^(\[[^\]]*\]?|[^:]*):?(.*)$/.exec(authority) ?? []);
  if (host === '') throw new Refusal('The address has no host name.');
  if (port !== '' && (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535)) {
    throw new Refusal('The port in the address must be a number from 1 to 65535.');
  }
  return { host, port, path: end === -1 ? '' : text.slice(end) };
}

const isIpAddress = (host: string) => /^(?:\d{1,3}(?:\.\d{1,3}){3}|.*:.*)$/.test(host);

function assumedScheme(host: string, port: string): Scheme {
  if (port === '80') return 'http';
  if (port.endsWith('443')) return 'https';
  return isIpAddress(host) || !host.includes('.') ? 'http' : 'https';
}

function hostFor(host: string, corrections: string[]): string {
  if (host.includes(':') && !host.startsWith('[')) {
    corrections.push('Put the IPv6 address into square brackets.');
    return `[${host}]`;
  }
  if (!/[^.]\.$/.test(host)) return host;
  corrections.push('Left out the full stop after the host name.');
  return host.slice(0, -1);
}

function checkHost(written: string, { hostname, username, password }: ParsedUrl, corrections: string[]): void {
  const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
  const proper =
    hostname.startsWith('[') || (hostname.length <= 253 && hostname.split('.').every((part) => label.test(part)));
  if (!proper || username !== '' || password !== '')
    throw new Refusal('The host name in the address is not a valid one.');
  // A URL may hold 127.1 or 2130706433 for 127.0.0.1; nobody means that.
  if (/^[\d.]+$/.test(hostname) && hostname !== written.replace(/\.$/, '')) {
    throw new Refusal('The IP address in the address is not complete.');
  }
  if (hostname.includes('xn--') && !written.toLowerCase().includes('xn--')) {
    corrections.push(`Wrote the host name as name servers know it: ${hostname}.`);
  }
}

/** Base path of the installation, without what belongs to single pages and services. */
function shortenPath(parsed: ParsedUrl, written: string, rule: PathRule, corrections: string[]) {
  const segments = parsed.pathname.split('/').filter((segment) => segment !== '');
  const names = segments.map((segment) => segment.toLowerCase());
  const end = names.findIndex((name) => rule.inside.has(name));
  const kept = end === -1 ? segments : segments.slice(0, end);
  if (end !== -1) corrections.push(`Left out /${segments.slice(end).join('/')}, a page or service of ${rule.owner}.`);
  else if (/\/$|\/\//.test(written.replace(/[?#].*$/, ''))) corrections.push('Left out a slash too many.');
  if (parsed.search !== '' || parsed.hash !== '')
    corrections.push('Left out what follows the question mark or the number sign.');
  const path = kept.map((segment) => `/${segment}`).join('');
  return {
    path: path.replace(/[/',;]+$/, ''),
    platformHint: end === -1 ? null : rule.platformOf(names.slice(end)),
  };
}
