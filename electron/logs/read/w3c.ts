import { plainMoment, type InZone, type MomentReader } from './moments.ts';

/**
 * Logs in the "Extended Log File Format" of the W3C, as IIS and HTTP.sys write them. Lines that begin with `#` say what those
 * below hold; IIS writes them anew after a restart and when its fields are changed.
 */

/** Where date and time stand in a line; -1 for one that is not there. */
interface Fields {
  date: number;
  time: number;
}

export const numberSign = 0x23;
/** So much of a line is looked at for date and time. */
const headBytes = 1024;
const dayMs = 24 * 3_600_000;
/** Threads write a little out of turn; what is earlier by more is of the next day. */
const outOfTurnMs = 3_600_000;

const fieldsLine = /^#Fields:[ \t]*(.*)$/m;
const dateLine = /^#Date:[ \t]*(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?/m;
const dateForm = /^\d{4}-\d\d-\d\d$/;
const timeForm = /^\d\d:\d\d:\d\d(?:\.\d+)?$/;

/** What the first `#Fields` in the head of a file says; null where it is no such log. */
export function w3cFieldsOf(head: string): Fields | null {
  const line = fieldsLine.exec(head)?.[1];
  if (line === undefined) return null;
  const names = line.trim().split(/\s+/);
  return { date: names.indexOf('date'), time: names.indexOf('time') };
}

const tokensOf = (bytes: Buffer, from: number, to: number): string[] =>
  bytes.toString('latin1', from, Math.min(to, from + headBytes)).split(/[ \t\r\n]/);

function writtenAt(date: string, time: string, inZone: InZone): number {
  const written = Buffer.from(`${date} ${time}`, 'latin1');
  return plainMoment(written, 0, written.length, inZone);
}

/** Reads a line wherever it stands: by the fields of the head, or by what looks like a date and a time where those have changed. */
export function w3cReaderAnywhere(fields: Fields, inZone: InZone): MomentReader {
  return (bytes, from, to) => (bytes[from] === numberSign ? Number.NaN : datedMoment(bytes, from, to, fields, inZone));
}

function datedMoment(bytes: Buffer, from: number, to: number, { date, time }: Fields, inZone: InZone): number {
  if (date === 0 && time === 1) {
    const moment = plainMoment(bytes, from, to, inZone);
    if (!Number.isNaN(moment)) return moment;
  }
  const tokens = tokensOf(bytes, from, to);
  const known = writtenAt(tokens[date] ?? '', tokens[time] ?? '', inZone);
  if (!Number.isNaN(known)) return known;
  const found = [dateForm, timeForm].map((form) => tokens.find((token) => form.test(token)) ?? '');
  return writtenAt(found[0] ?? '', found[1] ?? '', inZone);
}

/**
 * Reads the lines of a log one after the other, as the last `#Fields` before them says. Where it names no date, a line is of
 * the day of the last `#Date`, or of a day behind it when the time of day begins anew.
 */
export function w3cReaderFollowing(inZone: InZone): MomentReader {
  let fields: Fields = { date: 0, time: 1 };
  let last = Number.NaN;
  const follow = (line: string): void => {
    fields = w3cFieldsOf(line) ?? fields;
    const [, date, time = '00:00:00'] = dateLine.exec(line) ?? [];
    if (date !== undefined) last = writtenAt(date, time, inZone);
  };
  const timedMoment = (bytes: Buffer, from: number, to: number): number => {
    const time = tokensOf(bytes, from, to)[fields.time] ?? '';
    if (Number.isNaN(last) || !timeForm.test(time)) return Number.NaN;
    const ofDay = writtenAt('1970-01-01', time, inZone);
    const least = last - outOfTurnMs;
    const moment = least + ((((ofDay - least) % dayMs) + dayMs) % dayMs);
    last = Math.max(last, moment);
    return moment;
  };
  return (bytes, from, to) => {
    if (bytes[from] === numberSign) {
      follow(bytes.toString('latin1', from, to));
      return Number.NaN;
    }
    return fields.date === -1 ? timedMoment(bytes, from, to) : datedMoment(bytes, from, to, fields, inZone);
  };
}
