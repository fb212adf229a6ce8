import { useEffect, useState } from 'react';
import type { TimelineEntry } from '../../../shared/bundle.ts';
import { consoleApi, settled } from '../../api.ts';
import { announce } from '../../store/announcements.ts';
import { counted } from '../../../shared/amounts.ts';

export interface TimelineFilter {
  search: string;
  /** Only entries of this file; null for those of all. */
  path: string | null;
  level: string | null;
  tellingOnly: boolean;
}

export interface TimelineView {
  /** Null until the first page is there. */
  entries: readonly TimelineEntry[] | null;
  busy: boolean;
  failure: string | null;
  /** Whether more follow. */
  more: boolean;
  readOn(): void;
}

const page = 200;
/** A change of the filter waits for the next one, so that not every letter is searched for. */
const pauseMs = 250;

/** Entries of the logs of a bundle in the order of time, as a filter lets them through, a page at a time. */
export function useTimeline(bundleId: string, filter: TimelineFilter): TimelineView {
  const [found, setFound] = useState<{ entries: readonly TimelineEntry[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const [after, setAfter] = useState<string | null>(null);
  const { search, path, level, tellingOnly } = filter;
  const [of, setOf] = useState(filter);
  // What is asked for anew begins at the beginning.
  if (of.search !== search || of.path !== path || of.level !== level || of.tellingOnly !== tellingOnly) {
    setOf(filter);
    setAfter(null);
    setBusy(true);
  }
  useEffect(() => {
    let outdated = false;
    const read = async (): Promise<void> => {
      const reply = await settled(
        consoleApi().bundle.timeline({
          bundleId,
          search,
          paths: path === null ? [] : [path],
          levels: level === null ? [] : [level],
          tellingOnly,
          after,
          limit: page,
        }),
      );
      if (outdated) return;
      setBusy(false);
      setFailure(reply.ok ? null : reply.error.message);
      if (!reply.ok) return;
      const { entries, next } = reply.value;
      setFound((before) => ({ entries: after === null ? entries : [...(before?.entries ?? []), ...entries], next }));
      announce(`${counted(entries.length, 'entry', 'entries')}${next === null ? '' : ', and more follow'}.`);
    };
    const timer = setTimeout(() => void read(), after === null && search !== '' ? pauseMs : 0);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [bundleId, search, path, level, tellingOnly, after]);
  return {
    entries: found?.entries ?? null,
    busy,
    failure,
    more: found !== null && found.next !== null,
    readOn() {
      if (busy || found === null || found.next === null) return;
      setBusy(true);
      setAfter(found.next);
    },
  };
}
