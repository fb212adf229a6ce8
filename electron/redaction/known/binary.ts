import { hex } from './encodings.ts';

/** The bytes of a text as one character each. */
export const bytesOf = (text: string, encoding: BufferEncoding): string =>
  Buffer.from(text, encoding).toString('latin1');

/**
 * The part of the Base64 (RFC 4648 section 4) of anything that holds these bytes which depends on nothing around them, at
 * each of the three alignments.
 */
export function base64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((alignment) => {
    const encoded = Buffer.concat([Buffer.alloc(alignment), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = [0, 2, 3][alignment] ?? 0;
    const whole = Math.floor(((alignment + bytes.length) * 8) / 6);
    const own = encoded.slice(first, whole);
    return own.length < 6 ? [] : [own];
  });
}

export const hexadecimal = (bytes: Buffer): string[] => {
  const pairs = Array.from(bytes, (byte) => hex(byte, 2));
  const numbers = Array.from(bytes, String);
  return [
    ...['', '-', ':'].map((joint) => pairs.join(joint)),
    ...[', ', ','].map((joint) => pairs.map((pair) => `0x${pair}`).join(joint)),
    ...[', ', ','].map((joint) => numbers.join(joint)),
    pairs.map((pair) => `\\x${pair}`).join(''),
  ].filter((text) => text.length >= 6);
};

/** So many bytes of a secret are found in a row of a dump, which breaks it at any byte. */
const inDump = 4;
const longestDumped = 256;

/** The parts of a secret as hexadecimal dumps write them: bytes or pairs of bytes with spaces between. */
export function dumped(bytes: Buffer): string[] {
  const pairs = Array.from(bytes.subarray(0, longestDumped), (byte) => hex(byte, 2));
  return pairs.slice(inDump - 1).flatMap((_, from) => {
    const [first = '', second = '', third = '', fourth = ''] = pairs.slice(from);
    return [`${first} ${second} ${third} ${fourth}`, `${first}${second} ${third}${fourth}`];
  });
}

const codePages = ['windows-1252', 'windows-1251', 'windows-1250', 'ibm866'] as const;
interface CodePage {
  byteOf: ReadonlyMap<string, number>;
  characters: readonly string[];
}
const tables = new Map<string, CodePage>();

function codePage(name: string): CodePage {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const decoder = new TextDecoder(name);
  const characters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)));
  const page = { byteOf: new Map(characters.map((character, byte) => [character, byte])), characters };
  tables.set(name, page);
  return page;
}

/** A secret in code pages, and in what becomes of it where its UTF-8 or a code page is taken for another. */
export function inCodePages(secret: string): string[] {
  if (!/[\x80-\uffff]/.test(secret)) return [];
  const utf8 = bytesOf(secret, 'utf8');
  const taken = (bytes: string, { characters }: CodePage): string =>
    bytesOf(Array.from(bytes, (byte) => characters[byte.charCodeAt(0)]).join(''), 'utf8');
  return [
    bytesOf(utf8, 'utf8'),
    ...codePages.flatMap((name) => {
      const page = codePage(name);
      const bytes = Array.from(secret, (character) => page.byteOf.get(character));
      const mistaken = taken(utf8, page);
      if (bytes.includes(undefined)) return [mistaken];
      const own = String.fromCharCode(...bytes.map((byte) => byte ?? 0));
      return [mistaken, own, bytesOf(own, 'utf8')];
    }),
  ];
}
