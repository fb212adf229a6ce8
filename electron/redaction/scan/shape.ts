import { apostrophe, percentSign } from '../characters.ts';
import type { AddressRule, BlockRule, ShapeRule } from '../rules/types.ts';
import { lookAhead, matchesAt, run, until, type Ending } from './endings.ts';
import type { Matcher } from './scan.ts';

/** How much of what stands before is looked at. */
const longestBefore = 48;

/** What a sticky pattern keeps and takes at an index, or null where it does not match. */
function matchAt(pattern: RegExp, text: string, index: number): { kept: number; end: number } | null {
  pattern.lastIndex = index;
  const match = pattern.exec(text);
  return match === null ? null : { kept: match[1]?.length ?? 0, end: pattern.lastIndex };
}

/** So far a pattern of characters sees where one is beyond ASCII. */
const longestDecoded = lookAhead;
const beyondAscii = /[\x80-\xff]/;

/** The same for a pattern of characters; the bytes stand for themselves where they are no UTF-8. */
function matchCharactersAt(pattern: RegExp, text: string, index: number): ReturnType<typeof matchAt> {
  const bytes = text.slice(index, index + longestDecoded);
  if (!beyondAscii.test(bytes)) return matchAt(pattern, text, index);
  let characters: string;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    // The last character may be cut.
    characters = decoder.decode(Buffer.from(bytes, 'latin1'), { stream: true });
  } catch {
    return matchAt(pattern, text, index);
  }
  pattern.lastIndex = 0;
  const match = pattern.exec(characters);
  if (match === null) return null;
  return { kept: Buffer.byteLength(match[1] ?? ''), end: index + Buffer.byteLength(match[0]) };
}

const before = (text: string, index: number): string => text.slice(Math.max(0, index - longestBefore), index);

/** Finds a value by its shape. */
export function shapeMatcher({ pattern, ofCharacters, goesOn, notAfter }: ShapeRule, number: number): Matcher {
  const rest = goesOn === undefined ? null : run(goesOn);
  const match = ofCharacters === true ? matchCharactersAt : matchAt;
  return (scan, start) => {
    if (notAfter?.test(before(scan.text, start)) === true) return;
    const found = match(pattern, scan.text, start);
    if (found === null) return;
    const from = start + found.kept;
    if (rest === null) scan.hideRange(number, from, found.end);
    else scan.hide(number, from, startingAt(rest, found.end));
  };
}

/** An ending that lies behind the part that is known to belong to the value. */
const startingAt = (ending: Ending, least: number): Ending => ({
  find: (text, from) => ending.find(text, Math.max(from, least)),
});

/** Finds everything from a beginning to an end. */
export function blockMatcher({ begin, onlyAfter, end }: BlockRule, number: number): Matcher {
  const ending = until(end);
  return (scan, start) => {
    if (onlyAfter?.test(before(scan.text, start)) === false) return;
    const match = matchAt(begin, scan.text, start);
    if (match === null) return;
    scan.hideBlock(number, start, start + match.kept, ending);
  };
}

/** What ends the authority of an address (RFC 3986 section 3.2), in a log too. */
const endsAuthority = new Uint8Array(256);
for (const byte of Buffer.from(' \t\r\n\f\v\0/?#"<>\\')) endsAuthority[byte] = 1;
const longestUserinfo = 512;
const at = 64;
const encodedSlash = /%(?:25){0,3}2f/iy;
const encodedUserinfo = /(?:(?!%(?:25)?(?:2f|3f|23))[^\t-\r /?#"'<>\\&]){1,512}%(?:25)?40(?=[\w.[-])/iy;

/** Where user name and password of an address end that stands at an index, without the last @; the index where it has none. */
export function endOfUserinfo(text: string, index: number): number {
  let end = index;
  // In an address that is encoded, so is the slash that ends its authority.
  const isEncoded = text.charCodeAt(index - 3) === percentSign || text.startsWith('%25', index - 5);
  for (let position = index; position - index < longestUserinfo && position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (endsAuthority[code] === 1 || (code === apostrophe && /[\t-\r ,;]|^$/.test(text.charAt(position + 1)))) break;
    if (isEncoded && code === percentSign && matchesAt(encodedSlash, text, position)) break;
    if (code === at) end = position;
  }
  if (end !== index || !/[fF]/.test(text.charAt(index - 1))) return end;
  encodedUserinfo.lastIndex = index;
  if (!encodedUserinfo.test(text)) return index;
  return text.lastIndexOf('%', encodedUserinfo.lastIndex - 1);
}

export function userinfoMatcher(_rule: AddressRule, number: number): Matcher {
  return (scan, _start, end) => {
    const to = endOfUserinfo(scan.text, end);
    if (to > end) scan.hideRange(number, end, to);
  };
}
