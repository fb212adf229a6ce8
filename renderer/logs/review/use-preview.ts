import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BundleContent, Segment } from '../../../shared/bundle.ts';
import type { CallResponse } from '../../../shared/contract.ts';
import { consoleApi, settled } from '../../api.ts';
import { announce } from '../../store/announcements.ts';
import { ruleWords } from './rule-words.ts';

type Window = Exclude<CallResponse<'bundle.preview'>, null | { searched: number }>;

export interface PreviewView {
  /** Null until it is there. */
  shown: Window | null;
  busy: boolean;
  /** How many bytes were gone through for what takes long. */
  searched: number | null;
  failure: string | null;
  /** Where in the segments the replaced part is that was gone to, or null. */
  active: number | null;
  /** Whether the end of the file was gone to, behind all replaced parts that are shown. */
  atEnd: boolean;
  /** Only parts that this rule replaced are gone to; null for those of every rule. */
  rule: string | null;
  chooseRule(rule: string | null): void;
  /** Picks a replaced part on the page. */
  pick(segment: number): void;
  next(): void;
  previous(): void;
  first(): void;
  earlier(): void;
  later(): void;
  last(): void;
  /** Ends what takes long; what is shown stays. */
  stop(): void;
}

/** No file is as long. */
const behindTheEnd = Number.MAX_SAFE_INTEGER;

/** The places of replaced parts, of one rule or of every one. */
const places = (segments: readonly Segment[], rule: string | null): number[] =>
  segments.flatMap((segment, at) => (segment.rule !== null && (rule === null || segment.rule === rule) ? [at] : []));

/**
 * Reads a file of the bundle to be, a window at a time, and goes from one replaced part to the next.
 * @param namedBy the trial run whose stand-ins are shown; another one may have given others
 */
export function usePreview(content: BundleContent, path: string, namedBy: string | null): PreviewView {
  const file = useMemo(() => ({ content, path, namedBy }), [content, path, namedBy]);
  const [shown, setShown] = useState<Window | null>(null);
  const [busy, setBusy] = useState(false);
  const [searched, setSearched] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const [rule, chooseRule] = useState<string | null>(null);
  /** Where windows before this one began, so that going back shows the same. */
  const trail = useRef<number[]>([]);
  const asked = useRef(0);

  const read = useCallback(
    async (offset: number, direction: 'next' | 'previous' | null, seekRule: string | null): Promise<Window | null> => {
      asked.current += 1;
      const mine = asked.current;
      setBusy(true);
      setSearched(null);
      setFailure(null);
      const seek = direction === null ? null : { direction, rule: seekRule };
      const request = { content: file.content, path: file.path, offset, seek };
      for (;;) {
        const reply = await settled(consoleApi().bundle.preview(request));
        if (asked.current !== mine) return null;
        const found = reply.ok ? reply.value : null;
        if (found !== null && 'searched' in found) {
          setSearched(found.searched);
          continue;
        }
        setBusy(false);
        setSearched(null);
        if (!reply.ok) setFailure(reply.error.message);
        else if (found !== null) setShown(found);
        else announce(direction === 'next' ? 'No replaced part follows.' : 'There is no replaced part before.');
        return found;
      }
    },
    [file],
  );

  // What was decided anew changes what is shown; the place in the file stays.
  const place = useRef(0);
  useEffect(() => {
    void read(place.current, null, null);
    setActive(null);
    return () => {
      asked.current += 1;
    };
  }, [read]);
  useEffect(() => {
    if (shown) place.current = shown.from;
  }, [shown]);

  const [atEnd, setAtEnd] = useState(false);

  const goTo = (found: Window, at: number | undefined): void => {
    setActive(at ?? null);
    setAtEnd(false);
    const segment = at === undefined ? undefined : found.segments[at];
    if (segment?.rule) announce(`Replaced: ${ruleWords(segment.rule)}.`);
  };
  const step = async (direction: 'next' | 'previous'): Promise<void> => {
    if (shown === null || busy) return;
    const here = places(shown.segments, rule);
    const within =
      direction === 'next'
        ? here.find((at) => active === null || at > active)
        : here.findLast((at) => (active === null ? atEnd : at < active));
    if (within !== undefined) {
      goTo(shown, within);
      return;
    }
    if (direction === 'next' && !shown.more) {
      announce('No replaced part follows.');
      return;
    }
    const found = await read(direction === 'next' ? shown.to : shown.from, direction, rule);
    if (found === null) return;
    trail.current = [];
    const there = places(found.segments, rule);
    // A window that was looked for backwards begins with the line of what was found.
    goTo(found, direction === 'next' ? there[0] : lastInFirstLine(found.segments, there));
  };
  const turn = async (offset: number): Promise<void> => {
    if (busy) return;
    setActive(null);
    setAtEnd(offset === behindTheEnd);
    await read(offset, null, null);
  };
  return {
    shown,
    busy,
    searched,
    failure,
    active,
    atEnd,
    rule,
    chooseRule(chosen) {
      chooseRule(chosen);
      setActive(null);
    },
    pick: setActive,
    next: () => void step('next'),
    previous: () => void step('previous'),
    first() {
      trail.current = [];
      void turn(0);
    },
    earlier() {
      if (shown === null) return;
      void turn(trail.current.pop() ?? Math.max(0, shown.from - (shown.to - shown.from)));
    },
    later() {
      if (shown === null) return;
      trail.current.push(shown.from);
      void turn(shown.to);
    },
    last() {
      trail.current = [];
      void turn(behindTheEnd);
    },
    stop() {
      asked.current += 1;
      setBusy(false);
      setSearched(null);
    },
  };
}

function lastInFirstLine(segments: readonly Segment[], at: readonly number[]): number | undefined {
  const lineEnd = segments.findIndex(({ text }) => text.includes('\n'));
  const end = lineEnd < 0 ? segments.length : lineEnd;
  return at.findLast((each) => each <= end) ?? at[0];
}
