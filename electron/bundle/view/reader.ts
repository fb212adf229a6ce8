import type { MomentReader } from '../../logs/read/moments.ts';
import { entriesOf, type EntryIndex, type EntryStart, type LogEntry } from './entries.ts';
import type { StoredFile } from './store.ts';

/** A log that was unpacked. */
export interface TimelineFile {
  /** In the bundle. */
  path: string;
  file: StoredFile;
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

export const byKey = (a: { key: Key }, b: { key: Key }): number => (before(a.key, b.key) ? -1 : 1);

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

/** A log and its place among all of them. */
export interface OrderedFile {
  source: TimelineFile;
  first: EntryStart;
  /** Of its first entry. */
  key: Key;
  /** No entry of it is behind this one. */
  end: Key;
}

/** The logs that have entries, in the order in which they begin. */
export function inOrder(files: readonly TimelineFile[]): OrderedFile[] {
  return files
    .flatMap((source, file): OrderedFile[] => {
      const [first] = source.index.starts;
      if (first === undefined) return [];
      const end = keyIn(source, file, { written: source.index.last, offset: Number.MAX_SAFE_INTEGER });
      return [{ source, first, key: keyIn(source, file, first), end }];
    })
    .toSorted(byKey);
}

/** Gives the entries of one file, from a key on. */
interface Reader {
  readonly source: TimelineFile;
  /** Of the entry that was read last; before the first one, not after it. */
  key: Key;
  /** Null before the first one was read. */
  entry: LogEntry | null;
  /** False where there is none any more. */
  advance(): boolean;
}

/** @param from null for the beginning */
function readerOf({ source, first, key: { file } }: OrderedFile, from: Key | null): Reader {
  let start = first;
  // Moments do not decrease within a file, so reading begins at the last place that is surely early enough.
  if (from !== null) for (const each of source.index.starts) if (!before(from, keyIn(source, file, each))) start = each;
  const batches = entriesOf(source.file, source.momentOf, start);
  let batch: LogEntry[] = [];
  let next = 0;
  const reader: Reader = {
    source,
    key: keyIn(source, file, start),
    entry: null,
    advance() {
      for (;;) {
        const entry = batch[next];
        next += 1;
        if (entry === undefined) {
          const more = batches.next();
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
  };
  return reader;
}

/** Readers of many files, of which the one that comes next is always known. */
export interface Merged {
  next(): Reader | undefined;
  /** Reads on in the one that came next. */
  advance(): void;
}

/** @param files in order. Of thousands of logs only those are read whose time has come. */
export function merged(files: readonly OrderedFile[], from: Key | null): Merged {
  /** The one that comes next stands last, where it is taken away and put back in no time. */
  const waiting: Reader[] = [];
  let begun = 0;

  const put = (reader: Reader): void => {
    let [low, high] = [0, waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = waiting[middle];
      if (other !== undefined && before(reader.key, other.key)) low = middle + 1;
      else high = middle;
    }
    waiting.splice(low, 0, reader);
  };
  return {
    next() {
      for (; begun < files.length; begun += 1) {
        const file = files[begun];
        const first = waiting.at(-1);
        if (file === undefined || (first !== undefined && before(first.key, file.key))) break;
        if (from === null || !before(file.end, from)) put(readerOf(file, from));
      }
      return waiting.at(-1);
    },
    advance() {
      const reader = waiting.pop();
      if (reader?.advance() === true) put(reader);
    },
  };
}
