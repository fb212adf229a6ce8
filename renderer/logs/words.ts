import type { Recording } from '../../shared/logs.ts';
import { bytes, counted } from '../../shared/amounts.ts';
import { dateOf, duration, momentOf } from '../parts/time.ts';

/** How many files, and how large they are. */
export const amount = (files: number, size: number): string => `${counted(files, 'file')}, ${bytes(size)}`;

/** From when to when the entries of something are, in the time zone of the computer. */
export function span(firstAt: string | null, lastAt: string | null): string {
  if (firstAt === null && lastAt === null) return 'times not known';
  if (firstAt === null || lastAt === null) return `${firstAt === null ? 'until' : 'from'} ${moment(firstAt ?? lastAt)}`;
  if (firstAt === lastAt) return `${dateOf(firstAt)}, ${timeOf(firstAt)}`;
  const sameDay = new Date(firstAt).toDateString() === new Date(lastAt).toDateString();
  // Within a few minutes, the minutes alone would not tell them apart.
  if (sameDay && Date.parse(lastAt) - Date.parse(firstAt) < 600_000)
    return `${dateOf(firstAt)}, ${timeOf(firstAt)} to ${timeOf(lastAt)}`;
  return `${momentOf(firstAt)} to ${sameDay ? timeOf(lastAt).slice(0, 5) : momentOf(lastAt)}`;
}

const moment = (at: string | null): string => (at === null ? '' : momentOf(at));

/** The time of the day of a moment, with seconds. */
export const timeOf = (at: string): string => new Date(at).toLocaleTimeString('en-GB');

/** When a recording was, and how long it took. */
export function recordingWords({ startedAt, stoppedAt }: Recording, now: number): string {
  if (stoppedAt === null) return `Recording for ${stopwatch(now - Date.parse(startedAt))}`;
  const took = duration(Date.parse(stoppedAt) - Date.parse(startedAt));
  return `${dateOf(startedAt)}, ${timeOf(startedAt)} to ${timeOf(stoppedAt)} (${took})`;
}

/** A running time as a stopwatch shows it: `0:42`, `1:02:03`. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}
