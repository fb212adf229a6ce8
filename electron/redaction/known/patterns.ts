import { base64, bytesOf, dumped, hexadecimal, inCodePages } from './binary.ts';
import { beginnings, hex, repeated, transports, wideTransports } from './encodings.ts';
import { spellingsOf } from './spellings.ts';

/** What is looked for, and how it is compared. */
export interface Pattern {
  /** Bytes (latin1) without line breaks; in small letters unless they are compared as they are. */
  bytes: string;
  /**
   * `text` and `base64` with whatever escapes, in any case and both alphabets; `written` in any case; `exact` as it is, where
   * it is a whole word.
   */
  as: 'text' | 'base64' | 'written' | 'exact';
}

/** Is told of a pattern, and how it begins: as it is, or with what the usual escapes make of its first characters. */
export type Collect = (pattern: Pattern, begins: readonly string[]) => void;

/** Shorter secrets turn up in ordinary words, so they are hidden only where they stand as a whole value. */
export const shortest = 6;
/** So much of a beginning is looked for; of digits with signs between them more, since dates and times are such. */
export const longestBegin = shortest;
const longestOfNumbers = 10;
/** Longer secrets are looked for in parts, so that each is in sight at once however it is written. */
const longestPart = 512;
/** So many characters are in two parts, so that Base64 leaves nothing between them. */
const overlap = 8;

const lowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
export const withoutLineBreaks = (text: string): string => text.replace(/[\r\n]/g, '');
const unique = (texts: readonly string[]): string[] => [...new Set(texts)].filter((text) => text !== '');

/** A secret, or what it is looked for in where it is long. */
export function partsOf(secret: string): string[] {
  if (secret.length <= longestPart) return [secret];
  const count = Math.ceil((secret.length - overlap) / (longestPart - overlap));
  const step = Math.ceil((secret.length - overlap) / count);
  return Array.from({ length: count }, (_, index) =>
    secret.slice(beforePair(secret, index * step), beforePair(secret, (index + 1) * step + overlap)),
  );
}

/** No character is parted. */
const beforePair = (text: string, index: number): number =>
  /[\udc00-\udfff]/.test(text.charAt(index)) ? index - 1 : index;

/** How bytes begin where escapes may be written for the first of them, other than those that tell themselves. */
function beginsOf(bytes: string): string[] {
  const begin = bytes.slice(0, longestBegin);
  const once = unique([begin, ...beginnings.map((encode) => encode(begin))]);
  const twice = unique(once.flatMap((text) => [text, ...repeated.map((encode) => encode(text))]));
  const thrice = unique(twice.flatMap((text) => [text, ...repeated.map((encode) => encode(text))]));
  return unique(thrice.map((text) => lowerCase(withoutLineBreaks(text)).slice(0, longestBegin)));
}

/** Base64 in the alphabet for URLs, in JSON, and in a form that was read twice. */
const base64Begins = (bytes: string): string[] => {
  const begin = bytes.slice(0, longestBegin);
  if (!/[+/]/.test(begin)) return [begin];
  return unique([
    begin,
    begin.replaceAll('+', '-').replaceAll('/', '_'),
    begin.replaceAll('+', ' '),
    ...['\\/', '\\\\/'].map((slash) => begin.replaceAll('/', slash).slice(0, longestBegin)),
  ]);
};

function collectPart(part: string, collect: Collect): void {
  const each = (
    as: Pattern['as'],
    texts: readonly string[],
    beginsOfText = (begin: string) => [begin.slice(0, longestBegin)],
  ): void => {
    for (const text of unique(texts)) {
      const bytes = lowerCase(withoutLineBreaks(text));
      collect({ as, bytes }, beginsOfText(as === 'text' ? text : bytes.slice(0, longestOfNumbers)));
    }
  };
  const utf8 = Buffer.from(part, 'utf8');
  const wide = Buffer.from(part, 'utf16le');
  const wideBigEndian = Buffer.from(wide).swap16();
  const inBase64 = base64(utf8);
  const isAscii = !/[\x80-\uffff]/.test(part);
  const forms = isAscii ? [part] : [part, part.normalize('NFC'), part.normalize('NFD')];
  each('text', [...forms.map((text) => bytesOf(text, 'utf8')), ...inCodePages(part)], beginsOf);
  each(
    'written',
    [wide, wideBigEndian].map((bytes) => bytes.toString('latin1')),
  );
  const encoded = [
    ...unique([part, ...transports.map((encode) => encode(part))]).map((text) => Buffer.from(text, 'utf8')),
    ...unique([part, ...wideTransports.map((encode) => encode(part))]).map((text) => Buffer.from(text, 'utf16le')),
    ...inBase64.map((base) => Buffer.from(base, 'latin1')),
  ];
  each('base64', encoded.flatMap(base64), base64Begins);
  const dashed = Array.from(wide, (byte) => hex(byte, 2)).join('-');
  each('written', [...hexadecimal(utf8), ...hexadecimal(wide).slice(0, 1), dashed], (begin) => [begin]);
  each('written', dumped(utf8));
}

/** A short one is looked for as it is written in each of its spellings. */
function collectShort(secret: string, collect: Collect): void {
  for (const bytes of unique(spellingsOf(secret).map((text) => withoutLineBreaks(text)))) {
    if (bytes.length < shortest) {
      if (bytes.length > 1) collect({ as: 'exact', bytes }, [lowerCase(bytes)]);
    } else {
      const compared = lowerCase(bytes);
      collect({ as: 'written', bytes: compared }, [compared.slice(0, longestBegin)]);
    }
  }
}

/**
 * How the Base64 of a secret begins where a line of a mail or of a certificate ends behind its first or second character;
 * later line breaks are passed over.
 */
export const brokenBegins = (secret: string): string[] =>
  partsOf(secret)
    .flatMap((part) => base64(Buffer.from(part, 'utf8')))
    .flatMap((text) => [1, 2].map((length) => [text.slice(0, length), text.slice(length, length + 2)]))
    .flatMap(([before = '', behind = '']) => ['\n', '\r\n'].map((lineBreak) => lowerCase(before + lineBreak + behind)));

/** Tells all that is looked for of a secret. Single characters are no secrets. */
export function collectPatterns(secret: string, collect: Collect): void {
  const length = Buffer.byteLength(withoutLineBreaks(secret));
  if (length >= shortest) for (const part of partsOf(secret)) collectPart(part, collect);
  else if (length > 1) collectShort(secret, collect);
}
