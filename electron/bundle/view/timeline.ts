import type { TimelineEntry } from '../../../shared/bundle.ts';
import { levelOf } from './entries.ts';
import { createMatcher, type EntryQuery, type Match } from './matching.ts';
import { before, behind, keyIn, keyOf, merged, positionOf, readerOf, type Key, type TimelineFile } from './reader.ts';

export interface TimelineQuery extends EntryQuery {
  paths: readonly string[];
  /** Moments in ISO 8601, the first and the last that are wanted; entries without a time are none of either. */
  from?: string | null | undefined;
  to?: string | null | undefined;
  after: string | null;
  /** Gives what stands before a position instead, or the last of all. */
  before?: string | null | undefined;
  limit: number;
}

export interface TimelinePage {
  entries: TimelineEntry[];
  /** From where it goes on, towards where the page went; null where nothing is left. */
  next: string | null;
  /** Up to which moment was looked, where that is known. */
  reached: string | null;
}

/** Stands for the end of the timeline. */
export const atTheEnd = 'end';

const longestMs = 1_000;
/** So many places, a megabyte behind each other at most, are gone back at once. */
const mostPlaces = 16;

type Found = Match & { key: Key };

/** A stretch of the timeline that was looked through. */
interface Looked {
  found: Found[];
  /** Behind which entry it goes on; null where the stretch was looked through. */
  next: Key | null;
}

interface Wanted {
  files: readonly TimelineFile[];
  paths: ReadonlySet<string>;
  range: { from: number; to: number } | null;
  matchOf: ReturnType<typeof createMatcher>;
  isLate: () => boolean;
}

/**
 * A page of the entries of all files in the order of time. Where little is found for long, a page ends early, with a position
 * to go on from.
 */
export async function timelinePage(files: readonly TimelineFile[], query: TimelineQuery): Promise<TimelinePage> {
  const { paths, from = null, to = null, after, before: until = null, limit } = query;
  const begunAt = performance.now();
  const wanted: Wanted = {
    files,
    paths: new Set(paths),
    range:
      from === null && to === null
        ? null
        : { from: from === null ? -Infinity : Date.parse(from), to: to === null ? Infinity : Date.parse(to) },
    matchOf: createMatcher(query),
    isLate: () => performance.now() - begunAt > longestMs,
  };
  if (until !== null) return pageBefore(wanted, until === atTheEnd ? null : keyOf(until), limit);
  const { found, next } = await look(wanted, after === null ? null : behind(keyOf(after)), null, limit);
  return pageOf(wanted, found, next === null ? null : positionOf(next), next);
}

const pageOf = (
  { files }: Wanted,
  found: readonly Found[],
  next: string | null,
  reached: Key | null,
): TimelinePage => ({
  entries: found.map((each) => shownEntry(files, each)),
  next,
  reached: reached === null || reached.time === 0 ? null : new Date(reached.time).toISOString(),
});

/** Looks through the timeline from a key on up to another one, for so many entries. */
async function look(wanted: Wanted, from: Key | null, until: Key | null, limit: number): Promise<Looked> {
  const { files, paths, range, matchOf, isLate } = wanted;
  const begin = laterOf(from, range === null ? null : { time: range.from, file: -1, offset: 0 });
  const readers = merged(
    files.flatMap((source, number) =>
      paths.size > 0 && !paths.has(source.path) ? [] : (readerOf(source, number, begin) ?? []),
    ),
  );
  const found: Found[] = [];
  try {
    for (let count = 1; ; count += 1) {
      const reader = readers.next();
      if (reader === undefined) break;
      const { entry, key } = reader;
      if ((until !== null && !before(key, until)) || (range !== null && key.time > range.to)) break;
      if (entry !== null) {
        const isTimely = range === null || !Number.isNaN(entry.written);
        const match = isTimely ? await matchOf(entry, files[key.file]?.file ?? '') : null;
        if (match !== null) found.push({ ...match, key });
        if (found.length >= limit) return { found, next: key };
        if ((count % 256 === 0 || entry.cut) && isLate()) return { found, next: key };
      }
      await readers.advance();
    }
    return { found, next: null };
  } finally {
    await readers.close();
  }
}

const laterOf = (one: Key | null, other: Key | null): Key | null =>
  one === null || (other !== null && before(one, other)) ? other : one;

/** The last entries before a key, or of all. It is gone back by places where reading can begin. */
async function pageBefore(wanted: Wanted, end: Key | null, limit: number): Promise<TimelinePage> {
  const { files, paths, range, isLate } = wanted;
  const { from, to } = range ?? { from: -Infinity, to: Infinity };
  const places = files
    .flatMap((source, number) =>
      paths.size > 0 && !paths.has(source.path) ? [] : source.index.starts.map((start) => keyIn(source, number, start)),
    )
    .filter((key) => key.time <= to && (end === null || before(key, end)));
  places.sort((a, b) => (before(b, a) ? -1 : 1));
  let found: Found[] = [];
  let until = end;
  let isLeft = false;
  for (let at = 0, step = 1; at < places.length; at += step, step = Math.min(step * 2, mostPlaces)) {
    const place = places[Math.min(at + step, places.length) - 1];
    if (place === undefined) break;
    const looked = await look({ ...wanted, isLate: () => false }, place, until, Infinity);
    found = [...looked.found, ...found];
    until = place;
    isLeft = at + step < places.length && place.time >= from;
    if (!isLeft || found.length >= limit || isLate()) break;
  }
  const shown = found.slice(-limit);
  const reached = found.length > limit ? (shown[0]?.key ?? until) : until;
  const next = (isLeft || found.length > limit) && reached !== null ? positionOf(reached) : null;
  return pageOf(wanted, shown, next, reached);
}

function shownEntry(files: readonly TimelineFile[], { entry, telling, key }: Found): TimelineEntry {
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
