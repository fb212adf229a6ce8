import type { TextEncoding } from './encoding.ts';
import { unitBytes } from './encoding.ts';
import { inZoneOf, momentReader, type MomentReader } from './moments.ts';
import { w3cFieldsOf, w3cReaderAnywhere, w3cReaderFollowing } from './w3c.ts';
import { writtenZone, type WrittenZone } from './zone.ts';

/** How the lines of a file tell their moments. */
export interface LineFormat {
  /** Reads a line wherever it stands. */
  momentOf: MomentReader;
  /** A new reader for lines that come one after the other, which follows what lines between them say of those below. */
  following(): MomentReader;
  zone: WrittenZone;
  /** Whether lines that begin with `#` say what those below hold, and are given out before whatever is taken of these. */
  hasHeadings: boolean;
  /** Whether a line tells its moment only together with those before. */
  inTurnOnly: boolean;
}

/** Logs of IIS and HTTP.sys are written in UTC, as their format asks for. */
const writtenByIis = /^#Software: Microsoft (?:Internet Information Services|HTTP API)/m;

/** @param head the beginning in UTF-8 or a code page */
export function lineFormat(head: Buffer, offsetMinutes: number | null): LineFormat {
  const text = head.toString('latin1', 0, 16 * 1024);
  const fields = w3cFieldsOf(text);
  const zone = writtenZone(fields !== null && writtenByIis.test(text) ? 0 : offsetMinutes);
  const { offsetMinutesAt } = zone;
  const inZone = inZoneOf(offsetMinutesAt);
  return {
    momentOf: momentReader(offsetMinutesAt, fields === null ? null : w3cReaderAnywhere(fields, inZone)),
    following: () => momentReader(offsetMinutesAt, fields === null ? null : w3cReaderFollowing(inZone)),
    zone,
    hasHeadings: fields !== null,
    inTurnOnly: fields !== null && fields.date === -1,
  };
}

/** One byte for each character: what moments and line breaks are made of stays, and positions can be told. */
export function narrowed(bytes: Buffer, encoding: TextEncoding): Buffer {
  if (unitBytes(encoding) === 1) return bytes;
  const [low, high] = encoding === 'utf-16le' ? [0, 1] : [1, 0];
  const narrow = Buffer.allocUnsafeSlow(bytes.length >> 1);
  for (let index = 0; index < narrow.length; index += 1) {
    narrow[index] = bytes[index * 2 + high] === 0 ? (bytes[index * 2 + low] ?? 0) : 0x3f;
  }
  return narrow;
}

/** The first and the last moment in bytes; NaN where there is none. The beginning counts as one of a line only where it is. */
export function momentsIn(
  bytes: Buffer,
  momentOf: MomentReader,
  beginsLine: boolean,
): { first: number; last: number; at: number } {
  const found = { first: Number.NaN, last: Number.NaN, at: -1 };
  let at = beginsLine ? 0 : bytes.indexOf(0x0a) + 1;
  if (at === 0 && !beginsLine) return found;
  while (at < bytes.length) {
    const lineEnd = bytes.indexOf(0x0a, at);
    const moment = momentOf(bytes, at, lineEnd === -1 ? bytes.length : lineEnd);
    if (!Number.isNaN(moment)) {
      if (found.at === -1) [found.first, found.at] = [moment, at];
      found.last = moment;
    }
    if (lineEnd === -1) break;
    at = lineEnd + 1;
  }
  return found;
}
