import {
  apostrophe,
  backslash,
  equals,
  hexadecimalAt,
  lineFeed,
  plus,
  quotation,
  setOf,
  space,
  utf8,
} from '../characters.ts';

/** An encoding in which one text stands within another. */
export interface Encoding {
  /** The literals that tell it, given those that rules start at. */
  signs(literals: readonly string[]): readonly string[];
  /** Whether what stands at an index is a sign, and nothing that only looks like one. */
  isSign(text: string, start: number, end: number): boolean;
  /** What begins an escape. */
  leads: Uint8Array;
  /** What an escape at an index stands for; null where none is. */
  escapeAt(text: string, index: number): Escape | null;
  /** Characters that are told apart from their escapes. */
  marks: Uint8Array;
  /** What such a character stands for, given whether some are spelled as escapes: those then end the text where they are bare. */
  bare(code: number, isSpelled: (code: number) => boolean, next: number): number;
  /** What ends such a text. */
  ends: Uint8Array;
  /** What parts texts that spell marks in different ways, where it is more than what ends them. */
  parts?: Uint8Array;
  /** The encoding that decodes the same and more, where it is found. */
  partOf?: Encoding;
}

interface Escape {
  to: number;
  /** One character a byte. */
  stands: string;
}

/** A part of a text as it reads once it is decoded. */
export interface Decoded {
  text: string;
  bytes: Uint8Array;
  from: number;
  to: number;
  /** It goes to the end of what is encoded. */
  whole: boolean;
  /** Where a character comes from. */
  originOf(index: number): number;
  /** The first character that comes from an index or from behind it. */
  indexOf(origin: number): number;
}

const nothing = setOf('');
const quotes = setOf('"\'');
const lineBreakers = setOf('\r\n');
const words = setOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_').fill(1, 128);
const isWord = (code: number): boolean => words[code] === 1;
const matchAt = (pattern: RegExp, text: string, index: number): RegExpExecArray | null => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

/** Literals of rules with spaces or slashes in them, as they begin in percent-encoding, which may have no other sign. */
const inPercent = (literals: readonly string[]): string[] => {
  const begins = literals
    .filter((literal) => /^(?=.*[ /])(?=.*\w)[\w ./-]+$/.test(literal))
    .map((literal) => /^[\w-]{3,} /.exec(literal)?.[0] ?? literal);
  const spelled = begins.flatMap((begin) => ['%20', '+'].map((blank) => begin.replaceAll(' ', blank)));
  return [...new Set(spelled.map((begin) => begin.replaceAll('/', '%2f')))];
};

const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
/** A path of Windows goes on here: `C:\temp`, `\\server\new`. */
const inPath = /(?:[\\/]|(?:^|[^A-Za-z])[A-Za-z]:)[\w.$() -]{0,40}$/;

/** Strings of JSON and of programs. */
const backslashes: Encoding = {
  // The second half of a pair needs no sign.
  signs: () => ['\\"', '\\u0', ...['ud0', 'uda', 'udb', 'uc0', 'ub0', 'ua0'].map((unit) => `\\${unit}`)],
  isSign: () => true,
  leads: setOf('\\'),
  escapeAt(text, index) {
    const next = text.charAt(index + 1);
    if (next === '"' || next === '\\' || next === "'" || next === '/') return { to: index + 2, stands: next };
    if (next === 'u') {
      const unit = hexadecimalAt(text, index + 2, 4);
      if (unit === -1) return null;
      const second = isHigh(unit) && text.startsWith('\\u', index + 6) ? hexadecimalAt(text, index + 8, 4) : -1;
      if (!isLow(second)) return { to: index + 6, stands: utf8(unit) };
      return { to: index + 12, stands: utf8(0x10000 + (unit - 0xd800) * 0x400 + second - 0xdc00) };
    }
    if (next === 'x') {
      const byte = hexadecimalAt(text, index + 2, 2);
      return byte === -1 ? null : { to: index + 4, stands: String.fromCharCode(byte) };
    }
    const stands = controls[next];
    return stands === undefined ? null : { to: index + 2, stands };
  },
  marks: quotes,
  bare: (code, isSpelled) => (isSpelled(code) ? lineFeed : code),
  ends: lineBreakers,
};

/** Text whose line breaks alone are escaped, so that it stays on one line. */
const lineBreaks: Encoding = {
  signs: () => ['\\n', '\\r\\n', '\\t'],
  isSign(text, start, end) {
    const code = text.charCodeAt(start + 1);
    if (code !== 110 && code !== 116) return code === 114;
    return !isWord(text.charCodeAt(end)) || !inPath.test(text.slice(Math.max(0, start - 44), start));
  },
  leads: setOf('\\'),
  escapeAt(text, index) {
    const next = text.charAt(index + 1);
    if (next === '\\') return { to: index + 2, stands: '\\\\' };
    const stands = next === 'n' || next === 'r' || next === 't' ? controls[next] : undefined;
    return stands === undefined ? null : { to: index + 2, stands };
  },
  marks: nothing,
  bare: (code) => code,
  ends: lineBreakers,
  partOf: backslashes,
};

