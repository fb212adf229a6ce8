import {
  ampersand,
  backslash,
  carriageReturn,
  equals,
  escapeSign,
  hexadecimalAt,
  lineFeed,
  percentSign,
  utf8,
} from '../characters.ts';

/** One way to read what stands at an index: what it stands for, and where it ends. */
export interface Reading {
  /** Bytes (latin1); none for what is passed over, a line break for example. */
  bytes: string;
  end: number;
  /** Whether nothing more can be meant by it. */
  last?: true;
}

/** Characters that can stand for another, or begin what stands for one. */
export const introduces = new Uint8Array(256);
for (const byte of Buffer.from('%\\&=+"\'{}$^`\r\n\x1b\0')) introduces[byte] = 1;

/** How many escapes can lie over each other: JSON in JSON in a form, for example. */
const mostLevels = 10;
/** So many backslashes can stand for one, or in front of what they escape. */
export const mostBackslashes = 32;

const byte = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));
/** Two digits are a byte, or the number of a character. */
const byteOrCharacter = (digits: string | undefined, end: number): Reading[] => {
  const code = Number.parseInt(digits ?? '', 16);
  const bytes = String.fromCharCode(code);
  return code < 0x80
    ? [{ bytes, end }]
    : [
        { bytes, end },
        { bytes: utf8(code), end },
      ];
};

/** What a sticky pattern matches at an index; its groups, with where it ends. */
function matchAt(
  pattern: RegExp,
  text: string,
  index: number,
): { groups: readonly (string | undefined)[]; end: number } | null {
  pattern.lastIndex = index;
  const groups = pattern.exec(text);
  return groups === null ? null : { groups, end: pattern.lastIndex };
}

/** Two units of UTF-16 for one character are escaped one after the other. */
const unit = /u(?:([\da-f]{4})|\{([\da-f]{1,6})\})/iy;
const lowSurrogate = /(?:\\|%(?:25){0,4}5c){0,32}(?:%(?:25){0,4})?u(d[c-f][\da-f]{2})/iy;

function unitAt(text: string, index: number): Reading | null {
  const found = matchAt(unit, text, index);
  if (found === null) return null;
  const code = Number.parseInt(found.groups[1] ?? found.groups[2] ?? '', 16);
  if (code < 0xd800 || code > 0xdbff) return { bytes: utf8(code), end: found.end };
  const low = matchAt(lowSurrogate, text, found.end);
  if (low === null) return null;
  return {
    bytes: utf8(0x10000 + ((code & 0x3ff) << 10) + (Number.parseInt(low.groups[1] ?? '', 16) & 0x3ff)),
    end: low.end,
  };
}

const hexadecimalByte = /[\da-f]{2}/iy;

function percent(text: string, index: number): Reading[] {
  const found = matchAt(hexadecimalByte, text, index);
  if (found !== null) return byteOrCharacter(found.groups[0], found.end);
  const ofUnit = unitAt(text, index);
  if (ofUnit !== null) return [ofUnit];
  return text.charAt(index) === '%' ? [{ bytes: '%', end: index + 1 }] : [];
}

const backslashes = /(?:\\|%(?:25){0,4}5c){0,32}/iy;
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };
const escapedByte = /x([\da-f]{2})/iy;
const ofLdap = /[2-9a-f][\da-f]/iy;
const octal = /[0-3][0-7]{2}/y;
const wideUnit = /U([\da-f]{8})/y;

