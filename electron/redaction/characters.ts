/** Codes of characters, and sets of them, as everything here reads a text: one character a byte (latin1). */
export const lineFeed = 10;
export const carriageReturn = 13;
export const escapeSign = 27;
export const space = 32;
export const quotation = 34;
export const percentSign = 37;
export const ampersand = 38;
export const apostrophe = 39;
export const plus = 43;
export const comma = 44;
export const dot = 46;
export const slash = 47;
export const colon = 58;
export const lessThan = 60;
export const equals = 61;
export const atSign = 64;
export const backslash = 92;

export const digit = (code: number): boolean => code >= 48 && code <= 57;
export const letter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
/** Letters, digits, `_`, `-` and what is beyond ASCII. */
export const word = (code: number): boolean => digit(code) || letter(code) || code === 95 || code === 45 || code >= 128;

/** For each byte, whether it is one of these characters. */
export function setOf(characters: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const byte of Buffer.from(characters, 'latin1')) set[byte] = 1;
  return set;
}

/** Goes back from an index while the characters fit, at most so many. */
export function back(text: string, index: number, most: number, fits: (code: number) => boolean): number {
  let from = index;
  while (from > 0 && index - from < most && fits(text.charCodeAt(from - 1))) from -= 1;
  return from;
}

/** The number that so many hexadecimal digits make; -1 where others stand. */
export function hexadecimalAt(text: string, index: number, digits: number): number {
  let number = 0;
  for (let at = index; at < index + digits; at += 1) {
    const code = text.charCodeAt(at);
    if (digit(code)) number = number * 16 + code - 48;
    else if (letter(code) && (code | 32) <= 102) number = number * 16 + (code | 32) - 87;
    else return -1;
  }
  return number;
}

/** A character in UTF-8, one character a byte; nothing where Unicode has none of that number. */
export function utf8(point: number): string {
  if (point < 0x80) return String.fromCharCode(point);
  return point > 0x10ffff ? '' : Buffer.from(String.fromCodePoint(point), 'utf8').toString('latin1');
}
