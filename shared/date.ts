const months = 'January February March April May June July August September October November December'.split(' ');

/** A day as people say it, in UTC, for example `9 November 2026`. */
export function dateInWords(ms: number): string {
  const moment = new Date(ms);
  return `${moment.getUTCDate()} ${months[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`;
}

/** How long something took: ms below a second, seconds above. */
export const elapsedInWords = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