/** Any number of backslashes stands for one, as many for more, and before another character for that one. */
function escape(text: string, index: number): Reading[] {
  const readings: Reading[] = [];
  const behind = matchAt(backslashes, text, index)?.end ?? index;
  for (let end = index, count = 0; end < behind && count < mostBackslashes; count += 1) {
    end += text.charAt(end) === '\\' ? 1 : text.slice(end, behind).toLowerCase().indexOf('5c') + 2;
    readings.push({ bytes: '\\', end, last: true });
  }
  const next = text.charAt(behind);
  const control = controls[next];
  if (control !== undefined) readings.push({ bytes: control, end: behind + 1 });
  else if (/[^\w\x80-\xff]/.test(next)) readings.push({ bytes: next, end: behind + 1 });
  const ofUnit = unitAt(text, behind);
  if (ofUnit !== null) readings.push(ofUnit);
  const hexadecimal = matchAt(escapedByte, text, behind);
  if (hexadecimal !== null) readings.push(...byteOrCharacter(hexadecimal.groups[1], hexadecimal.end));
  const ldap = matchAt(ofLdap, text, behind);
  if (ldap !== null) readings.push({ bytes: byte(ldap.groups[0] ?? ''), end: ldap.end });
  const three = matchAt(octal, text, behind);
  if (three !== null)
    readings.push({ bytes: String.fromCharCode(Number.parseInt(three.groups[0] ?? '', 8)), end: three.end });
  const wide = matchAt(wideUnit, text, behind);
  if (wide !== null) readings.push({ bytes: utf8(Number.parseInt(wide.groups[1] ?? '', 16)), end: wide.end });
  return readings;
}

