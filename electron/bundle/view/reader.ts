import type { MomentReader } from '../../logs/read/moments.ts';
import { entriesOf, type EntryIndex, type LogEntry } from './entries.ts';

/** A log that was unpacked. */
export interface TimelineFile {
  /** In the bundle. */
  path: string;
  /** On the disk. */
  file: string;
  momentOf: MomentReader;
  index: EntryIndex;
  /** What is added to a moment as written to have it in UTC. */
  shiftMs: number;
}

/** Where an entry stands among all: by moment, then file, then place. */
export interface Key {
  time: number;
  file: number;
  offset: number;
}

export const before = (a: Key, b: Key): boolean =>
  a.time !== b.time ? a.time < b.time : a.file !== b.file ? a.file < b.file : a.offset < b.offset;

export const positionOf = ({ time, file, offset }: Key): string => `${time}:${file}:${offset}`;

export function keyOf(position: string): Key {
  const [time = 0, file = 0, offset = 0] = position.split(':').map(Number);
  return { time, file, offset };
}

/** The first that an entry behind this one can have. */
export const behind = (key: Key): Key => ({ ...key, offset: key.offset + 1 });

/** Of an entry, or of a place where reading can begin; lines before the first moment of a file stand with it. */
export function keyIn(
  { index, shiftMs }: TimelineFile,
  file: number,
  { written, offset }: { written: number; offset: number },
): Key {
  const moment = Number.isNaN(written) ? index.first : written;
  return { time: Number.isNaN(moment) ? 0 : moment + shiftMs, file, offset };
}

/** Gives the entries of one file, from a key on. */
export interface Reader {
  /** Of the entry that was read last; before the first one, not after it. */
  key: Key;
  /** Null before the first one was read. */
  entry: LogEntry | null;
  advance(): Promise<boolean>;
  close(): Promise<void>;
}

/** @param from null for the beginning */
export function readerOf(source: TimelineFile, file: number, from: Key | null): Reader | null {
  const { starts, last } = source.index;
  const [first] = starts;
  if (first === undefined) return null;
  // Of thousands of logs most have ended before; none of those is opened again for every page.
  const end = keyIn(source, file, { written: last, offset: Number.MAX_SAFE_INTEGER });
  if (from !== null && before(end, from)) return null;
  let start = first;
  // Moments do not decrease within a file, so reading begins at the last place that is surely early enough.
  if (from !== null) for (const each of starts) if (!before(from, keyIn(source, file, each))) start = each;
  let batch: LogEntry[] = [];
  let next = 0;
  let batches: AsyncGenerator<LogEntry[]> | null = null;
  const reader: Reader = {
    key: keyIn(source, file, start),
    entry: null,
    async advance() {
      batches ??= entriesOf(source.file, source.momentOf, start);
      for (;;) {
        const entry = batch[next];
        next += 1;
        if (entry === undefined) {
          const more = await batches.next();
          if (more.done === true) return false;
          batch = more.value;
          next = 0;
          continue;
        }
        const key = keyIn(source, file, entry);
        if (from !== null && before(key, from)) continue;
        reader.entry = entry;
        reader.key = key;
        return true;
      }
    },
    close: async () => void (await batches?.return(undefined)),
  };
  return reader;
}

/** Readers of many files, of which the one that comes next is always known. */
export interface Merged {
  next(): Reader | undefined;
  /** Reads on in the one that came next. */
  advance(): Promise<void>;
  close(): Promise<void>;
}

export function merged(readers: readonly Reader[]): Merged {
  // The one that comes next stands last, where it is taken away and put back in no time.
  const waiting = readers.toSorted((a, b) => (before(b.key, a.key) ? -1 : 1));
  return {
    next: () => waiting.at(-1),
    async advance() {
      const reader = waiting.pop();
      if (reader === undefined || !(await reader.advance())) return;
      let [low, high] = [0, waiting.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        const other = waiting[middle];
        if (other !== undefined && before(reader.key, other.key)) low = middle + 1;
        else high = middle;
      }
      waiting.splice(low, 0, reader);
    },
    close: async () => void (await Promise.all(readers.map((reader) => reader.close()))),
  };
}
