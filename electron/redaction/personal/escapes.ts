import { back, backslash, percentSign } from '../characters.ts';

const escapeOfJson = /u[\da-f]{4}/iy;
const escapeOfUrl = /(?:25){0,3}[\da-f]{2}/iy;

/**
 * Where a word begins whose first characters, from an index on, can be those of an escape: `\\u0022`, `\\n` or `%22` in front
 * of it. A backslash that another escapes begins none.
 */
export function behindEscape(text: string, from: number): number {
  const previous = text.charCodeAt(from - 1);
  if (previous === backslash) {
    escapeOfJson.lastIndex = from;
    if (escapeOfJson.test(text)) return escapeOfJson.lastIndex;
    const backslashes = from - back(text, from, 16, (code) => code === backslash);
    return backslashes % 2 === 1 && /[nrt]/.test(text.charAt(from)) ? from + 1 : from;
  }
  if (previous !== percentSign) return from;
  escapeOfUrl.lastIndex = from;
  return escapeOfUrl.test(text) ? escapeOfUrl.lastIndex : from;
}

const letterU = 117;

/** The same where only digits and letters from A to F were gone back over. */
export function behindDigits(text: string, from: number): number {
  const inEscape = text.charCodeAt(from - 1) === letterU ? from - 1 : from;
  const behind = behindEscape(text, inEscape);
  return behind > inEscape ? behind : from;
}

const escapeBefore = /(?:%(?:25){0,3}[\da-f]{2}|\\u[\da-f]{4}|(?<!\\)(?:\\\\){0,4}\\[nrt])$/i;

/** Whether an escape ends at an index. */
export const isBehindEscape = (text: string, index: number): boolean =>
  escapeBefore.test(text.slice(Math.max(0, index - 12), index));
