import type { FileHandle } from 'node:fs/promises';
import type { PlannedFile } from '../types.ts';
import { readAt } from './bytes.ts';
import { bytesToTell, growth, markBytes, tellEncoding, unitBytes, type TextEncoding } from './encoding.ts';
import type { EntryFilterOptions } from './entries.ts';
import { lineFormat, momentsIn, narrowed, type LineFormat } from './head.ts';
import { refusePacked } from './packed.ts';
import { createSeeker, disorderMs, type Seeker } from './seek.ts';

/** What is wanted of a file. */
export type Wanted = Pick<PlannedFile, 'window' | 'fromByte' | 'limitBytes'> & { offsetMinutes: number | null };

/** What is to be read of a file, and what is to be taken of that. */
export interface Stretch {
  encoding: TextEncoding;
  format: LineFormat;
  /** Whether its entries have moments. */
  timed: boolean;
  from: number;
  to: number;
  /** Whether something is before it that is not read. */
  isRest: boolean;
  filter: Omit<EntryFilterOptions, 'momentOf' | 'heading' | 'skipBytes'>;
  /** Where entries begin, line by line from the beginning of the stretch. */
  reader(): EntryFilterOptions['momentOf'];
  /** How much UTF-8 may come of it. */
  mostBytes: number;
  /** Whether the limit has left out older entries already. */
  shortened: boolean;
}

/** Shorter files are read whole: whether they are in order does not matter then. */
const worthSeekingBytes = 16 * 1024 * 1024;
const changeOfClocksMs = 2 * 3_600_000;

