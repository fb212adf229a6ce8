import { parseJsonObject } from '../../oauth/json.ts';

/** How many records an OData 4 collection holds; null when the text is no such collection (OData JSON Format 4.0, 4.5). */
export function recordsIn(body: string): number | null {
  const value = parseJsonObject(body)?.['value'];
  return Array.isArray(value) ? value.length : null;
}

/** For example `1 record`. */
export const recordsInWords = (count: number): string => (count === 1 ? '1 record' : `${count} records`);
