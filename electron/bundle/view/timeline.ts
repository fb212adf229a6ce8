import type { TimelineEntry } from '../../../shared/opened-bundle.ts';
import { levelOf } from './entries.ts';
import { createMatcher, type EntryQuery, type Match } from './matching.ts';
import { before, behind, byKey, inOrder, keyIn, keyOf, merged, positionOf } from './reader.ts';
import type { Key, OrderedFile, TimelineFile } from './reader.ts';

export interface TimelineQuery extends EntryQuery {
  paths: readonly string[];
  /** A part of the path; letters' case does not matter. */
  pathSearch?: string | undefined;
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
const atTheEnd = 'end';

const longestMs = 1_000;
/** So much is gone back by at once, at first and at most. */
const [leastBack, mostBack] = [1024 * 1024, 16 * 1024 * 1024];

type Found = Match & { key: Key; path: string };

/** A stretch of the timeline that was looked through. */
interface Looked {
  found: Found[];
  /** Behind which entry it goes on; null where the stretch was looked through. */
  next: Key | null;
}

interface Wanted {
  files: readonly OrderedFile[];
  places: readonly Place[];
  range: { from: number; to: number } | null;
  matchOf: ReturnType<typeof createMatcher>;
  isLate: () => boolean;
}

/** Where reading can begin, and how much there is up to the next such place of the same file. */
interface Place {
  key: Key;
  bytes: number;
}

/** Gives a page of the entries. Where little is found for long, it ends early, with a position to go on from. */
export type Timeline = (query: TimelineQuery) => TimelinePage;

/** The entries of all files in the order of time. */
export function createTimeline(logs: readonly TimelineFile[]): Timeline {
  const all = inOrder(logs);
  const allPlaces = placesIn(all);
  return (query) => {
    const { paths, pathSearch = '', from = null, to = null, after, before: until = null, limit } = query;
    const begunAt = performance.now();
    const files = all.filter(pathFilter(paths, pathSearch));
    const wanted: Wanted = {
      files,
      places: files.length === all.length ? allPlaces : placesIn(files),
      range:
        from === null && to === null
          ? null
          : { from: from === null ? -Infinity : Date.parse(from), to: to === null ? Infinity : Date.parse(to) },
      matchOf: createMatcher(query),
      isLate: () => performance.now() - begunAt > longestMs,
    };
    if (until !== null) return pageBefore(wanted, until === atTheEnd ? null : keyOf(until), limit);
    const { found, next } = look(wanted, after === null ? null : behind(keyOf(after)), null, limit);
    return pageOf(found, next === null ? null : positionOf(next), next);
  };
}

function pathFilter(paths: readonly string[], part: string): (file: OrderedFile) => boolean {
  const chosen = new Set(paths);
  const needle = part.toLowerCase();
  return ({ source: { path } }) =>
    (chosen.size === 0 || chosen.has(path)) && (needle === '' || path.toLowerCase().includes(needle));
}

const placesIn = (files: readonly OrderedFile[]): Place[] =>
  files
    .flatMap(({ source, key: { file } }) =>
      source.index.starts.map((start, at, { [at + 1]: next }) => ({
        key: keyIn(source, file, start),
        bytes: (next?.offset ?? source.file.size) - start.offset,
      })),
    )
    .toSorted(byKey);

const pageOf = (found: readonly Found[], next: string | null, reached: Key | null): TimelinePage => ({
  entries: found.map(shownEntry),
  next,
  reached: reached === null || reached.time === 0 ? null : new Date(reached.time).toISOString(),
});

/** Looks through the timeline from a key on up to another one, for so many entries. */
function look(wanted: Wanted, from: Key | null, until: Key | null, limit: number): Looked {
  const { files, range, matchOf, isLate } = wanted;
  const begin = laterOf(from, range === null ? null : { time: range.from, file: -1, offset: 0 });
  const readers = merged(files, begin);
  const found: Found[] = [];
  for (let count = 1; ; count += 1) {
    const reader = readers.next();
    if (reader === undefined) break;
    const { source, entry, key } = reader;
    if ((until !== null && !before(key, until)) || (range !== null && key.time > range.to)) break;
    if (entry !== null) {
      const isTimely = range === null || !Number.isNaN(entry.written);
      const match = isTimely ? matchOf(entry, source.file) : null;
      if (match !== null) found.push({ ...match, key, path: source.path });
      if (found.length >= limit) return { found, next: key };
      if ((count % 256 === 0 || entry.cut) && isLate()) return { found, next: key };
    }
    readers.advance();
  }
  return { found, next: null };
}

const laterOf = (one: Key | null, other: Key | null): Key | null =>
  one === null || (other !== null && before(one, other)) ? other : one;

/** The last entries before a key, or of all. It is gone back by places where reading can begin. */
function pageBefore(wanted: Wanted, end: Key | null, limit: number): TimelinePage {
  const { places, range, isLate } = wanted;
  const { from, to } = range ?? { from: -Infinity, to: Infinity };
  let found: Found[] = [];
  let until = end;
  let isLeft = false;
  let at = places.findLastIndex(({ key }) => key.time <= to && (end === null || before(key, end)));
  for (let most = leastBack; at >= 0; most = Math.min(most * 2, mostBack)) {
    let bytes = places[at]?.bytes ?? 0;
    while (at > 0 && (bytes += places[at - 1]?.bytes ?? 0) <= most) at -= 1;
    const place = places[at]?.key;
    if (place === undefined) break;
    const looked = look({ ...wanted, isLate: () => false }, place, until, Infinity);
    found = [...looked.found, ...found];
    until = place;
    at -= 1;
    isLeft = at >= 0 && place.time >= from;
    if (!isLeft || found.length >= limit || isLate()) break;
  }
  const shown = found.slice(-limit);
  const reached = found.length > limit ? (shown[0]?.key ?? until) : until;
  const next = (isLeft || found.length > limit) && reached !== null ? positionOf(reached) : null;
  return pageOf(shown, next, reached);
}

const shownEntry = ({ entry, telling, key, path }: Found): TimelineEntry => ({
  position: positionOf(key),
  time: Number.isNaN(entry.written) ? null : new Date(key.time).toISOString(),
  level: levelOf(entry.text),
  path,
  line: entry.line,
  text: entry.text,
  cut: entry.cut,
  telling: telling === null ? null : { id: telling.id, meaning: telling.meaning, remediation: telling.remediation },
});