const named = ['<lt', '>gt', '&amp', '"quot', "'apos", ' nbsp'].map(
  (name) => [`&${name.slice(1)};`, name.charAt(0)] as const,
);
const numbered = /&#(?:(\d{1,7})|x([\da-f]{1,6}));/iy;

/** Text and attributes of XML and HTML, also where < and & alone are escaped. */
const entities: Encoding = {
  signs: () => ['&lt;', '&gt;', '&amp;', '&quot;', '&apos;', '&#0', '&#x'],
  isSign: () => true,
  leads: setOf('&'),
  escapeAt(text, index) {
    if (text.charAt(index + 1) !== '#') {
      for (const [name, stands] of named) if (text.startsWith(name, index)) return { to: index + name.length, stands };
      return null;
    }
    const [whole, decimal, hexadecimal] = matchAt(numbered, text, index) ?? [];
    if (whole === undefined) return null;
    const point = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal);
    return point > 0x10ffff ? null : { to: index + whole.length, stands: utf8(point) };
  },
  marks: quotes,
  bare: (code, isSpelled) => (isSpelled(code) ? lineFeed : code),
  ends: nothing,
  parts: setOf('<\r\n'),
};

/** Values of a query, a form or a path (RFC 3986 section 2.1), with spaces as %20 or as +. */
const percent: Encoding = {
  signs: (literals) => ['%0a', '%0b', '%0c', '%0d', '%0e', '%00%00', '+%0', '%000', ...inPercent(literals)],
  // Brackets stand in the names of forms, which are told as they are.
  isSign: (text, start) => !/^%[57][bd]/i.test(text.slice(start, start + 3)),
  leads: setOf('%'),
  escapeAt(text, index) {
    const byte = hexadecimalAt(text, index + 1, 2);
    return byte === -1 ? null : { to: index + 3, stands: String.fromCharCode(byte) };
  },
  marks: setOf(' "<>&=\'+'),
  bare(code, isSpelled, next) {
    if (code === plus) return isSpelled(space) ? code : space;
    // The sign of an attribute may be left as it is; others are those of the query around.
    if (code === equals && (next === quotation || next === apostrophe)) return code;
    return code === apostrophe && !isSpelled(code) ? code : lineFeed;
  },
  ends: setOf(' \t\r\n'),
};

