export interface DecodedText {
  text: string;
  /** The charset in lower case, for example `utf-8`. */
  charset: string;
}

/**
 * Decodes a body to text. The charset is that of a byte order mark, else the one the Content-Type declares unless the
 * first bytes contradict it, else the one an XML or HTML document declares for itself, else what the zero bytes of UTF-16
 * or UTF-32 show, else UTF-8, or windows-1252 when the bytes are no UTF-8. The byte order mark is left out. `cut` says
 * that the bytes may end within a character.
 */
export async function decodeText(bytes: Buffer, contentType: string, cut: boolean): Promise<DecodedText> {
  const declared = [markOf(bytes), headerCharset(contentType, bytes), declarationIn(bytes), zerosOf(bytes)];
  for (const charset of declared) {
    const decoded = charset === null ? null : await decodeAs(charset, bytes, cut);
    if (decoded !== null) return decoded;
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut }), charset: 'utf-8' };
  } catch {
    return (await decodeAs('windows-1252', bytes, cut)) ?? { text: bytes.toString('latin1'), charset: 'iso-8859-1' };
  }
}

/**
 * Null when no charset of that name is known. iconv-lite is loaded only for charsets that the runtime lacks, and for
 * windows-1252, which some versions of Node take for Latin-1.
 */
async function decodeAs(charset: string, bytes: Buffer, cut: boolean): Promise<DecodedText | null> {
  const decoder = decoderFor(charset);
  if (decoder !== null && decoder.encoding !== 'windows-1252') {
    return { text: decoder.decode(bytes, { stream: cut }), charset: decoder.encoding };
  }
  const { default: iconv } = await import('iconv-lite');
  const name = decoder?.encoding ?? charset.toLowerCase();
  return iconv.encodingExists(name) ? { text: iconv.decode(bytes, name), charset: name } : null;
}

function decoderFor(charset: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(charset);
  } catch {
    return null;
  }
}

/** Whether a body begins with a byte order mark, which decoding takes away. */
export const hasByteOrderMark = (bytes: Buffer): boolean => markOf(bytes) !== null;

function markOf(bytes: Buffer): string | null {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return 'utf-8';
  if (startsWith(bytes, [0xff, 0xfe, 0, 0])) return 'utf-32le';
  if (startsWith(bytes, [0, 0, 0xfe, 0xff])) return 'utf-32be';
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  return null;
}

const startsWith = (bytes: Buffer, start: readonly number[]): boolean =>
  bytes.length >= start.length && start.every((byte, index) => bytes[index] === byte);

/** What the Content-Type declares, in the order of bytes that is there; null where their width is another one. */
function headerCharset(contentType: string, bytes: Buffer): string | null {
  const charset = parameterOf(contentType);
  const [, order] = /^(?:utf-?(?:16|32)|ucs-?[24])(.*)$/i.exec(charset ?? '') ?? [];
  const isWide = order !== undefined;
  if (isWide ? startsInAscii(bytes) : zerosOf(bytes) !== null) return null;
  return order === '' ? (zerosOf(bytes) ?? charset) : charset;
}

/** Whether JSON, XML or HTML begins with one byte for each character. */
const startsInAscii = (bytes: Buffer): boolean => /^\s*[[{<][\s\x20-\x7e]/.test(bytes.toString('latin1', 0, 200));

function parameterOf(contentType: string): string | null {
  const match = /;\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,]+))/i.exec(contentType);
  return nonEmpty(match?.[1] ?? match?.[2] ?? match?.[3]);
}

/** As browsers do, a document that can be read as ASCII and calls itself UTF-16 is taken for UTF-8. */
function declarationIn(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 1_024).toString('latin1');
  const xml = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start);
  const html = /<meta\b[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start);
  const charset = nonEmpty(xml?.[1] ?? html?.[1]);
  return charset !== null && /^utf-?(16|32)/i.test(charset) ? 'utf-8' : charset;
}

/** The first characters of JSON, XML and HTML are ASCII, so their zero bytes tell the width (RFC 4627, section 3). */
function zerosOf(bytes: Buffer): string | null {
  if (bytes.length < 2) return null;
  const [first, second, third, fourth] = bytes;
  if (first === 0 && second === 0 && third === 0 && fourth !== 0) return 'utf-32be';
  if (first !== 0 && second === 0 && third === 0 && fourth === 0) return 'utf-32le';
  if (first === 0 && second !== 0) return 'utf-16be';
  if (first !== 0 && second === 0) return 'utf-16le';
  return null;
}

const nonEmpty = (text: string | undefined): string | null =>
  text === undefined || text.trim() === '' ? null : text.trim();
