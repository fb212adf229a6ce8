import * as z from 'zod/mini';
import { parseJson } from '../../shared/json.ts';

// To compile a schema takes longer than to read the few replies of a run without that.
z.config({ jitless: true });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON object with every member as it stands there; a record of zod would leave out one named `__proto__`. */
export const objectSchema = z.custom<Record<string, unknown>>(isObject);

/** A member of a reply that is a text; one of another type counts as absent. */
export const textSchema = z.catch(z.nullable(z.string()), null);

/** A member of a reply that is a list of texts; anything else counts as absent. */
export const textsSchema = z.catch(z.nullable(z.array(z.string())), null);

/** A JSON text as an object: null when it is not JSON or another kind of value. */
export function parseJsonObject(text: string): Record<string, unknown> | null {
  const value = parseJson(text);
  return isObject(value) ? value : null;
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