const beforeString = setOf(' \t\r\n:=,;([{|+');
const behindString = setOf(' \t\r\n:=,;)]}>|+/');
/** What stands between two empty strings: what joins them, and the name of the second. */
const betweenStrings =
  /^[\s,;:=&|+()[\]{}<>/]*(?:[\w.$-]+(?:[ \t][\w.$-]+){0,3}\s*(?:[=:!<>]?=|=>|[:,;+]|\|\|?)\s*[([{]?\s*)?$/;
const longestBetween = 256;
/** What stands before a string that begins with a mark of its own. */
const opensField = /(?:^|[,;\t-\r =([])N?$/;

/** Strings in which a quotation mark is doubled: of CSV, of SQL. */
const doubled = (mark: '"' | "'"): Encoding => {
  const code = mark.charCodeAt(0);
  /** Whether a string that began in the same line is still open in front of an index. */
  const isWithin = (text: string, index: number): boolean => {
    let within = false;
    for (let at = index - 1; at >= index - longestBetween; at -= 1) {
      const before = text.charCodeAt(at);
      if (before === code) within = !within;
      else if (before === lineFeed || Number.isNaN(before)) return within;
    }
    return false;
  };
  const isEmpty = (text: string, start: number, end: number): boolean => {
    if (beforeString[text.charCodeAt(start - 1)] !== 1 || behindString[text.charCodeAt(end)] !== 1) return false;
    if (isWithin(text, start)) return false;
    // Up to the next two of the same mark may stand a value, or what is between two empty strings.
    const next = text.indexOf(mark, end);
    const isPair = next !== -1 && next - end <= longestBetween && text.charCodeAt(next + 1) === code;
    return !isPair || betweenStrings.test(text.slice(end, next));
  };
  return {
    signs: () => [mark + mark],
    isSign: (text, start, end) => !isEmpty(text, start, end),
    leads: setOf(`${mark}N`),
    escapeAt(text, index) {
      // A string of SQL may begin so.
      if (text.charCodeAt(index) !== code)
        return text.charCodeAt(index + 1) === code && !isWord(text.charCodeAt(index - 1))
          ? { to: index + 1, stands: ' ' }
          : null;
      if (text.charCodeAt(index + 1) !== code) return null;
      if (text.charCodeAt(index - 1) !== code && opensField.test(text.slice(Math.max(0, index - 2), index))) {
        let to = index + 2;
        while (to - index < 255 && text.charCodeAt(to) === code) to += 1;
        if ((to - index) % 2 === 1) return null;
      }
      return { to: index + 2, stands: mark };
    },
    marks: setOf(mark),
    bare: () => lineFeed,
    ends: nothing,
  };
};

const escapesByBackslash: readonly Encoding[] = [backslashes, lineBreaks];
export const encodings: readonly Encoding[] = [backslashes, entities, percent, doubled('"'), doubled("'"), lineBreaks];

/** So much is decoded at least, since a text can have many short ones one after the other. */
const leastDecoded = 256;

const plains = new Map<Encoding, Uint8Array>();
/** Characters that an encoding leaves as they are, and that tell nothing. */
function plainIn(encoding: Encoding): Uint8Array {
  const { leads, marks, ends, parts = ends } = encoding;
  const tells = [leads, marks, ends, parts];
  const plain = plains.get(encoding) ?? leads.map((_, code) => (tells.some((set) => set[code] === 1) ? 0 : 1));
  plains.set(encoding, plain);
  return plain;
}

/** So much is decoded at most. */
export const mostDecoded = 16_384;
// Written to in one call, and copied.
const bytes = new Uint8Array(mostDecoded + 2);
const offsets = new Uint16Array(mostDecoded + 2);
const spelled = new Uint8Array(256);
const isSpelled = (code: number): boolean => spelled[code] === 1;

/** Decodes a part of a text, from an index to another at most. */
export function decode(encoding: Encoding, text: string, from: number, to: number, least = from): Decoded {
  const { leads, marks, ends, parts = ends } = encoding;
  const plain = plainIn(encoding);
  const most = Math.min(text.length, to, from + mostDecoded);
  let length = 0;
  // What is decoded is never longer; a line break is added.
  const add = (byte: number, origin: number): void => {
    bytes[length] = byte;
    offsets[length] = origin - from;
    length += 1;
  };
  let begin = 0;
  let bare: { at: number; behindEscape: boolean }[] = [];
  let behindEscape = false;
  /** Tells what bare marks stand for; what is between two of them or in a line, and without an escape, is no such text. */
  const tellBare = (): void => {
    let start = begin;
    let isEncoded = false;
    for (const mark of bare) {
      isEncoded ||= mark.behindEscape;
      const code = bytes[mark.at] ?? 0;
      const stands = encoding.bare(code, isSpelled, bytes[mark.at + 1] ?? 0);
      bytes[mark.at] = stands;
      if (stands === lineFeed) {
        if (!isEncoded) bytes.fill(lineFeed, start, mark.at);
        start = mark.at + 1;
        isEncoded = false;
      } else if (stands !== code) {
        isEncoded = true;
      }
    }
    const isLimited = start > begin || ends !== nothing;
    if (isLimited && !isEncoded && !behindEscape) bytes.fill(lineFeed, start, length);
    bare = [];
    behindEscape = false;
    begin = length;
    spelled.fill(0);
  };
  let index = from;
  while (index < most) {
    const code = text.charCodeAt(index);
    if (plain[code] === 1) {
      bytes[length] = code;
      offsets[length] = index - from;
      length += 1;
      index += 1;
      continue;
    }
    const escape = leads[code] === 1 ? encoding.escapeAt(text, index) : null;
    if (escape !== null) {
      behindEscape = true;
      for (let each = 0; each < escape.stands.length; each += 1) {
        const byte = escape.stands.charCodeAt(each);
        spelled[byte] = 1;
        add(byte, index);
      }
      index = escape.to;
      continue;
    }
    if (parts[code] === 1) {
      if (ends[code] === 1 && index >= least + leastDecoded) break;
      tellBare();
    }
    if (marks[code] === 1) {
      bare.push({ at: length, behindEscape });
      behindEscape = false;
    }
    add(code, index);
    index += 1;
  }
  const whole = index < most;
  if (whole) add(lineFeed, index);
  tellBare();
  offsets[length] = index - from;
  const decoded = Buffer.from(bytes.subarray(0, length));
  const origins = offsets.slice(0, length + 1);
  return {
    text: decoded.toString('latin1'),
    bytes: decoded,
    from,
    to: index,
    whole,
    originOf: (at) => from + (origins[Math.min(at, length)] ?? 0),
    indexOf(origin) {
      const offset = origin - from;
      let low = 0;
      let high = length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((origins[middle] ?? 0) < offset) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** Where a part of a text begins that is to be decoded: not before another text of its kind, and not within an escape. */
export function beginOf(encoding: Encoding, text: string, index: number, least: number): number {
  let from = index;
  while (from > least && encoding.ends[text.charCodeAt(from - 1)] !== 1) from -= 1;
  if (!escapesByBackslash.includes(encoding)) return from;
  let before = from;
  while (before > 0 && from - before < 255 && text.charCodeAt(before - 1) === backslash) before -= 1;
  return (from - before) % 2 === 1 ? from - 1 : from;
}

/** Where a part of a text ends at the latest: at an index, or before it where its encoding does. */
export function endWithin({ ends }: Encoding, text: string, from: number, most: number): number {
  let to = from;
  while (to < most && ends[text.charCodeAt(to)] !== 1) to += 1;
  return to;
}
