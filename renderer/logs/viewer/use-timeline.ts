import { useCallback, useEffect, useRef, useState } from 'react';
import type { TimelineEntry } from '../../../shared/opened-bundle.ts';
import { consoleApi, settled } from '../../api.ts';
import { announce } from '../../store/announcements.ts';
import { counted } from '../../../shared/amounts.ts';

export interface TimelineFilter {
  search: string;
  /** Only entries of this file; null for those of all. */
  path: string | null;
  /** Only entries of files with this in their path. */
  pathSearch: string;
  /** All where empty. */
  levels: readonly string[];
  tellingOnly: boolean;
  /** Moments in ISO 8601, or null. */
  from: string | null;
  to: string | null;
}

export interface TimelineStart {
  /** Whether the last entries are read first. */
  end: boolean;
}

export interface TimelineView {
  /** Null until the first page is there. */
  entries: readonly TimelineEntry[] | null;
  busy: boolean;
  /** Up to which moment was looked, while that takes long. */
  reached: string | null;
  failure: string | null;
  /** Whether there is more before, and behind, what is shown. */
  before: boolean;
  behind: boolean;
  readEarlier(): void;
  readLater(): void;
  /** Ends what takes long; what was found stays. */
  stop(): void;
}

interface Shown {
  entries: readonly TimelineEntry[];
  /** Positions to go on from; null where nothing is left. */
  earlier: string | null;
  later: string | null;
}

const page = 200;
/** More are not kept on the page; those furthest from where it is read are given up, and read again on the way back. */
const mostShown = 2_000;
/** A change of the filter waits for the next one, so that not every letter is searched for. */
const pauseMs = 250;

/**
 * Entries of the logs of a bundle in the order of time, as a filter lets them through, a page at a time.
 * @param filter the same object for as long as it says the same
 * @param start where it begins to read; another object begins anew
 */
export function useTimeline(bundleId: string, filter: TimelineFilter, start: TimelineStart): TimelineView {
  const [shown, setShown] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(true);
  const [reached, setReached] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [of, setOf] = useState({ filter, start });
  const asked = useRef(0);
  if (of.filter !== filter || of.start !== start) {
    setOf({ filter, start });
    setBusy(true);
  }

  /** Reads a page from a position on; anew where that is null. */
  const read = useCallback(
    async (direction: Direction, position: string | null): Promise<void> => {
      asked.current += 1;
      const mine = asked.current;
      setBusy(true);
      let at = position;
      let found = 0;
      for (let isFirst = true; isFirst || (at !== null && found < page); isFirst = false) {
        const { path, ...wanted } = filter;
        const reply = await settled(
          consoleApi().bundle.timeline({
            ...wanted,
            bundleId,
            levels: [...wanted.levels],
            paths: path === null ? [] : [path],
            after: direction === 'later' ? at : null,
            before: direction === 'earlier' ? (at ?? 'end') : null,
            limit: page - found,
          }),
        );
        if (asked.current !== mine) return;
        setFailure(reply.ok ? null : reply.error.message);
        if (!reply.ok) break;
        const { entries, next } = reply.value;
        const isAnew = isFirst && position === null;
        setShown((before) => joined(isAnew ? null : before, direction, entries, next));
        setReached(reply.value.reached);
        found += entries.length;
        at = next;
      }
      setBusy(false);
      setReached(null);
      announce(`${counted(found, 'entry', 'entries')}${at === null ? '' : ', and more are there'}.`);
    },
    [bundleId, filter],
  );
  useEffect(() => {
    const begin = (): void => void read(start.end ? 'earlier' : 'later', null);
    const timer = setTimeout(begin, filter.search === '' && filter.pathSearch === '' ? 0 : pauseMs);
    return () => {
      clearTimeout(timer);
      asked.current += 1;
    };
  }, [read, start, filter]);

  const readOn = (direction: Direction): void => {
    const position = shown?.[direction] ?? null;
    if (!busy && position !== null) void read(direction, position);
  };
  return {
    entries: shown?.entries ?? null,
    busy,
    reached,
    failure,
    before: shown !== null && shown.earlier !== null,
    behind: shown !== null && shown.later !== null,
    readEarlier: () => readOn('earlier'),
    readLater: () => readOn('later'),
    stop() {
      asked.current += 1;
      setBusy(false);
      setReached(null);
    },
  };
}

type Direction = 'earlier' | 'later';

function joined(
  before: Shown | null,
  direction: Direction,
  found: readonly TimelineEntry[],
  next: string | null,
): Shown {
  const { entries, earlier, later } = before ?? { entries: [], earlier: null, later: null };
  if (direction === 'later') {
    const all = [...entries, ...found];
    const kept = all.slice(-mostShown);
    return { entries: kept, earlier: kept.length < all.length ? (kept[0]?.position ?? null) : earlier, later: next };
  }
  const all = [...found, ...entries];
  const kept = all.slice(0, mostShown);
  return { entries: kept, earlier: next, later: kept.length < all.length ? (kept.at(-1)?.position ?? null) : later };
}
