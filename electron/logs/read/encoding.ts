import * as buffer from 'node:buffer';
import { encodingOf, transcoder } from '../../redaction/stream/encoding.ts';

/** `ascii` is all of them but UTF-16, until a byte says more. */
export type TextEncoding = 'ascii' | 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'windows-1252' | 'cp866';

/** So many bytes from the beginning tell the encoding, or that they cannot. */
export const bytesToTell = 64 * 1024;

/** Bytes of a character that stands for itself in ASCII. */
export const unitBytes = (encoding: TextEncoding): 1 | 2 => (encoding.startsWith('utf-16') ? 2 : 1);

/** Bytes of UTF-8 that come of a byte, at most. */
export const growth = (encoding: TextEncoding): number =>
  encoding === 'ascii' || encoding === 'utf-8' ? 1 : encoding.startsWith('utf-16') ? 1.5 : 3;

/** The byte order mark at the beginning, if there is one, belongs to no line. */
export function markBytes(start: Uint8Array): number {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 3;
  return (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff) ? 2 : 0;
}

/** Tells the encoding of a file by its beginning. */
export function tellEncoding(start: Buffer): TextEncoding {
  if (markBytes(start) === 3) return 'utf-8';
  const known = encodingOf(start);
  if (known !== 'bytes') return known;
  return wideWithoutMark(start) ?? tellBytes(start);
}

/**
 * Text in which many letters are not Latin has fewer zeros than UTF-16 usually has; its digits, spaces and line breaks have
 * them still, and always on the same side. UTF-8 and code pages have none, or, after a crash, blocks of nothing else.
 */
function wideWithoutMark(start: Buffer): TextEncoding | null {
  const length = Math.min(start.length, 4096) & ~1;
  let [even, odd] = [0, 0];
  for (let index = 0; index < length; index += 2) {
    if (start[index] === 0) even += 1;
    if (start[index + 1] === 0) odd += 1;
  }
  const least = length / 2 / 20;
  if (length < 16 || Math.max(even, odd) < least) return null;
  if (even < odd / 10) return 'utf-16le';
  return odd < even / 10 ? 'utf-16be' : null;
}

/** Tells UTF-8 and code pages apart by the bytes above ASCII. */
function tellBytes(bytes: Buffer): TextEncoding {
  if (isAscii(bytes)) return 'ascii';
  const [whole, broken] = countUtf8(bytes);
  // A character that is cut at either end, or damaged by a crash, makes no code page of it.
  return whole >= broken ? 'utf-8' : codePageOf(bytes);
}

function isAscii(bytes: Buffer): boolean {
  // Not in the oldest runtimes that run this.
  if (typeof buffer.isAscii === 'function') return buffer.isAscii(bytes);
  return bytes.every((byte) => byte < 0x80);
}

/** Characters of UTF-8 that are longer than a byte, and bytes that belong to none. */
function countUtf8(bytes: Buffer): [whole: number, broken: number] {
  let [whole, broken] = [0, 0];
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) continue;
    const more = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? (byte < 0xf0 ? 2 : -1) : byte >= 0xc2 ? 1 : -1;
    let followed = 0;
    while (followed < more && ((bytes[index + 1 + followed] ?? 0) & 0xc0) === 0x80) followed += 1;
    if (more > 0 && followed === more) {
      whole += 1;
      index += more;
    } else if (index + 1 + followed < bytes.length) broken += 1;
  }
  return [whole, broken];
}

/**
 * Cyrillic stands in whole words, the letters with accents of western languages stand alone between others. In the code page
 * of consoles Cyrillic is below where Windows has it.
 */
function codePageOf(bytes: Buffer): TextEncoding {
  let [high, beside, low] = [0, 0, 0];
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80) continue;
    high += 1;
    if ((bytes[index - 1] ?? 0) >= 0x80 || (bytes[index + 1] ?? 0) >= 0x80) beside += 1;
    if (byte < 0xb0) low += 1;
  }
  if (beside < high * 0.6) return 'windows-1252';
  return low > high / 2 ? 'cp866' : 'windows-1251';
}

/**
 * Turns the bytes of a file into UTF-8. What is UTF-8 comes out as it is, without a byte order mark.
 * @param known as told by the beginning; `ascii` is decided anew when a byte says more
 * @param onEncoding is told then
 */
export async function* toUtf8(
  chunks: AsyncIterable<Buffer>,
  known: TextEncoding,
  onEncoding: (encoding: TextEncoding) => void,
): AsyncGenerator<Buffer> {
  let encoding = known;
  let decoder: Decoder | null = null;
  for await (const chunk of chunks) {
    if (encoding === 'ascii' && !isAscii(chunk)) {
      encoding = tellBytes(chunk);
      onEncoding(encoding);
    }
    decoder ??= await decoderOf(encoding);
    const decoded = decoder === null ? chunk : decoder.write(chunk);
    if (decoded.length > 0) yield decoded;
  }
  const rest = decoder?.end();
  if (rest !== undefined && rest.length > 0) yield rest;
}

interface Decoder {
  write(chunk: Buffer): Buffer;
  end(): Buffer;
}

/** Null where nothing has to be done. The decoders of Node are not used for code pages: those of Electron lack some. */
async function decoderOf(encoding: TextEncoding): Promise<Decoder | null> {
  if (encoding === 'ascii' || encoding === 'utf-8') return null;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const wide = transcoder(encoding);
    return {
      write: (chunk) => Buffer.from(wide.decode(chunk)),
      end: () => Buffer.from(wide.decodeEnd()),
    };
  }
  const { getDecoder } = (await import('iconv-lite')).default;
  const decoder = getDecoder(encoding);
  return {
    write: (chunk) => Buffer.from(decoder.write(chunk), 'utf8'),
    end: () => Buffer.from(decoder.end() ?? '', 'utf8'),
  };
}
