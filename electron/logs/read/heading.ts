import type { FileHandle } from 'node:fs/promises';
import { readAt } from './bytes.ts';
import { numberSign } from './w3c.ts';

const blockBytes = 4 * 1024 * 1024;
/** All lines of a heading together are shorter. */
const longestBytes = 16 * 1024;
const sought = Buffer.from('\n#Fields:');
const headingLines = /^(?:#[^\n]{0,4000}\n){1,50}/;

/**
 * The lines that say what the lines at a place hold: the last such block before it. Reads backwards, all of the file where it has but
 * one at its beginning.
 */
export async function headingBefore(
  handle: FileHandle,
  { start, place, signal }: { start: number; place: number; signal?: AbortSignal | undefined },
): Promise<Buffer> {
  for (let end = place; end > start;) {
    const from = Math.max(start, end - blockBytes);
    // With what follows, where a line can be cut.
    const bytes = await readAt(handle, from, Math.min(end - from + sought.length, place - from), signal);
    const at = bytes.lastIndexOf(sought);
    if (at !== -1) return blockAround(handle, { start, at: from + at + 1, place, signal });
    end = from;
  }
  return linesFrom(await readAt(handle, start, Math.min(longestBytes, place - start), signal));
}

const linesFrom = (bytes: Buffer): Buffer =>
  Buffer.from(headingLines.exec(bytes.toString('latin1'))?.[0] ?? '', 'latin1');

/** The lines before `#Fields` that begin with `#` belong to it as well. */
async function blockAround(
  handle: FileHandle,
  { start, at, place, signal }: { start: number; at: number; place: number; signal: AbortSignal | undefined },
): Promise<Buffer> {
  const from = Math.max(start, at - longestBytes);
  const bytes = await readAt(handle, from, Math.min(place, at + longestBytes) - from, signal);
  let begin = at - from;
  while (begin > 1) {
    const before = bytes.lastIndexOf(0x0a, begin - 2) + 1;
    // What begins with the bytes begins a line only where the text does.
    if (bytes[before] !== numberSign || (before === 0 && from > start)) break;
    begin = before;
  }
  return linesFrom(bytes.subarray(begin));
}
