import { isIPv4, isIPv6 } from '../personal/addresses.ts';
import { isWellKnown } from '../personal/well-known.ts';
import type { Matcher } from '../scan/scan.ts';
import type { MatcherStart } from '../scan/scanner.ts';
import { spellingsOf } from './spellings.ts';

/** The automaton holds the beginning of a spelling only; the rest is compared. */
const longestStart = 10;
/** With more spellings than so many it holds less of each, since its memory grows with every character. */
const manySpellings = 20_000;
/** Shorter secrets turn up in ordinary words, so they are hidden only where they stand as a whole value. */
const shortest = 6;
/** The beginning of a longer one decides. */
const longestCompared = 3072;

const wordAt = (text: string, index: number): boolean => /[\w\x80-\xff]/.test(text.charAt(index));
const isLineBreak = (code: number): boolean => code === 10 || code === 13;

/** The end of a spelling that begins at an index, passing over line breaks; -1 where something else stands there. */
function endOfSpelling(text: string, index: number, folded: string): number {
  let at = index;
  for (let position = 0; position < folded.length; position += 1, at += 1) {
    while (isLineBreak(text.charCodeAt(at))) at += 1;
    const code = text.charCodeAt(at);
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== folded.charCodeAt(position)) return -1;
  }
  return at;
}

const lowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** What is looked for of these secrets, as bytes (latin1), without line breaks. Single characters are no secrets. */
export const knownSpellings = (secrets: readonly string[]): string[] =>
  [...new Set(secrets)]
    .filter((secret) => secret.length > 1)
    .flatMap((secret) => [...new Set(spellingsOf(secret).map((spelling) => spelling.replace(/[\r\n]/g, '')))])
    .filter((spelling) => spelling.length > 1)
    .map((whole) => whole.slice(0, longestCompared));

/** The automaton takes any digit for another, so spellings that differ in digits alone begin at one literal. */
const literalOf = (begin: string): string => begin.replace(/[1-9]/g, '0');

/**
 * Finds known secrets in each of their spellings; the case of letters does not matter, because of escapes, nor do line
 * breaks. Of all spellings with one literal those are looked up that begin as the text does, however many there are.
 */
export function knownSecretStarts(secrets: readonly string[], number: number): MatcherStart[] {
  const spellings = knownSpellings(secrets);
  const startLength = spellings.length > manySpellings ? shortest : longestStart;
  const byBegin = new Map<string, string[]>();
  for (const spelling of new Set(spellings.map((whole) => (whole.length < shortest ? whole : lowerCase(whole))))) {
    const begin = lowerCase(spelling.slice(0, startLength));
    const alike = byBegin.get(begin);
    if (alike === undefined) byBegin.set(begin, [spelling]);
    else alike.push(spelling);
  }
  const found = { match: matcherOf(byBegin, number), covers: true };
  return [...new Set([...byBegin.keys()].map((begin) => literalOf(begin)))].map((literal) => ({
    literal,
    // A literal of fewer characters is a spelling that counts only where it stands as it is.
    acrossLines: literal.length >= shortest,
    found,
  }));
}

/** @param byBegin Spellings; those that are shorter than `shortest` as they are, others in small letters */
const matcherOf =
  (byBegin: ReadonlyMap<string, readonly string[]>, number: number): Matcher =>
  (scan, start, end) => {
    const { text } = scan;
    const spellings = byBegin.get(lowerCase(text.slice(start, end)).replace(/[\r\n]/g, ''));
    if (spellings === undefined) return;
    for (const spelling of spellings) {
      if (spelling.length < shortest) {
        const to = start + spelling.length;
        if (text.slice(start, to) === spelling && !wordAt(text, start - 1) && !wordAt(text, to))
          scan.hideKnown(number, start, to);
      } else {
        const to = endOfSpelling(text, start, spelling);
        if (to !== -1) scan.hideKnown(number, start, to);
      }
    }
  };

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
      return { literal: host.slice(0, longestStart), found: { match, covers: false } };
    });
}
