import type { PreviewText } from './preview-text.ts';
import type { Steps } from './preview-search.ts';

/** Where a window begins. */
export interface Place {
  from: number;
  /** The number of its line, from 1; null where that is not known. */
  line: number | null;
}

/** Up to here lines are counted where what stands before need not be read otherwise. */
const countedBytes = 64 * 1024 * 1024;

/**
 * The beginning of the line that holds a place, or the place itself within a line longer than a window; behind the end, the
 * last lines that fill a window.
 */
export async function* placeOf(text: PreviewText, offset: number, windowBytes: number): Steps<Place> {
  return text.direct && text.size !== null
    ? yield* placeBackwards(text, text.size, offset, windowBytes)
    : yield* placeForwards(text, offset, windowBytes);
}

async function* placeBackwards(text: PreviewText, size: number, offset: number, windowBytes: number): Steps<Place> {
  const isBehind = offset >= size;
  const wanted = isBehind ? Math.max(0, size - windowBytes) : offset;
  const before = Math.max(0, wanted - windowBytes);
  const bytes = await read(text, before, wanted - before);
  const lineEnd = bytes.lastIndexOf(0x0a);
  let from = lineEnd === -1 ? (before === 0 ? 0 : wanted) : before + lineEnd + 1;
  if (isBehind && from < wanted) from = await nextLine(text, wanted, windowBytes, from);
  if (from > countedBytes) return { from, line: null };
  let line = 1;
  let position = 0;
  for await (const chunk of text.from(0)) {
    line += breaksIn(chunk, from - position);
    position += chunk.length;
    if (position >= from) break;
    yield position;
  }
  return { from, line };
}

/** Where a line begins behind a place, so that the end is reached with one window; else where the line of the place does. */
async function nextLine(text: PreviewText, place: number, windowBytes: number, otherwise: number): Promise<number> {
  const bytes = await read(text, place, windowBytes);
  const lineEnd = bytes.indexOf(0x0a);
  return lineEnd === -1 || lineEnd + 1 >= bytes.length ? otherwise : place + lineEnd + 1;
}

async function* placeForwards(text: PreviewText, offset: number, windowBytes: number): Steps<Place> {
  let position = 0;
  /** What was read last, and at which line it begins. */
  let tail: Buffer = Buffer.alloc(0);
  let tailLine = 1;
  for await (const chunk of text.from(0)) {
    const enough = offset < position + chunk.length ? offset - position : chunk.length;
    const taken = chunk.subarray(0, enough);
    tail = Buffer.concat([tail, taken]);
    const surplus = Math.max(0, tail.length - 2 * windowBytes);
    tailLine += breaksIn(tail, surplus);
    tail = tail.subarray(surplus);
    position += taken.length;
    if (enough < chunk.length) {
      const lineStart = tail.lastIndexOf(0x0a) + 1;
      const at = tail.length - lineStart > windowBytes ? tail.length : lineStart;
      return { from: position - tail.length + at, line: tailLine + breaksIn(tail, at) };
    }
    yield position;
  }
  const begin = Math.max(0, tail.length - windowBytes);
  const lineEnd = begin === 0 ? -1 : tail.indexOf(0x0a, begin - 1);
  const at = begin === 0 ? 0 : lineEnd === -1 || lineEnd + 1 >= tail.length ? begin : lineEnd + 1;
  return { from: position - tail.length + at, line: tailLine + breaksIn(tail, at) };
}

async function read(text: PreviewText, from: number, length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let filled = 0;
  for await (const chunk of text.from(from)) {
    parts.push(chunk);
    filled += chunk.length;
    if (filled >= length) break;
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** How many lines end within the first so many bytes. */
function breaksIn(bytes: Uint8Array, end: number): number {
  let breaks = 0;
  for (let at = Math.min(end, bytes.length) - 1; at >= 0; at -= 1) if (bytes[at] === 0x0a) breaks += 1;
  return breaks;
}
