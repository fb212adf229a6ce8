/** A text as it reads after decoding. */
export interface View {
  text: string;
  /** Where a UTF-16 unit of it begins in the original text; the length of the text stands for the end of the original. */
  at(index: number): number;
}

type Decode = (match: string) => [text: string, begins: number[]];

const original = (text: string): View => ({ text, at: (index) => index });

/** Replaces every match by what it stands for, and keeps track of where each unit came from. */
function decoded(view: View, pattern: RegExp, decode: Decode): View | null {
  const parts: string[] = [];
  const at: number[] = [];
  let from = 0;
  const copy = (to: number): void => {
    parts.push(view.text.slice(from, to));
    for (let index = from; index < to; index += 1) at.push(view.at(index));
  };
  for (const match of view.text.matchAll(pattern)) {
    const [text, begins] = decode(match[0]);
    copy(match.index);
    parts.push(text);
    for (const begin of begins) at.push(view.at(match.index + begin));
    from = match.index + match[0].length;
  }
  if (from === 0) return null;
  copy(view.text.length);
  at.push(view.at(view.text.length));
  return { text: parts.join(''), at: (index) => at[index] ?? 0 };
}

/** Bytes of one UTF-8 character by its first byte; a byte that begins none stands for itself (ISO 8859-1). */
const utf8Length = (byte: number): number => {
  if (byte >= 0xf0 && byte < 0xf8) return 4;
  if (byte >= 0xe0 && byte < 0xf0) return 3;
  return byte >= 0xc2 && byte < 0xe0 ? 2 : 1;
};

/** `%41%C3%A9` as text (WHATWG URL, percent-decoding), a character at a time. */
const decodePercent: Decode = (match) => {
  if (match === '+') return [' ', [0]];
  const bytes = Buffer.from(match.replaceAll('%', ''), 'hex');
  let text = '';
  const begins: number[] = [];
  for (let index = 0; index < bytes.length;) {
    const length = utf8Length(bytes[index] ?? 0);
    const slice = bytes.subarray(index, index + length);
    const utf8 = slice.toString('utf8');
    const valid = Buffer.from(utf8, 'utf8').equals(slice);
    const piece = valid ? utf8 : slice.subarray(0, 1).toString('latin1');
    for (let unit = 0; unit < piece.length; unit += 1) begins.push(index * 3);
    text += piece;
    index += valid ? length : 1;
  }
  return [text, begins];
};

const jsonEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** One escape of a JSON string (RFC 8259 section 7). */
const decodeJson: Decode = (match) => {
  const kind = match.charAt(1);
  const text = kind === 'u' ? String.fromCharCode(Number.parseInt(match.slice(2), 16)) : (jsonEscapes[kind] ?? kind);
  return [text, [0]];
};

const htmlNames: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
};

/** One character reference of HTML, named, decimal or hexadecimal. */
const decodeHtml: Decode = (match) => {
  const name = match.slice(1).replace(/;$/, '');
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  const valid = name.startsWith('#') && code > 0 && code <= 0x10ffff;
  const text = valid ? String.fromCodePoint(code) : (htmlNames[name.toLowerCase()] ?? match);
  return [text, Array.from(text, (piece) => piece.length).flatMap((length) => Array.from({ length }, () => 0))];
};

const decoders: readonly [pattern: RegExp, decode: Decode][] = [
  [/(?:%[0-9a-f]{2})+/gi, decodePercent],
  [/(?:%[0-9a-f]{2})+|\+/gi, decodePercent],
  [/\\(?:u[0-9a-f]{4}|["\\/bfnrt])/gi, decodeJson],
  [/&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp);?/gi, decodeHtml],
];

/** Without one of these characters nothing in a text is escaped, which holds for most texts. */
const escaping = /[%+\\&]/;

/** How many escapings can lie over each other: JSON in a form, for example. */
const depth = 2;

/** The text itself and every way to read it with its escapes undone, each reading once. */
export function viewsOf(text: string): View[] {
  const views = [original(text)];
  if (!escaping.test(text)) return views;
  const seen = new Set([text]);
  let last = views;
  for (let level = 0; level < depth; level += 1) {
    const next: View[] = [];
    for (const view of last) {
      for (const [pattern, decode] of decoders) {
        const reading = decoded(view, pattern, decode);
        if (reading === null || seen.has(reading.text)) continue;
        seen.add(reading.text);
        next.push(reading);
      }
    }
    views.push(...next);
    last = next;
  }
  return views;
}
