import { isIPv4, isIPv6 } from '../personal/addresses.ts';
import { isWellKnown } from '../personal/well-known.ts';
import { backslash } from '../characters.ts';
import type { Matcher, MatcherStart, Scan } from '../scan/scan.ts';
import { endOfPattern } from './compare.ts';
import { createEscaped, escapeStarts } from './escaped.ts';
import { brokenBegins, collectPatterns, partsOf, shortest, withoutLineBreaks, type Pattern } from './patterns.ts';
import { mostBackslashes } from './readings.ts';
import { spellingsOf } from './spellings.ts';

/** With more secrets than so many the automaton holds less of each, since its memory grows with every character. */
const manySecrets = 200;

const wordAt = (text: string, index: number): boolean => /[\w\x80-\xff]/.test(text.charAt(index));
const lowerCases = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
const lowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** The automaton takes any digit for another, so what differs in digits alone begins at one literal. */
const literalOf = (begin: string): string => begin.replace(/[1-9]/g, '0');

/** The usual spellings of these secrets, as bytes (latin1), without line breaks; what is found is more than these. */
export const knownSpellings = (secrets: readonly string[]): string[] =>
  [...new Set(secrets)]
    .flatMap((secret) => partsOf(secret))
    .filter((secret) => secret.length > 1)
    .flatMap((secret) => [...new Set(spellingsOf(secret).map((spelling) => withoutLineBreaks(spelling)))])
    .filter((spelling) => spelling.length > 1);

/**
 * Finds known secrets in each of their spellings; the case of letters does not matter, because of escapes, nor do line
 * breaks. A search starts where a secret begins as one of the usual encoders writes it, and at escapes that any character
 * can be written with; from there on it is compared character by character, whatever each is written as.
 */
export function knownSecretStarts(secrets: readonly string[], number: number): MatcherStart[] {
  const byBegin = new Map<string, Pattern[]>();
  const escaped = createEscaped(number);
  const escapes = new Set(escapeStarts);
  const addBegin = (begin: string, pattern: Pattern): void => {
    const alike = byBegin.get(begin);
    if (alike === undefined) byBegin.set(begin, [pattern]);
    else if (!alike.includes(pattern)) alike.push(pattern);
  };
  const all = new Set(secrets);
  const longest = all.size > manySecrets ? shortest : Infinity;
  for (const secret of all) {
    collectPatterns(secret, (pattern, begins) => {
      for (const begin of begins) addBegin(begin.slice(0, longest), pattern);
      escaped.add(pattern);
    });
    for (const begin of brokenBegins(secret)) escapes.add(literalOf(begin));
  }
  if (byBegin.size === 0) return [];
  const literals = new Set([...byBegin.keys()].map((begin) => literalOf(begin)));
  const found = { match: matcherOf(byBegin, number), covers: true };
  const foundEscaped = { match: escaped.match, covers: true };
  return [
    ...[...literals].map((literal) => ({
      literal,
      // A literal of fewer characters is a spelling that counts only where it stands as it is.
      acrossLines: literal.length >= shortest,
      found,
    })),
    ...[...escapes].map((literal) => ({ literal, found: foundEscaped })),
  ];
}

/** Hides a pattern where it stands at an index. */
function hideAt(scan: Scan, number: number, start: number, pattern: Pattern): void {
  const { text } = scan;
  if (pattern.as === 'exact') {
    const to = start + pattern.bytes.length;
    if (text.startsWith(pattern.bytes, start) && !wordAt(text, start - 1) && !wordAt(text, to))
      scan.hideKnown(number, start, to);
    return;
  }
  const to = endOfPattern(text, start, pattern);
  if (to !== -1) scan.hideKnown(number, start, to);
}

/** No notation makes more of the backslashes that a secret begins with. */
const longestRun = 4 * mostBackslashes;

/**
 * Whether a begin of backslashes alone needs no look. Since so many can stand for one, it is enough to look where a run of them
 * begins and at every so many, and only near its end.
 */
function isWithinBackslashes(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) !== backslash) return false;
  let behind = start;
  while (behind - start < longestRun && text.charCodeAt(behind) === backslash) behind += 1;
  if (behind < end) return false;
  return behind - start === longestRun || (text.charCodeAt(start - 1) === backslash && start % mostBackslashes !== 0);
}

const hashBits = 18;
const hashOn = (hash: number, code: number): number =>
  Math.imul(hash + (lowerCases[code] ?? 0) + 1, 0x9e3779b1) >>> (32 - hashBits);

function matcherOf(byBegin: ReadonlyMap<string, readonly Pattern[]>, number: number): Matcher {
  /** Tells quickly of most literals that only a digit or so is as in a begin. */
  const hashes = new Uint8Array(1 << hashBits);
  for (const begin of byBegin.keys()) {
    let hash = 0;
    for (let index = 0; index < begin.length; index += 1) hash = hashOn(hash, begin.charCodeAt(index));
    hashes[hash] = 1;
  }
  return (scan, start, end) => {
    const { text } = scan;
    if (isWithinBackslashes(text, start, end)) return;
    let hash = 0;
    for (let index = start; index < end; index += 1) {
      const code = text.charCodeAt(index);
      if (code !== 10 && code !== 13) hash = hashOn(hash, code);
    }
    if (hashes[hash] === 0) return;
    const patterns = byBegin.get(withoutLineBreaks(lowerCase(text.slice(start, end))));
    if (patterns !== undefined) for (const pattern of patterns) hideAt(scan, number, start, pattern);
  };
}

/** As much of the name of a host is looked for. */
const longestOfHost = 10;

/** Finds names of hosts that are known, wherever they stand as a whole word; they become pseudonyms. */
export function knownHostStarts(hosts: readonly string[], number: number): MatcherStart[] {
  return [...new Set(hosts.map(lowerCase))]
    .filter((host) => host.length > 1 && !isWellKnown('host', host))
    .map((host) => {
      const match: Matcher = (scan, start) => {
        const { text } = scan;
        const end = start + host.length;
        if (lowerCase(text.slice(start, end)) !== host) return;
        if (/[\w\x80-\xff.-]/.test(text.charAt(start - 1)) || /^(?:[\w\x80-\xff-]|\.\w)/.test(text.slice(end, end + 2)))
          return;
        const kind = isIPv4(host) || isIPv6(host) ? 'ip' : 'host';
        scan.rename(number, kind, start, end, text.slice(start, end));
      };
      return { literal: host.slice(0, longestOfHost), found: { match, covers: false } };
    });
}
