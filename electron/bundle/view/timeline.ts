import type { TimelineEntry } from '../../../shared/bundle.ts';
import { tellingLines, type TellingLine } from '../../../shared/telling-lines.ts';
import type { MomentReader } from '../../logs/read/moments.ts';
import { entriesOf, levelOf, type EntryIndex, type LogEntry } from './entries.ts';

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

export interface TimelineQuery {
  search: string;
  paths: readonly string[];
  levels: readonly string[];
  tellingOnly: boolean;
  after: string | null;
  limit: number;
}

/** Where an entry stands among all: by moment, then file, then place. */
interface Key {
  time: number;
  file: number;
  offset: number;
}

const longestMs = 1_000;

const before = (a: Key, b: Key): boolean =>
  a.time !== b.time ? a.time < b.time : a.file !== b.file ? a.file < b.file : a.offset < b.offset;
const positionOf = ({ time, file, offset }: Key): string => `${time}:${file}:${offset}`;

function keyOf(position: string): Key {
  const [time = 0, file = 0, offset = 0] = position.split(':').map(Number);
  return { time, file, offset };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const anyTelling = new RegExp(tellingLines.flatMap(({ texts }) => texts.map(escaped)).join('|'), 'i');

function tellingOf(text: string): TellingLine | null {
  if (!anyTelling.test(text)) return null;
  const lower = text.toLowerCase();
  return tellingLines.find(({ texts }) => texts.some((each) => lower.includes(each.toLowerCase()))) ?? null;
}

/** Gives the entries of one file, from behind a key on. */
interface Reader {
  /** Of the entry that comes next, or not after it while nothing was read. */
  key: Key;
  /** Null before the first one was read. */
  entry: LogEntry | null;
  advance(): Promise<boolean>;
  close(): Promise<void>;
}

function readerOf(source: TimelineFile, file: number, after: Key | null): Reader | null {
  const { starts } = source.index;
  const timeOf = (written: number): number => (Number.isNaN(written) ? timeOfFirst(source) : written + source.shiftMs);
  const isBefore = ({ written, offset }: { written: number; offset: number }): boolean =>
    after === null || before({ time: timeOf(written), file, offset }, after);
  const [first] = starts;
  if (first === undefined) return null;
  // Of thousands of logs most have ended before; none of those is opened again for every page.
  if (after !== null && timeOf(source.index.last) < after.time) return null;
  let start = first;
  // Moments do not decrease within a file, so reading begins at the last place that is surely early enough.
  if (after !== null) for (const each of starts) if (isBefore(each)) start = each;
  let batch: LogEntry[] = [];
  let next = 0;
  let batches: AsyncGenerator<LogEntry[]> | null = null;
  const reader: Reader = {
    key: { time: timeOf(start.written), file, offset: start.offset },
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
        const key = { time: timeOf(entry.written), file, offset: entry.offset };
        if (after !== null && !before(after, key)) continue;
        reader.entry = entry;
        reader.key = key;
        return true;
      }
    },
    close: async () => void (await batches?.return(undefined)),
  };
  return reader;
}

/** Lines before the first moment of a file stand with it. */
const timeOfFirst = ({ index, shiftMs }: TimelineFile): number =>
  Number.isNaN(index.first) ? 0 : index.first + shiftMs;

/**
 * A page of the entries of all files in the order of time. Where little is found for long, a page ends early, with a position
 * to go on from.
 */
export async function timelinePage(
  files: readonly TimelineFile[],
  { search, paths, levels, tellingOnly, after, limit }: TimelineQuery,
): Promise<{ entries: TimelineEntry[]; next: string | null }> {
  const wanted = new Set(paths);
  const afterKey = after === null ? null : keyOf(after);
  let readers = files.flatMap((source, number) =>
    wanted.size > 0 && !wanted.has(source.path) ? [] : (readerOf(source, number, afterKey) ?? []),
  );
  const needle = search.toLowerCase();
  const entries: TimelineEntry[] = [];
  const begunAt = performance.now();
  try {
    for (let count = 1; readers.length > 0; count += 1) {
      const reader = readers.reduce((least, each) => (before(each.key, least.key) ? each : least));
      const { entry, key } = reader;
      if (entry !== null) {
        if (matches(entry.text, { needle, levels, tellingOnly })) entries.push(shownEntry(files, entry, key));
        if (entries.length >= limit) return { entries, next: positionOf(key) };
        if (count % 256 === 0 && performance.now() - begunAt > longestMs) return { entries, next: positionOf(key) };
      }
      if (!(await reader.advance())) readers = readers.filter((each) => each !== reader);
    }
    return { entries, next: null };
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
  }
}

function shownEntry(files: readonly TimelineFile[], entry: LogEntry, key: Key): TimelineEntry {
  const telling = tellingOf(entry.text);
  return {
    position: positionOf(key),
    time: Number.isNaN(entry.written) ? null : new Date(key.time).toISOString(),
    level: levelOf(entry.text),
    path: files[key.file]?.path ?? '',
    line: entry.line,
    text: entry.text,
    cut: entry.cut,
    telling: telling === null ? null : { id: telling.id, meaning: telling.meaning, remediation: telling.remediation },
  };
}

/** The cheap questions come first. */
const matches = (
  text: string,
  { needle, levels, tellingOnly }: { needle: string; levels: readonly string[]; tellingOnly: boolean },
): boolean =>
  (levels.length === 0 || levels.includes(levelOf(text) ?? 'none')) &&
  (!tellingOnly || anyTelling.test(text)) &&
  (needle === '' || text.toLowerCase().includes(needle));
