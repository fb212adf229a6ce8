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
