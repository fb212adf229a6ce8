/** The time zone that times without one are written in. */
export interface WrittenZone {
  /** Minutes that it is ahead of UTC at a moment. */
  offsetMinutesAt(instant: number): number;
  /** The moment of what is written, both in milliseconds; of the two in an hour that a change of clocks repeats, one. */
  instantOf(written: number): number;
  /** The earliest and the latest moment that what is written can mean. */
  instantsOf(written: number): { earliest: number; latest: number };
  /** The window as it is written; wider by the change where clocks change near it, for then times are not in order. */
  writtenWindow(window: { from: number; to: number }): { from: number; to: number; clocksChange: boolean };
}

const nearMs = 3 * 3_600_000;
/** No place is farther from UTC, and none changes its clocks twice in so short a time. */
const dayMs = 24 * 3_600_000;

/** @param offsetMinutes null for the time zone of this computer, with its changes */
export function writtenZone(offsetMinutes: number | null): WrittenZone {
  const offsetMinutesAt = (instant: number): number => offsetMinutes ?? -new Date(instant).getTimezoneOffset();
  const instantOf = (written: number): number => {
    const guess = written - offsetMinutesAt(written) * 60_000;
    return written - offsetMinutesAt(guess) * 60_000;
  };
  return {
    offsetMinutesAt,
    instantOf,
    instantsOf(written) {
      const offsets = [offsetMinutesAt(written - dayMs), offsetMinutesAt(written + dayMs)];
      const meant = offsets.flatMap((offset) => {
        const instant = written - offset * 60_000;
        return offsetMinutesAt(instant) === offset ? [instant] : [];
      });
      // A change of clocks leaves an hour out; a time within is written by nobody.
      const all = meant.length === 0 ? [instantOf(written)] : meant;
      return { earliest: Math.min(...all), latest: Math.max(...all) };
    },
    writtenWindow({ from, to }) {
      const offsets = [from - nearMs, from, to, to + nearMs].map((instant) => offsetMinutesAt(instant) * 60_000);
      const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
      return { from: from + least, to: to + most, clocksChange: least !== most };
    },
  };
}
