import { createReadStream } from 'node:fs';
import type { MomentReader } from '../../logs/read/moments.ts';
import { lineHeadBytes } from '../../logs/read/moments.ts';

/** A line with a moment, or where there is none yet the head of a message, and the lines below that are neither. */
export interface LogEntry {
  offset: number;
  /** Number of its first line, from 1. */
  line: number;
  /** As written, in milliseconds as if it were UTC, never before that of the entry above; NaN before the first moment. */
  written: number;
  /** As written, whatever is above. */
  own: number;
  text: string;
  /** Whether the text is longer. */
  cut: boolean;
  /** Of all of it, in bytes. */
  length: number;
}

/** Where reading can begin: at an entry. */
export interface EntryStart {
  offset: number;
  line: number;
  written: number;
}

/** How a message of Microsoft's console logger begins, which writes no times unless it is told to. */
const consoleHead = /^(?:trce|dbug|info|warn|fail|crit): /;
const consoleHeadBytes = 6;
const chunkBytes = 128 * 1024;
/** So much of an entry is shown. */
const shownBytes = 16 * 1024;
/** 500 characters of UTF-8 are searched for at most. */
const overlapBytes = 2048;
const restChunkBytes = 1024 * 1024;

/** Reads the entries of a log, some at a time, in memory that does not depend on the length of file, entry or line. */
export async function* entriesOf(
  file: string,
  momentOf: MomentReader,
  start: EntryStart = { offset: 0, line: 1, written: Number.NaN },
): AsyncGenerator<LogEntry[]> {
  let done: LogEntry[] = [];
  let held = Buffer.alloc(0);
  /** Of the first byte that is not yet in an entry. */
  let position = start.offset;
  let line = start.line;
  let latest = start.written;
  let atLineStart = true;
  let current: (EntryStart & { own: number; parts: Buffer[]; length: number; whole: number }) | null = null;

  const finish = (): void => {
    if (current === null) return;
    const { offset, line: first, written, own, parts, length, whole } = current;
    const text = Buffer.concat(parts, length)
      .toString('utf8')
      .replace(/\r?\n$/, '');
    done.push({ offset, line: first, written, own, text, cut: whole > length, length: whole });
  };
  const take = (bytes: Buffer, last: boolean): void => {
    let at = 0;
    while (at < bytes.length) {
      const lineEnd = bytes.indexOf(0x0a, at);
      const end = lineEnd === -1 ? bytes.length : lineEnd + 1;
      if (atLineStart) {
        if (lineEnd === -1 && bytes.length - at < lineHeadBytes && !last) break;
        const moment = momentOf(bytes, at, lineEnd === -1 ? bytes.length : lineEnd);
        const isMessage = Number.isNaN(latest) && consoleHead.test(bytes.toString('latin1', at, at + consoleHeadBytes));
        if (!Number.isNaN(moment) || isMessage || current === null) {
          finish();
          if (!Number.isNaN(moment)) latest = Number.isNaN(latest) ? moment : Math.max(latest, moment);
          current = { offset: position + at, line, written: latest, own: moment, parts: [], length: 0, whole: 0 };
        }
      }
      if (current !== null) {
        const room = Math.min(end - at, shownBytes - current.length);
        if (room > 0) {
          current.parts.push(bytes.subarray(at, at + room));
          current.length += room;
        }
        current.whole += end - at;
      }
      atLineStart = lineEnd !== -1;
      if (atLineStart) line += 1;
      at = end;
    }
    held = Buffer.from(bytes.subarray(at));
    position += at;
  };

  for await (const chunk of createReadStream(file, { start: start.offset, highWaterMark: chunkBytes })) {
    if (!Buffer.isBuffer(chunk)) continue;
    take(held.length === 0 ? chunk : Buffer.concat([held, chunk]), false);
    if (done.length > 0) yield done;
    done = [];
  }
  take(held, true);
  finish();
  if (done.length > 0) yield done;
}

/** What of an entry is not in its text, in parts that overlap by more than what can be searched for. */
export async function* restOf(file: string, { offset, length }: LogEntry): AsyncGenerator<string> {
  const start = offset + shownBytes - overlapBytes;
  let kept: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, {
    start,
    end: offset + length - 1,
    highWaterMark: restChunkBytes,
  })) {
    if (!Buffer.isBuffer(chunk)) continue;
    const part = Buffer.concat([kept, chunk]);
    yield part.toString('utf8');
    kept = part.subarray(Math.max(0, part.length - overlapBytes));
  }
}

/** Where reading can begin, every so many bytes. */
export interface EntryIndex {
  starts: EntryStart[];
  /** The first, the least and the last moment, as written; NaN where there is none. */
  first: number;
  least: number;
  last: number;
  entries: number;
  levels: Map<string, number>;
}

const betweenStarts = 1024 * 1024;

/** Reads a log once to know where to begin later. */
export async function indexEntries(file: string, momentOf: MomentReader): Promise<EntryIndex> {
  const index: EntryIndex = {
    starts: [],
    first: Number.NaN,
    least: Number.NaN,
    last: Number.NaN,
    entries: 0,
    levels: new Map(),
  };
  for await (const entries of entriesOf(file, momentOf)) {
    for (const { offset, line, written, own, text } of entries) {
      const last = index.starts.at(-1);
      if (last === undefined || offset - last.offset >= betweenStarts) index.starts.push({ offset, line, written });
      if (Number.isNaN(index.first)) index.first = written;
      if (!(own >= index.least)) index.least = Number.isNaN(own) ? index.least : own;
      index.last = written;
      index.entries += 1;
      const level = levelOf(text) ?? 'none';
      index.levels.set(level, (index.levels.get(level) ?? 0) + 1);
    }
  }
  return index;
}

const levels: Readonly<Record<string, string>> = {
  trace: 'trace',
  trce: 'trace',
  vrb: 'trace',
  verbose: 'trace',
  debug: 'debug',
  dbug: 'debug',
  dbg: 'debug',
  info: 'info',
  inf: 'info',
  information: 'info',
  warn: 'warn',
  wrn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  eror: 'error',
  fail: 'error',
  fatal: 'fatal',
  ftl: 'fatal',
  crit: 'fatal',
  critical: 'fatal',
};
const levelWord = new RegExp(`(?<![\\w.])(?:${Object.keys(levels).join('|')})(?![\\w.])`, 'i');

/** The level of an entry, by the word that its head has for it: that of NLog, Serilog or Microsoft's console logger. */
export function levelOf(text: string): string | null {
  const word = levelWord.exec(text.slice(0, 120))?.[0];
  return word === undefined ? null : (levels[word.toLowerCase()] ?? null);
}
