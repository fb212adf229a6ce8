import { base64, bytesOf, dumped, hexadecimal, inCodePages } from './binary.ts';
import {
  doubledQuotes,
  encodings,
  jsonWithSlashes,
  percentEncode,
  percentStrict,
  single,
  transports,
} from './encodings.ts';

/** Two levels of escaping over each other, for example JSON in a form. */
function escaped(secret: string): Set<string> {
  const once = new Set([
    secret,
    ...encodings.map((encode) => encode(secret)),
    ...doubledQuotes.map((each) => each(secret)),
  ]);
  const twice = [...once].flatMap((text) => [text, ...encodings.map((encode) => encode(text))]);
  return new Set(twice);
}

/** Base64 in the alphabets of RFC 4648 sections 4 and 5, and escaped. */
const inAlphabets = (base: string): string[] => [
  base,
  base.replaceAll('+', '-').replaceAll('/', '_'),
  percentStrict(base),
  jsonWithSlashes(base),
];

/**
 * Every spelling in which a secret usually travels, as bytes (latin1): plain, percent- and form-encoded, escaped in JSON, XML
 * and HTML, these over each other, Base64 at every alignment, hexadecimal, also in dumps, UTF-16 and code pages. Letters of escapes may be
 * of either case, so they are to be compared without regard to it.
 */
export function spellingsOf(secret: string): string[] {
  const texts = escaped(secret);
  const transported = new Set([secret, ...transports.map((encode) => encode(secret))]);
  const binary = [...transported].map((text) => Buffer.from(text, 'utf8'));
  const wide = Buffer.from(secret, 'utf16le');
  const all = [
    ...[...texts].map((text) => bytesOf(text, 'utf8')),
    ...single.map((encode) => bytesOf(encode(secret), 'utf8')),
    ...inCodePages(secret),
    ...[...binary, wide].flatMap(base64).flatMap(inAlphabets),
    ...hexadecimal(Buffer.from(secret, 'utf8')),
    ...hexadecimal(wide).slice(0, 1),
    ...dumped(Buffer.from(secret, 'utf8')),
    wide.toString('latin1'),
    Buffer.from(wide).swap16().toString('latin1'),
    percentEncode(/(?!)/)(secret),
  ];
  return [...new Set(all)].filter((spelling) => spelling !== '');
}
