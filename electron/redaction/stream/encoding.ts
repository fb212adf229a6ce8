/**
 * The encoding of a text file. `bytes` is UTF-8, a code page or no text at all: everything in which ASCII stands for itself,
 * and so can be searched as it is. UTF-16 is searched as UTF-8 and written back as it was.
 */
export type Encoding = 'bytes' | 'utf-16le' | 'utf-16be';

/** So many bytes tell the encoding; fewer do, where the file has no more. */
export const bytesToTell = 4096;

/** Tells the encoding by the byte order mark, and without one by where zeros stand, as they do in mostly Latin text. */
export function encodingOf(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const length = Math.min(start.length, bytesToTell) & ~1;
  if (length < 8) return 'bytes';
  const zeros: [even: number, odd: number] = [0, 0];
  for (let index = 0; index < length; index += 1) if (start[index] === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  const most = length / 2;
  if (zeros[1] > most * 0.6 && zeros[0] < most * 0.1) return 'utf-16le';
  return zeros[0] > most * 0.6 && zeros[1] < most * 0.1 ? 'utf-16be' : 'bytes';
}

/** Turns a file's bytes into what is searched, and back, without loss: redacting nothing changes no byte. */
export interface Transcoder {
  decode(chunk: Uint8Array): Uint8Array;
  /** The rest, behind the last chunk. */
  decodeEnd(): Uint8Array;
  encode(bytes: Buffer): Buffer;
  encodeEnd(): Buffer;
}

const nothing = Buffer.alloc(0);
const asItIs: Transcoder = {
  decode: (chunk) => chunk,
  decodeEnd: () => nothing,
  encode: (bytes) => bytes,
  encodeEnd: () => nothing,
};

const loneSurrogate = /\p{Surrogate}/u;
const surrogateBytes = /\xed[\xa0-\xbf][\x80-\xbf]/;

/** UTF-8, with a lone surrogate as the three bytes that its number would have (WTF-8), so that nothing is lost. */
function utf8Of(text: string): Buffer {
  if (!loneSurrogate.test(text)) return Buffer.from(text, 'utf8');
  return Buffer.concat(
    Array.from(text, (character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0xd800 || code > 0xdfff) return Buffer.from(character, 'utf8');
      return Buffer.from([0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]);
    }),
  );
}

/** The reverse of {@link utf8Of}. */
function textOf(bytes: Buffer): string {
  const latin1 = bytes.toString('latin1');
  if (!surrogateBytes.test(latin1)) return bytes.toString('utf8');
  return latin1
    .split(/(\xed[\xa0-\xbf][\x80-\xbf])/)
    .map((part, index) => {
      if (index % 2 === 0) return Buffer.from(part, 'latin1').toString('utf8');
      return String.fromCharCode(0xd000 | ((part.charCodeAt(1) & 0x3f) << 6) | (part.charCodeAt(2) & 0x3f));
    })
    .join('');
}

/** How many bytes at the end belong to a character of UTF-8 that is not complete. */
function incomplete(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

export function transcoder(encoding: Encoding): Transcoder {
  if (encoding === 'bytes') return asItIs;
  const big = encoding === 'utf-16be';
  /** An odd byte, or the first half of a surrogate pair. */
  let undecoded: Uint8Array = nothing;
  let unencoded = nothing;
  const write = (text: string): Buffer => {
    const bytes = Buffer.from(text, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  return {
    decode(chunk) {
      const bytes = Buffer.concat([undecoded, chunk]);
      let end = bytes.length & ~1;
      const highByte = bytes[end - (big ? 2 : 1)] ?? 0;
      if (end > 0 && highByte >= 0xd8 && highByte < 0xdc) end -= 2;
      undecoded = bytes.subarray(end);
      const units = bytes.subarray(0, end);
      return utf8Of((big ? swapped(units) : units).toString('utf16le'));
    },
    decodeEnd() {
      const units = Buffer.from(undecoded.subarray(0, undecoded.length & ~1));
      return utf8Of((big ? units.swap16() : units).toString('utf16le'));
    },
    encode(bytes) {
      const all = Buffer.concat([unencoded, bytes]);
      const end = all.length - incomplete(all);
      unencoded = all.subarray(end);
      return write(textOf(all.subarray(0, end)));
    },
    // A last odd byte is no character; it stays what it is.
    encodeEnd: () => Buffer.concat([write(textOf(unencoded)), undecoded.subarray(undecoded.length & ~1)]),
  };
}

/** A text as it is searched; the coder that undoes it is known once the first of its chunks was given. */
export interface Decoded {
  chunks: AsyncIterable<Uint8Array>;
  coder(): Transcoder;
}

/** Reads a file in whatever encoding its beginning tells. */
export function decoded(chunks: AsyncIterable<Uint8Array>): Decoded {
  let coder = asItIs;
  async function* read(): AsyncGenerator<Uint8Array> {
    let start: Uint8Array = new Uint8Array(0);
    let told = false;
    for await (const chunk of chunks) {
      if (told) {
        yield coder.decode(chunk);
        continue;
      }
      start = Buffer.concat([start, chunk]);
      told = start.length >= bytesToTell;
      if (!told) continue;
      coder = transcoder(encodingOf(start));
      yield coder.decode(start);
    }
    if (!told) {
      coder = transcoder(encodingOf(start));
      yield coder.decode(start);
    }
    yield coder.decodeEnd();
  }
  return { chunks: read(), coder: () => coder };
}