/** Decides what to read of a file that is on the disk as it is. Throws `Unreadable` where it is packed. */
export async function stretchOf(
  handle: FileHandle,
  size: number,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<Stretch> {
  const head = await readAt(handle, 0, Math.min(bytesToTell, size), signal);
  refusePacked(head, false);
  const encoding = tellEncoding(head);
  const start = markBytes(head);
  const text = describe(head, encoding, wanted);
  const timed = text.timed || (await endsTimed(handle, start, size, text, encoding, signal));
  const filter = filterFor(text, timed);
  const momentOf = timed ? text.format.momentOf : text.entryOf;
  const seeker = createSeeker({ handle, start, end: size, encoding, momentOf, signal });
  const canSeek = !text.format.inTurnOnly;
  const stretch: Stretch = {
    encoding,
    format: text.format,
    timed,
    from: start,
    to: size,
    isRest: false,
    filter,
    reader: readerOf(text, timed),
    mostBytes: 0,
    shortened: false,
  };
  if (!timed && wanted.window !== null && wanted.fromByte > start && wanted.fromByte <= size) {
    stretch.from = (await seeker.entryFrom(wanted.fromByte))?.at ?? size;
  } else if (filter.window !== null && canSeek && size >= worthSeekingBytes && (await seeker.isOrdered())) {
    await narrow(stretch, filter.window, text.clocksChange, seeker);
  }
  // What is filtered or decoded has to be counted before it can be shortened.
  if (filter.window === null && canSeek && growth(encoding) === 1 && stretch.to - stretch.from > wanted.limitBytes) {
    stretch.from = (await seeker.entryFrom(stretch.to - wanted.limitBytes, stretch.to))?.at ?? stretch.to;
    stretch.shortened = true;
    filter.takeBeforeFirst = false;
  }
  stretch.isRest = stretch.from > start;
  stretch.mostBytes = Math.ceil((stretch.to - stretch.from) * growth(encoding));
  return stretch;
}

/** The same for what comes out of an archive, of which nothing but the beginning is known. */
export function stretchOfUnpacked(head: Buffer, mostBytes: number, wanted: Wanted): Stretch {
  refusePacked(head, true);
  const encoding = tellEncoding(head);
  const text = describe(head, encoding, wanted);
  return {
    encoding,
    format: text.format,
    timed: text.timed,
    from: 0,
    to: 0,
    isRest: false,
    filter: filterFor(text, text.timed),
    reader: readerOf(text, text.timed),
    mostBytes: Math.ceil(mostBytes * growth(encoding)),
    shortened: false,
  };
}

interface Description {
  format: LineFormat;
  /** Whether there is a moment in the beginning, and the first one as it is written. */
  timed: boolean;
  first: number;
  /** The window as moments are written here. */
  window: { from: number; to: number } | null;
  clocksChange: boolean;
  /** Where entries begin that have no moment. */
  entryOf: EntryFilterOptions['momentOf'];
}

function describe(head: Buffer, encoding: TextEncoding, { window, offsetMinutes }: Wanted): Description {
  const text = narrowed(head.subarray(markBytes(head)), encoding);
  const format = lineFormat(text, offsetMinutes);
  const { first } = momentsIn(text, format.following(), true);
  const written = window === null ? null : format.zone.writtenWindow(window);
  return {
    format,
    timed: !Number.isNaN(first) && !endsLinesOtherwise(text),
    first,
    window: written === null ? null : { from: written.from, to: written.to },
    clocksChange: written?.clocksChange ?? false,
    entryOf: entryWithoutMoment(text),
  };
}

/** Lines that end in a carriage return alone are not told apart; such a log is taken whole, as one without times. */
const endsLinesOtherwise = (head: Buffer): boolean => {
  const at = head.indexOf(0x0d);
  return at !== -1 && at < head.length - 1 && !head.includes(0x0a);
};

/** A file can begin with something long that has no moment, such as the rest of an entry. */
async function endsTimed(
  handle: FileHandle,
  start: number,
  size: number,
  { format }: Description,
  encoding: TextEncoding,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const unit = unitBytes(encoding);
  const at = Math.max(start, size - bytesToTell);
  const tail = await readAt(handle, at - ((at - start) % unit), bytesToTell, signal);
  return !Number.isNaN(momentsIn(narrowed(tail, encoding), format.momentOf, false).first);
}

const readerOf =
  ({ format, entryOf }: Description, timed: boolean): Stretch['reader'] =>
  () =>
    timed ? format.following() : entryOf;

function filterFor({ window, first }: Description, timed: boolean): Stretch['filter'] {
  if (!timed) return { window: null, stopAfter: Infinity, takeBeforeFirst: true };
  // Where the file begins within the window, its first lines go with an entry at the end of the file before.
  const takeBeforeFirst = window === null || (first >= window.from && first <= window.to);
  return { window, stopAfter: Infinity, takeBeforeFirst };
}

async function narrow(
  stretch: Stretch,
  window: { from: number; to: number },
  clocksChange: boolean,
  seeker: Seeker,
): Promise<void> {
  const slack = clocksChange ? changeOfClocksMs : disorderMs;
  const { from } = await seeker.around(window.from - slack);
  const { to } = await seeker.around(window.to + slack + 1);
  if (from > stretch.from) stretch.filter.takeBeforeFirst = false;
  [stretch.from, stretch.to] = [from, Math.max(from, to)];
  stretch.filter.stopAfter = window.to + slack;
}

const consoleEntry = /^(?:trce|dbug|info|warn|fail|crit): /m;

/** A line of a PEM block (RFC 7468) or of other Base64 text, which a limit must not tear from what says that it is secret. */
const withinBase64 = /^(?:-----|[A-Za-z0-9+/=_-]{24,}\s*$)/;

/** Where ASP.NET Core's console writes a level, an entry begins; elsewhere with a line that is not indented. */
function entryWithoutMoment(head: Buffer): EntryFilterOptions['momentOf'] {
  if (!consoleEntry.test(head.toString('latin1'))) {
    return (bytes, from, to) => {
      if ((bytes[from] ?? 0) <= 0x20) return Number.NaN;
      return withinBase64.test(bytes.toString('latin1', from, Math.min(to, from + 200))) ? Number.NaN : 0;
    };
  }
  return (bytes, from) => (consoleEntry.test(bytes.toString('latin1', from, from + 6)) ? 0 : Number.NaN);
}
