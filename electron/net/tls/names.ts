import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { bareHost } from '../resolve.ts';

/** An entry of the extension subjectAltName (RFC 5280, section 4.2.1.6). */
export interface AlternativeName {
  kind: 'dns' | 'ip' | 'other';
  value: string;
}

/** The names a certificate is for. Its common name is not one of them (RFC 9525, section 2). */
export function alternativeNames(certificate: X509Certificate): AlternativeName[] {
  return splitNames(certificate.subjectAltName ?? '').map((entry) => {
    const colon = entry.indexOf(':');
    const label = entry.slice(0, colon);
    const value = unquote(entry.slice(colon + 1));
    if (label === 'DNS') return { kind: 'dns', value };
    if (label === 'IP Address') return { kind: 'ip', value: canonicalIp(value) };
    return { kind: 'other', value: `${label}:${value}` };
  });
}

/**
 * Whether a certificate is for a host (RFC 9525, section 6): an IP address equals an IP entry; a name equals a DNS entry
 * without regard to case, or fits one whose whole first label is `*`.
 */
export function isNamedFor(names: readonly AlternativeName[], hostname: string): boolean {
  const host = bareHost(hostname);
  if (isIP(host) !== 0) return names.some((name) => name.kind === 'ip' && name.value === canonicalIp(host));
  const wanted = canonicalName(host);
  return wanted !== '' && names.some((name) => name.kind === 'dns' && fits(canonicalName(name.value), wanted));
}

function fits(pattern: string, wanted: string): boolean {
  if (pattern === wanted) return true;
  if (!pattern.startsWith('*.')) return false;
  const parent = pattern.slice(2);
  const firstDot = wanted.indexOf('.');
  return firstDot > 0 && parent.includes('.') && wanted.slice(firstDot + 1) === parent;
}

function canonicalName(name: string): string {
  const withoutDot = name.endsWith('.') ? name.slice(0, -1) : name;
  const wildcard = withoutDot.startsWith('*.') ? '*.' : '';
  return wildcard + domainToASCII(withoutDot.slice(wildcard.length)).toLowerCase();
}

/** One spelling for each IPv6 address (`0:0:0:0:0:0:0:1` is `::1`). */
function canonicalIp(address: string): string {
  const bare = address.split('%')[0] ?? address;
  return isIP(bare) === 6 ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : bare;
}

/** Node separates entries by ", " and writes one that holds special characters as a JSON string. */
const splitNames = (text: string): string[] => text.match(/[^,":]+:(?:"(?:[^"\\]|\\.)*"|[^,]*)/g)?.map(trim) ?? [];
const trim = (text: string): string => text.trim();

function unquote(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}
