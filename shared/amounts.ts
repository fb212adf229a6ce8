const units = ['KB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes for people, in the units that file managers use (1 KB is 1,024 bytes). */
export function bytes(count: number): string {
  if (count < 1_024) return count === 1 ? '1 byte' : `${Math.round(count)} bytes`;
  let value = count / 1_024;
  let unit = 0;
  // 1023.95 and more would be written as 1024.0.
  while (value >= 1_023.95 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${units[unit]}`;
}

/** A whole number with its noun: "1 file", "12,000 files". */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
