/** Narrow readings of what a .NET program wrote and a person may have edited. */

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field by its name, in any case, as .NET finds it; of several the exact one, else the last. */
export function fieldOf(record: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  const wanted = name.toLowerCase();
  const alike = Object.entries(record).filter(([key]) => key.toLowerCase() === wanted);
  return alike.at(-1)?.[1];
}

/** A text that says something, without the space around it; .NET takes a number for a text, too. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

/** True or false, also as a word or a number; null where it says neither. */
export function booleanOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = textOf(value)?.toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : null;
}
