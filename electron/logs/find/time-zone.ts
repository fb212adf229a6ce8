import type { LogTimeZone } from '../../../shared/logs.ts';

/** What a file tells about the time zone its times are written in. */
export interface Evidence {
  /** Its last moment as it is written, as if that were UTC. */
  lastWritten: number;
  /** When it was last written to. */
  modifiedAt: number;
}

const quarterMs = 900_000;
/** A log is written to the moment that its last line tells. */
const toleranceMs = 5_000;
const farthestMinutes = 14 * 60;

/** The minutes ahead of UTC that a file shows; null where it shows none, for example because a copy changed its date. */
export function shownOffset({ lastWritten, modifiedAt }: Evidence): number | null {
  const difference = lastWritten - modifiedAt;
  const rounded = Math.round(difference / quarterMs) * quarterMs;
  const minutes = rounded / 60_000;
  return Math.abs(difference - rounded) <= toleranceMs && Math.abs(minutes) <= farthestMinutes ? minutes : null;
}

/** Decides the time zone of a source by its files, the newest first. */
export function decideTimeZone(evidence: readonly Evidence[]): LogTimeZone {
  const shown = evidence.map((each) => ({ offset: shownOffset(each), at: each.modifiedAt }));
  const votes = new Map<number, number>();
  for (const { offset } of shown) if (offset !== null) votes.set(offset, (votes.get(offset) ?? 0) + 1);
  const told = shown.filter(({ offset }) => offset !== null);
  const [winner] = [...votes].toSorted(([, one], [, other]) => other - one);
  // By chance one copied file in a hundred looks as if it showed one.
  if (winner === undefined || winner[1] < told.length * 0.6 || told.length < evidence.length / 4) {
    return {
      offsetMinutes: null,
      why: 'Its files do not show the time zone of their times, so that of this computer is taken.',
    };
  }
  const [offsetMinutes] = winner;
  const ownThen = told.filter(({ offset, at }) => offset === offsetMinutes && offset === ownOffset(at));
  if (ownThen.length === winner[1]) {
    return {
      offsetMinutes: null,
      why: 'Its times are in the time zone of this computer, as the dates of its files show.',
    };
  }
  return { offsetMinutes, why: `Its times are in ${zoneName(offsetMinutes)}, as the dates of its files show.` };
}

const ownOffset = (instant: number): number => -new Date(instant).getTimezoneOffset();

function zoneName(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  if (minutes === 0) return 'UTC';
  return `UTC${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
