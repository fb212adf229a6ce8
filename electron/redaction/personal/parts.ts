import { isIPv4, isIPv6 } from './addresses.ts';
import { personalKinds, type PersonalKind } from './kinds.ts';
import { isWellKnown } from './well-known.ts';

/** A part of a value that becomes a pseudonym. */
export interface Part {
  kind: PersonalKind;
  from: number;
  to: number;
  /** What stands there, as text. */
  text: string;
}

const email = /^[\w.!#$%&'*+/=?^`{|}~\x80-\xff-]{1,64}@[\w.\x80-\xff-]{1,255}$/;
const domainUser = /^([\w.\x80-\xff -]{1,63})(\\{1,8}|%(?:25)?5c|\\{1,2}u005c)([^\\%]{1,128})$/i;
const encodedEmail = /^[\w.!#$%&'*+/=?^`{|}~\x80-\xff-]{1,64}%(?:25)?40[\w.\x80-\xff-]{1,255}$/;
/** A backslash that is none between a domain and a name. */
const jsonEscape = /\\u(?!005c)[\da-f]{4}/i;
const host = /^(?:tcp:|np:|lpc:)?(?:\\\\)?([\w.\x80-\xff-]{1,253})(?=$|[\\/,:;])/i;

/** The same users and hosts stand in line after line. */
const remembered = new Map(personalKinds.map((kind) => [kind, new Map<string, readonly Part[]>()]));
const mostRemembered = 4096;

/**
 * What of a value (latin1) is personal. Well-known values, and values of another form, have no part.
 */
export function personalParts(kind: PersonalKind, value: string): readonly Part[] {
  const ofKind = remembered.get(kind);
  const known = ofKind?.get(value);
  if (known !== undefined) return known;
  const parts = partsOf(kind, value);
  if (ofKind !== undefined && ofKind.size >= mostRemembered) ofKind.clear();
  // A copy, because a slice would keep the whole block in memory.
  ofKind?.set(Buffer.from(value, 'latin1').toString('latin1'), parts);
  return parts;
}

const escapes = /(?:%[\da-f]{2})+|\\u[\da-f]{4}/gi;

/** What a name is that is written with escapes of a URL or of JSON, so that it is the same wherever it stands. */
function withoutEscapes(text: string): string {
  if (!/[%\\]/.test(text)) return text;
  return text.replace(escapes, (escape) => {
    if (escape.startsWith('\\')) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
    try {
      return decodeURIComponent(escape);
    } catch {
      return escape;
    }
  });
}

/** A bracket or the end of a sentence behind a name. */
const behindName = /(?:[.,;:]|(?<!\([^()]*)\))+$/;
/** The last four bytes of an IPv6 address that holds one of IPv4 (RFC 4291 section 2.5.5, RFC 6052). */
const embedded = /^[\da-f:]*:(?=\d{1,3}(?:\.\d{1,3}){3}$)/i;

function partsOf(kind: PersonalKind, value: string): Part[] {
  const part = (of: PersonalKind, from: number, to: number): Part[] => {
    const text = value.slice(from, to);
    if (text.trim() === '' || isWellKnown(of, text)) return [];
    return [{ kind: of, from, to, text: withoutEscapes(Buffer.from(text, 'latin1').toString('utf8')) }];
  };
  if (kind === 'ip' || isIPv4(value) || isIPv6(value))
    return part('ip', embedded.exec(value)?.[0].length ?? 0, value.length);
  if (kind === 'host') {
    const match = host.exec(value);
    const name = match?.[1] ?? '';
    const from = match === null ? 0 : match[0].length - name.length;
    if (name === '' || /^\d+$/.test(name)) return [];
    return part(isIPv4(name) ? 'ip' : 'host', from, from + name.length);
  }
  if (kind === 'phone') {
    const digits = value.replace(/\D/g, '').length;
    return digits < 5 || digits > 20 || value.length > 40 ? [] : part('phone', 0, value.length);
  }
  if (email.test(value) || encodedEmail.test(value)) return part('email', 0, value.length);
  const account = jsonEscape.test(value) ? null : domainUser.exec(value);
  // Creatio's cookie holds the name between bars.
  const bar = /^\|.+\|$/.test(value) ? 1 : 0;
  if (account === null) {
    const to = kind === 'user' ? value.length - (behindName.exec(value)?.[0].length ?? 0) : value.length;
    return part(kind, bar, to - bar);
  }
  const [, domain = '', slashes = ''] = account;
  if (isWellKnown('user', value)) return [];
  return [...part('host', 0, domain.length), ...part('user', domain.length + slashes.length, value.length)];
}
