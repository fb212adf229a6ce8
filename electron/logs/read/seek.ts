import type { FileHandle } from 'node:fs/promises';
import { readAt } from './bytes.ts';
import { unitBytes, type TextEncoding } from './encoding.ts';
import { narrowed } from './head.ts';
import { lineHeadBytes, type MomentReader } from './moments.ts';

/** Where an entry begins in the file, and its moment as it is written. */
export interface EntryAt {
  at: number;
  moment: number;
}

/** Finds entries in a file by their place and, where they are in order, by their moment, without reading it whole. */
export interface Seeker {
  /** The first entry that begins at this place or behind it, and before that one. */
  entryFrom(at: number, before?: number): Promise<EntryAt | null>;
  /** Whether samples from all over the file are in the order of time. */
  isOrdered(): Promise<boolean>;
  /** Of a file in order: a place before which every entry is older, and one behind which none is. */
  around(moment: number): Promise<{ from: number; to: number }>;
}

export interface SeekOptions {
  handle: FileHandle;
  /** The text is between these two. */
  start: number;
  end: number;
  encoding: TextEncoding;
  momentOf: MomentReader;
  signal?: AbortSignal | undefined;
}

/** Where a line is longer than that, the order is told by other places. */
const farthestSampleBytes = 16 * 1024 * 1024;
const firstBlockBytes = 64 * 1024;
const furtherBlockBytes = 1024 * 1024;
/** Parts of the length, in order and at no regular distance: what repeats in the file does not look ordered by that. */
const places = Array.from({ length: 16 }, (_, index) => (index * 0.618_034) % 1).toSorted((a, b) => a - b);
/** Threads write a little out of turn. */
export const disorderMs = 60_000;

export function createSeeker({ handle, start, end, encoding, momentOf, signal }: SeekOptions): Seeker {
  const unit = unitBytes(encoding);
  const aligned = (at: number): number => at - ((at - start) % unit);

  async function entryFrom(wanted: number, before = end): Promise<EntryAt | null> {
    // From the character before, which tells whether a line begins there.
    let at = Math.max(start, aligned(wanted) - unit);
    let atLineStart = at === start;
    for (let block = firstBlockBytes; at < before; block = furtherBlockBytes) {
      const length = Math.min(block, end - at);
      const read = await readAt(handle, at, length, signal);
      const bytes = narrowed(read, encoding);
      if (bytes.length === 0) return null;
      const isLast = at + length >= end || read.length < length;
      let index = atLineStart ? 0 : bytes.indexOf(0x0a) + 1;
      if (index === 0 && !atLineStart) {
        at += bytes.length * unit;
        continue;
      }
      atLineStart = true;
      while (index < bytes.length) {
        if (at + index * unit >= before) return null;
        const lineEnd = bytes.indexOf(0x0a, index);
        // The next block begins with this line.
        if (lineEnd === -1 && bytes.length - index < lineHeadBytes && !isLast) break;
        const moment = momentOf(bytes, index, lineEnd === -1 ? bytes.length : lineEnd);
        if (!Number.isNaN(moment)) return { at: at + index * unit, moment };
        atLineStart = lineEnd !== -1;
        index = lineEnd === -1 ? bytes.length : lineEnd + 1;
      }
      at += index * unit;
    }
    return null;
  }

  return {
    entryFrom,
    async isOrdered() {
      let last = -Infinity;
      for (const place of places) {
        const at = start + Math.floor((end - start) * place);
        const entry = await entryFrom(at, Math.min(end, at + farthestSampleBytes));
        if (entry === null) continue;
        if (entry.moment < last - disorderMs) return false;
        last = Math.max(last, entry.moment);
      }
      return true;
    },
    async around(moment) {
      let [from, to] = [start, end];
      while (to - from > firstBlockBytes) {
        const middle = aligned(from + Math.floor((to - from) / 2));
        const entry = await entryFrom(middle, to);
        if (entry === null || entry.moment >= moment) to = middle;
        else from = entry.at;
      }
      return { from, to: (await entryFrom(to))?.at ?? end };
    },
  };
}
