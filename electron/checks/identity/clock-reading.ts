import type { HttpOutcome } from '../../net/index.ts';
import { headerOf } from '../reply/headers.ts';

/** The clock of a server against the one of this computer. */
export interface ClockReading {
  /** The Date header as it was sent. */
  date: string;
  /** Server minus this computer, in ms: positive when the server's clock is ahead. */
  differenceMs: number;
  /** How far `differenceMs` can be off, in ms. */
  uncertaintyMs: number;
}

// A Date header has whole seconds (RFC 9110, section 5.6.7): on average half a second has passed since.
const halfResolutionMs = 500;

/**
 * Reads the server's clock from the Date header of its reply, taken as written halfway through the wait for the reply.
 * Null when no usable header is there.
 * @param receivedAt When the whole reply was here, by the clock of this computer.
 */
export function readClock(outcome: HttpOutcome, receivedAt: Date): ClockReading | null {
  const { response, timings } = outcome.final;
  if (response === null) return null;
  const date = headerOf(response, 'date');
  const sentMs = parseHttpDate(date);
  if (sentMs === null) return null;
  // A cache on the way repeats an old date and says how old it is (RFC 9111, section 5.1).
  const ageMs = Number.parseInt(headerOf(response, 'age') || '0', 10) * 1_000;
  const halfWaitMs = (timings.firstByteMs ?? 0) / 2;
  const localMs = receivedAt.getTime() - (timings.bodyMs ?? 0) - halfWaitMs;
  return {
    date,
    differenceMs: Math.round(sentMs + halfResolutionMs + (Number.isNaN(ageMs) ? 0 : ageMs) - localMs),
    uncertaintyMs: Math.ceil(halfResolutionMs + halfWaitMs),
  };
}

/** Milliseconds since 1970, or null when it is no date (RFC 9110, section 5.6.7: always in UTC). */
function parseHttpDate(value: string): number | null {
  const moment = Date.parse(/\b(?:GMT|UTC|Z)$|[+-]\d{4}$/.test(value) ? value : `${value} GMT`);
  return Number.isNaN(moment) ? null : moment;
}
