/**
 * Reads the moment at the beginning of a line: milliseconds as if what is written were UTC, and NaN where there is none.
 * `to` is the end of the line, or of what is known of it.
 */
export type MomentReader = (bytes: Buffer, from: number, to: number) => number;

/** So much of a line is looked at for its moment. */
export const lineHeadBytes = 1024;

/** Moments with a time zone of their own are told in the one that the others of the file are written in. */
export const inZoneOf =
  (offsetMinutesAt: (instant: number) => number): InZone =>
  (written, ownOffset) => {
    if (ownOffset === null) return written;
    const instant = written - ownOffset * 60_000;
    return instant + offsetMinutesAt(instant) * 60_000;
  };

/** A reader for every log but those of the W3C; where it is one, `w3c` reads what stands in its lines. */
export function momentReader(offsetMinutesAt: (instant: number) => number, w3c: MomentReader | null): MomentReader {
  const inZone = inZoneOf(offsetMinutesAt);
  return (bytes, lineStart, to) => {
    const from = lineStart + markAt(bytes, lineStart);
    const first = bytes[from];
    if (first === undefined) return Number.NaN;
    if (w3c !== null) return w3c(bytes, from, to);
    if (isDigit(first)) return plainMoment(bytes, from, to, inZone);
    if (first === openBracket) return plainMoment(bytes, from + 1, to, inZone);
    // A log of JSON lines, as a list or not.
    return first === openBrace || first === comma || first === space ? ofJson(bytes, from, to, inZone) : Number.NaN;
  };
}

/** Of logs that were joined each but the first has its byte order mark at the beginning of a line. */
const markAt = (bytes: Buffer, at: number): 0 | 3 =>
  bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? 3 : 0;

/** A moment as it is written, with the minutes of a time zone of its own, in the time zone of the file. */
export type InZone = (written: number, ownOffset: number | null) => number;

const [openBracket, openBrace, comma, space, dot, colon, minus, plus, slash] = [
  0x5b, 0x7b, 0x2c, 0x20, 0x2e, 0x3a, 0x2d, 0x2b, 0x2f,
];
const [letterT, letterZ, tab] = [0x54, 0x5a, 0x09];

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** A number of so many digits, or -1. */
function digits(bytes: Buffer, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) {
    const byte = bytes[index];
    if (byte === undefined || byte < 0x30 || byte > 0x39) return -1;
    value = value * 10 + byte - 0x30;
  }
  return value;
}

/** `yyyy-MM-dd HH:mm:ss`, with `/` or `.` in the date, `T` or a tab in between, a fraction after `.` or `,`, and a time zone. */
export function plainMoment(bytes: Buffer, at: number, to: number, inZone: InZone): number {
  if (to - at < 19) return Number.NaN;
  const separator = bytes[at + 4];
  if ((separator !== minus && separator !== slash && separator !== dot) || bytes[at + 7] !== separator)
    return Number.NaN;
  const between = bytes[at + 10];
  if (between !== space && between !== letterT && between !== tab) return Number.NaN;
  if (bytes[at + 13] !== colon || bytes[at + 16] !== colon) return Number.NaN;
  const [year, month, day] = [digits(bytes, at, 4), digits(bytes, at + 5, 2), digits(bytes, at + 8, 2)];
  const [hour, minute, second] = [digits(bytes, at + 11, 2), digits(bytes, at + 14, 2), digits(bytes, at + 17, 2)];
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return Number.NaN;
  let end = at + 19;
  let fraction = 0;
  if ((bytes[end] === comma || bytes[end] === dot) && end + 1 < to && isDigit(bytes[end + 1])) {
    end += 1;
    for (let unit = 100; end < to && isDigit(bytes[end]); end += 1, unit /= 10) {
      if (unit >= 1) fraction += digits(bytes, end, 1) * unit;
    }
  }
  const written = startOfDay(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  return inZone(written, offsetAt(bytes, end, to));
}

let lastDay = -1;
let lastDayStart = 0;

/** Lines of one day follow each other. */
function startOfDay(year: number, month: number, day: number): number {
  const key = (year * 100 + month) * 100 + day;
  if (key !== lastDay) {
    lastDay = key;
    lastDayStart = Date.UTC(year, month - 1, day);
  }
  return lastDayStart;
}

/** The minutes of `Z`, `+03:00`, `+0300` or ` +03:00`; null where no time zone stands there. */
function offsetAt(bytes: Buffer, at: number, to: number): number | null {
  const apart = bytes[at] === space;
  const start = apart ? at + 1 : at;
  if (start >= to) return null;
  if (bytes[start] === letterZ) return 0;
  const sign = bytes[start] === plus ? 1 : bytes[start] === minus ? -1 : 0;
  if (sign === 0) return null;
  const hours = digits(bytes, start + 1, 2);
  const withColon = bytes[start + 3] === colon;
  if (apart && !withColon) return null;
  const end = start + (withColon ? 6 : 5);
  const minutes = digits(bytes, end - 2, 2);
  if (end > to || hours < 0 || hours > 14 || minutes < 0 || minutes > 59 || isDigit(bytes[end])) return null;
  return sign * (hours * 60 + minutes);
}

const jsonMoment =
  /"@?(?:time|timestamp|time_?stamp|t|date|date_?time|long_?date|logged|when)"\s*:\s*"(?=\d{4}[-/.]\d\d[-/.]\d\d[ T])/i;

const jsonEndBytes = 200;

function ofJson(bytes: Buffer, from: number, to: number, inZone: InZone): number {
  const head = bytes.toString('latin1', from, Math.min(to, from + lineHeadBytes));
  // What is not the beginning of an object is a line of one that began above.
  if (!/^[\s,[]*\{/.test(head)) return Number.NaN;
  const inText = (text: string, at: number): number => {
    const found = jsonMoment.exec(text);
    return found === null ? Number.NaN : plainMoment(bytes, at + found.index + found[0].length, to, inZone);
  };
  const ofHead = inText(head, from);
  if (!Number.isNaN(ofHead) || to - from <= head.length) return ofHead;
  // Docker writes the time behind the text, and lets no line grow long.
  const end = Math.max(from, to - jsonEndBytes);
  return inText(bytes.toString('latin1', end, to), end);
}
