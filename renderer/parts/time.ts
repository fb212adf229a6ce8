const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago a moment was, in few words; the date once that is more telling. Moments in the future count as now. */
export function ago(moment: string, now: number): string {
  const passed = now - Date.parse(moment);
  if (Number.isNaN(passed)) return moment;
  if (passed < minute) return 'just now';
  if (passed < hour) return `${Math.floor(passed / minute)} min ago`;
  if (passed < day) return `${Math.floor(passed / hour)} h ago`;
  const whole = Math.floor(passed / day);
  if (whole <= 30) return `${days(whole)} ago`;
  return dateOf(moment);
}

/** A moment in full, in the time zone of the computer, for a title. */
export const exactly = (moment: string): string =>
  new Date(moment).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'long' });

/** A moment in short, in the time zone of the computer. */
export const momentOf = (moment: string): string =>
  new Date(moment).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** The date of a moment. */
export const dateOf = (moment: string): string => new Date(moment).toLocaleDateString('en-GB', { dateStyle: 'long' });

/** A duration for people: milliseconds below a second. */
export function duration(ms: number): string {
  if (ms < 0.5) return '<1 ms';
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** How long a certificate is valid yet. Whole days are counted down: one that expired this very day has -1 day left. */
export function validityLeft(daysLeft: number): string {
  if (daysLeft >= 0) return `${days(daysLeft)} left`;
  return daysLeft === -1 ? 'expired less than a day ago' : `expired ${days(-daysLeft - 1)} ago`;
}

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
