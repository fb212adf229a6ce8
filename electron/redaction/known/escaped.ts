import { ampersand, backslash, escapeSign, lineFeed, percentSign } from '../characters.ts';
import type { Matcher } from '../scan/scan.ts';
import { endOfPattern, folded } from './compare.ts';
import { shortest, type Pattern } from './patterns.ts';
import { introduces, manifold, none, readingsAt, simpleReading } from './readings.ts';

const hexadecimal = [...'0abcdef'];
/**
 * Escapes that any character can be written with, and what can stand within a secret without belonging to it. In a literal a
 * digit stands for all, a letter for both its cases.
 */
export const escapeStarts: readonly string[] = [
  ...hexadecimal.flatMap((digit) => [`%${digit}`, `\\u${digit}`, `\\x${digit}`]),
  '%u',
  '\\u{',
  '\\0',
  '\\c0',
  '\\d0',
  '\\e0',
  '&#0',
  '&#x',
  '&#%',
  '&amp;#',
  '\x1b[',
  '=\n',
  '=\r\n',
  '\\n',
  '\\r\\n',
];

/** So many characters of a text are looked at in front of its first escape. */
const longestBefore = 12;
const inValue = /[\w+/-]/;

/** So many characters tell of most texts that no secret begins so. */
const telling = 5;
const hashBits = 20;
const hashOn = (hash: number, code: number): number =>
  Math.imul(hash + (folded[code] ?? 0) + 1, 0x9e3779b1) >>> (32 - hashBits);
/** The hash of what stands at the beginning of bytes, up to what tells. */
const hashOf = (bytes: string): number => {
  let hash = 0;
  for (let index = 0; index < telling && index < bytes.length; index += 1) hash = hashOn(hash, bytes.charCodeAt(index));
  return hash;
};
const keyOf = (bytes: string): string =>
  String.fromCharCode(...Array.from({ length: shortest }, (_, index) => folded[bytes.charCodeAt(index)] ?? 0));

const looksEscaped = /%[\da-f]{2}|\\/i;
const letterN = 110;

const escape = /%[\da-fu]|&#[\dx%]|\\(?:u[\da-f{]|x[\da-f]|[cde]?\d)/iy;

/** Whether an escape begins at an index at which everything in front of it was looked at. */
const isEscape = (text: string, index: number): boolean => {
  const code = text.charCodeAt(index);
  if (code === lineFeed || code === escapeSign) return true;
  if (code !== percentSign && code !== ampersand && code !== backslash) return false;
  escape.lastIndex = index;
  return escape.test(text);
};

/** Whether a line break that is written as `\\n` stands where it can only end a line of Base64. */
const isInValue = (text: string, start: number, end: number): boolean =>
  inValue.test(text.charAt(start - 1)) && inValue.test(text.charAt(end));

export interface Escaped {
  add(pattern: Pattern): void;
  match: Matcher;
}

/**
 * Finds secrets of whose first characters one is written with an escape that it does not need: `p%61ssword`. In front of the
 * first escape a secret is as it is, so each place of a text is looked at once.
 */
export function createEscaped(number: number): Escaped {
  const byKey = new Map<string, Pattern[]>();
  const hashes = new Uint8Array(1 << hashBits);
  const firsts = new Uint8Array(256);
  const place = { index: 0 };
  /** Whether a secret begins with what looks like an escape: then what looks like one can stand for itself. */
  let beginsEscaped = false;

  /** Whether a secret can begin so; where that is not quickly told, it can. */
  const mayBegin = (text: string, start: number): boolean => {
    const first = text.charCodeAt(start);
    if (introduces[first] === 0 && firsts[folded[first] ?? 0] === 0) return false;
    place.index = start;
    let hash = 0;
    for (let count = 0; count < telling; count += 1) {
      const sign = text.charCodeAt(place.index);
      if (beginsEscaped && (sign === percentSign || sign === backslash) && hashes[hashOn(hash, sign)] === 1)
        return true;
      const code = simpleReading(text, place);
      if (code === manifold) return true;
      if (code === none) return false;
      hash = hashOn(hash, code);
      if (hashes[hash] === 0) return false;
    }
    return true;
  };

  return {
    add(pattern) {
      const { as, bytes } = pattern;
      if ((as !== 'text' && as !== 'base64') || bytes.length < shortest) return;
      firsts[folded[bytes.charCodeAt(0)] ?? 0] = 1;
      beginsEscaped ||= looksEscaped.test(bytes.slice(0, telling + 2));
      let hash = 0;
      for (let index = 0; index < telling; index += 1) {
        hash = hashOn(hash, bytes.charCodeAt(index));
        hashes[hash] = 1;
      }
      const key = keyOf(bytes);
      const alike = byKey.get(key);
      if (alike === undefined) byKey.set(key, [pattern]);
      else alike.push(pattern);
    },
    match(scan, start, end) {
      const { text } = scan;
      const isLineBreak = text.charCodeAt(start) === backslash && (text.charCodeAt(end - 1) | 32) === letterN;
      if (isLineBreak && !beginsEscaped && !isInValue(text, start, end)) return;
      const least = Math.max(scan.least, start - longestBefore);
      for (let from = start; from >= least && (from === start || !isEscape(text, from)); from -= 1) {
        if (!mayBegin(text, from)) continue;
        for (const key of keysAt(text, from, hashes)) {
          for (const pattern of byKey.get(key) ?? []) {
            const to = endOfPattern(text, from, pattern);
            if (to !== -1) scan.hideKnown(number, from, to);
          }
        }
      }
    },
  };
}

const mostWays = 32;
/** So often something that stands for nothing is passed over. */
const mostPassed = 4;

/** All that the first characters of a text can be read as, in which a secret can begin. */
function keysAt(text: string, from: number, hashes: Uint8Array): Set<string> {
  const keys = new Set<string>();
  let ways: { read: string; at: number }[] = [{ read: '', at: from }];
  for (let count = 0; count < shortest + mostPassed && ways.length > 0; count += 1) {
    const next: typeof ways = [];
    for (const { read, at } of ways) {
      const readings =
        introduces[text.charCodeAt(at)] === 1 ? readingsAt(text, at) : [{ bytes: text.charAt(at), end: at + 1 }];
      for (const { bytes, end } of readings) {
        const longer = read + bytes;
        if (end > text.length || next.length >= mostWays || (longer !== '' && hashes[hashOf(longer)] === 0)) continue;
        if (longer.length >= shortest) keys.add(keyOf(longer));
        else next.push({ read: longer, at: end });
      }
    }
    ways = next;
  }
  return keys;
}