const reference = /(?:(amp|quot|apos|lt|gt)|(?:#|%(?:25){0,4}23)(?:x([\da-f]{1,6})|(\d{1,7})))(?:;|%(?:25){0,4}3b)/iy;
const named: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };

function markup(text: string, index: number): Reading[] {
  const found = matchAt(reference, text, index);
  if (found === null) return [];
  const [, name, hexadecimal, decimal] = found.groups;
  if (name !== undefined) return [{ bytes: named[name.toLowerCase()] ?? '', end: found.end }];
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return [{ bytes: utf8(code), end: found.end }];
}

const softBreak = /[\t ]*\r?\n/y;
const colour = /\[[\d;?]{0,16}[A-Za-z]/y;
const indentation = /[\t ]{1,64}/y;
const shellQuote = /\\''|"'"'/y;

/** What is doubled stands for one, as it is written, or with the second as it is: `\\""` in CSV that holds JSON. */
function doubled(text: string, written: string, bytes: string, end: number): Reading[] {
  return [written, bytes]
    .filter((second) => text.startsWith(second, end))
    .map((second) => ({ bytes, end: end + second.length, last: true }));
}

/** What may follow a character, read as the first of an escape. */
function escapesAfter(text: string, index: number, { bytes, end }: Reading): Reading[] {
  const written = text.slice(index, end);
  switch (bytes) {
    case '%':
      return percent(text, end);
    case '\\':
      return escape(text, end);
    case '&':
      return markup(text, end);
    case '=': {
      const found = matchAt(hexadecimalByte, text, end);
      if (found !== null) return [{ bytes: byte(found.groups[0] ?? ''), end: found.end }];
      const soft = matchAt(softBreak, text, end);
      return soft === null ? [] : [{ bytes: '', end: soft.end }];
    }
    case '+':
      return [{ bytes: ' ', end }];
    case "'": {
      const found = matchAt(shellQuote, text, end);
      return found === null ? doubled(text, written, bytes, end) : [{ bytes: "'", end: found.end }];
    }
    case '"':
    case '{':
    case '}':
    case '$':
      return doubled(text, written, bytes, end);
    case '^':
    case '`':
      return /[^\w\s]/.test(text.charAt(end)) ? [{ bytes: text.charAt(end), end: end + 1 }] : [];
    case '\n': {
      const indented = matchAt(indentation, text, end);
      return indented === null ? [] : [{ bytes: '', end: indented.end }];
    }
    case '\x1b': {
      const found = matchAt(colour, text, end);
      return found === null ? [] : [{ bytes: '', end: found.end }];
    }
    default:
      return [];
  }
}

/**
 * All that can be meant by what stands at an index: itself, and what it stands for in percent-encoding, JSON and strings of
 * programs, XML and HTML, quoted-printable, strings with doubled quotes, shells, and these over each other. Line breaks and
 * colours of a terminal stand for nothing.
 */
export function readingsAt(text: string, index: number): Reading[] {
  const readings: Reading[] = [];
  let next: Reading[] = [{ bytes: text.charAt(index), end: index + 1 }];
  for (let level = 0; level < mostLevels && next.length > 0; level += 1) {
    for (const reading of next) {
      readings.push(reading);
      const { bytes, end } = reading;
      if (bytes === '\r' || bytes === '\n' || bytes === '\0') readings.push({ bytes: '', end });
    }
    next = next.flatMap((reading) => (reading.last ? [] : escapesAfter(text, index, reading)));
  }
  return readings;
}

/** Where a simple reading is, and then where it ends. */
export interface Place {
  index: number;
}

const lowN = 110;
const lowR = 114;

/** So many things that stand for nothing are passed over. */
const mostPassed = 4;

/** The index behind what stands for nothing: line breaks, and colours; -1 where there is too much of it. */
function passed(text: string, index: number): number {
  let at = index;
  for (let count = 0; count < mostPassed; count += 1) {
    const code = text.charCodeAt(at);
    if (introduces[code] !== 1) return at;
    const end = passedOnce(text, at, code);
    if (end === at) return at;
    at = end;
  }
  return -1;
}

function passedOnce(text: string, at: number, code: number): number {
  if (code === lineFeed || code === carriageReturn) {
    const behind = at + (code === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? 2 : 1);
    return matchAt(indentation, text, behind)?.end ?? behind;
  }
  if (code === 0) return at + 1;
  if (code === escapeSign) return matchAt(colour, text, at + 1)?.end ?? at;
  if (code === equals) return matchAt(softBreak, text, at + 1)?.end ?? at;
  if (code !== backslash) return at;
  const behind = behindBackslashes(text, at);
  const sign = text.charCodeAt(behind);
  return sign === lowN || sign === lowR ? behind + 1 : at;
}

function behindBackslashes(text: string, index: number): number {
  let at = index;
  while (at - index <= mostBackslashes && text.charCodeAt(at) === backslash) at += 1;
  return at;
}

/** That what stands at a place can be read in many ways. */
export const manifold = -1;
/** That what stands at a place is no part of a secret. */
export const none = -2;

/** Behind a percent sign. */
function percentReading(text: string, place: Place): number {
  let code = hexadecimalAt(text, place.index, 2);
  if (code === -1) return /[u%]/i.test(text.charAt(place.index)) ? manifold : percentSign;
  place.index += 2;
  while (code === percentSign) {
    code = hexadecimalAt(text, place.index, 2);
    if (code === -1) return /u/i.test(text.charAt(place.index)) ? manifold : percentSign;
    place.index += 2;
  }
  // A byte of UTF-8 does not stand alone; the number of a character does.
  if (code >= 0xc0) return text.charCodeAt(place.index) === percentSign ? code : manifold;
  if (code !== backslash) return introduces[code] === 1 ? manifold : code;
  let count = 1;
  for (let at = place.index; count < mostBackslashes && /%|2|5|c/i.test(text.charAt(at)); at += 1)
    count += text.charAt(at) === '%' ? 1 : 0;
  return count === mostBackslashes ? none : manifold;
}

/**
 * What stands at a place most likely: a byte, also where it is percent-encoded, or an escape of JSON, or a number of XML;
 * `manifold` where it takes more to tell. The place moves behind it.
 */
export function simpleReading(text: string, place: Place): number {
  let at = passed(text, place.index);
  if (at === -1) return none;
  let code = text.charCodeAt(at);
  place.index = at + 1;
  if (introduces[code] !== 1) return code;
  if (code === percentSign) return percentReading(text, place);
  if (code === backslash) {
    at = behindBackslashes(text, at);
    if (at - place.index >= mostBackslashes) return none;
    const sign = text.charAt(at);
    const digits = sign === 'u' ? 4 : sign === 'x' ? 2 : 0;
    // Of several backslashes, some can stand for one in front of the escape.
    if (digits === 0 || at > place.index) return manifold;
    code = hexadecimalAt(text, at + 1, digits);
    place.index = at + 1 + digits;
  } else if (code === ampersand && text.charAt(at + 1) === '#') {
    const found = matchAt(reference, text, at + 1);
    if (found === null) return manifold;
    code = found.groups[2] === undefined ? Number(found.groups[3]) : Number.parseInt(found.groups[2], 16);
    place.index = found.end;
  } else {
    return manifold;
  }
  return code > 0x7f || introduces[code] === 1 ? manifold : code;
}
