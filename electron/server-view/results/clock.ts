import { toleratedClockDifferenceMs } from '../../../shared/tolerances.ts';
import type { Look } from '../look.ts';
import { machineOf } from '../words.ts';
import { fail, one, pass, type Facts, type Seen } from './seen.ts';

/** Whether the clock of that machine agrees with the one of the Identity Service. */
export function clockSeen(look: Look): Seen {
  const machine = machineOf(look);
  const difference = Date.parse(look.clock.serverDate ?? '') - Date.parse(look.time);
  if (Number.isNaN(difference)) {
    return { status: 'skip', summary: 'No reply told its time, so the clocks were not compared.', remediation: null };
  }
  if (Math.abs(difference) <= toleratedClockDifferenceMs)
    return pass(`The clocks of ${machine} and the Identity Service agree.`);
  const minutes = Math.round(Math.abs(difference) / 60_000);
  const direction = difference > 0 ? 'behind' : 'ahead of';
  return fail(
    `The clock of ${machine} is ${minutes} minutes ${direction} that of the Identity Service.`,
    'clock-differs',
  );
}

export const clockFacts = (look: Look): Facts => [
  ...one(`Time of ${machineOf(look)}`, look.time),
  ...one('Time in the reply', look.clock.serverDate),
];
