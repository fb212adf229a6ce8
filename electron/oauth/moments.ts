const units: readonly [ms: number, name: string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** A duration in its two largest units, for example `6 min 12 s`; below a second in ms. The sign is dropped. */
export function durationInWords(durationMs: number): string {
  const total = Math.abs(durationMs);
  if (total < 1_000) return `${Math.round(total)} ms`;
  let rest = Math.round(total / 1_000) * 1_000;
  const parts: string[] = [];
  for (const [size, name] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}

/** A moment with its distance from now, for example `2026-11-21 15:24:41 UTC (in 59 min)`. */
export function momentInWords(momentMs: number, nowMs: number): string {
  const moment = new Date(momentMs);
  if (Number.isNaN(moment.getTime())) return 'a moment outside the calendar';
  const text = moment
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
  const distance = momentMs - nowMs;
  if (Math.abs(distance) < 1_000) return `${text} (now)`;
  return distance > 0 ? `${text} (in ${durationInWords(distance)})` : `${text} (${durationInWords(distance)} ago)`;
}
