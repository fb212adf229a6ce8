/** The time zone that times without one are written in. */
export interface WrittenZone {
  /** Minutes that it is ahead of UTC at a moment. */
  offsetMinutesAt(instant: number): number;
  /** The moment of what is written, both in milliseconds; of the two in an hour that a change of clocks repeats, one. */
  instantOf(written: number): number;
  /** The window as it is written; wider by the change where clocks change near it, for then times are not in order. */
  writtenWindow(window: { from: number; to: number }): { from: number; to: number; clocksChange: boolean };
}

const nearMs = 3 * 3_600_000;

/** @param offsetMinutes null for the time zone of this computer, with its changes */
export function writtenZone(offsetMinutes: number | null): WrittenZone {
  const offsetMinutesAt = (instant: number): number => offsetMinutes ?? -new Date(instant).getTimezoneOffset();
  return {
    offsetMinutesAt,
    instantOf(written) {
      const guess = written - offsetMinutesAt(written) * 60_000;
      return written - offsetMinutesAt(guess) * 60_000;
    },
    writtenWindow({ from, to }) {
      const offsets = [from - nearMs, from, to, to + nearMs].map((instant) => offsetMinutesAt(instant) * 60_000);
      const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
      return { from: from + least, to: to + most, clocksChange: least !== most };
    },
  };
}
