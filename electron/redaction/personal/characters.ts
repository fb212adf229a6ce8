export const digit = (code: number): boolean => code >= 48 && code <= 57;
export const letter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
/** Letters, digits, `_`, `-` and what is beyond ASCII. */
export const word = (code: number): boolean => digit(code) || letter(code) || code === 95 || code === 45 || code >= 128;
export const dot = 46;
export const slash = 47;
export const colon = 58;
export const atSign = 64;
export const backslash = 92;

/** Goes back from an index while the characters fit, at most so many. */
export function back(text: string, index: number, most: number, fits: (code: number) => boolean): number {
  let from = index;
  while (from > 0 && index - from < most && fits(text.charCodeAt(from - 1))) from -= 1;
  return from;
}

const escapeOfJson = /u[\da-f]{4}/iy;
const escapeOfUrl = /(?:25){0,3}[\da-f]{2}/iy;
const percent = 37;

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
  if (previous !== percent) return from;
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
