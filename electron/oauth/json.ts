import { z } from 'zod';

const objectSchema = z.record(z.string(), z.unknown());

/** A JSON text as a value: `undefined` when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A JSON text as an object: null when it is not JSON or another kind of value. */
export function parseJsonObject(text: string): Record<string, unknown> | null {
  const parsed = objectSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : null;
}
