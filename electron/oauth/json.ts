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

/** What a body is in place of the JSON that was expected, for example `a web page`. */
export function contentInWords(body: string): string {
  const start = body.trimStart().slice(0, 200);
  if (start === '') return 'an empty reply';
  if (start.startsWith('<?xml')) return 'XML';
  if (start.startsWith('<')) return 'a web page';
  if (/^[\w.]+=/.test(start)) return 'a form-encoded reply';
  if (/^[[{]/.test(start)) return parseJson(body) === undefined ? 'damaged JSON' : 'JSON of another shape';
  return 'plain text';
}
