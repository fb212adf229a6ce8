import type { MomentReader } from '../../logs/read/moments.ts';
import { lineHeadBytes } from '../../logs/read/moments.ts';
import type { StoredFile } from './store.ts';

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

const beginning: EntryStart = { offset: 0, line: 1, written: Number.NaN };

/** Takes a log apart as its bytes come, in memory that does not depend on the length of file, entry or line. */
export interface EntrySplitter {
  /** The entries that end in these bytes. They are kept as they are until the next come. */
  next(bytes: Buffer): LogEntry[];
  /** The last one. */
  end(): LogEntry[];
}

/** @param shown so much of the text of an entry is kept, in bytes */
function splitEntries(momentOf: MomentReader, start = beginning, shown = shownBytes): EntrySplitter {
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
        const room = Math.min(end - at, shown - current.length);
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

  const taken = (): LogEntry[] => {
    const entries = done;
    done = [];
    return entries;
  };
  return {
    next(bytes) {
      take(held.length === 0 ? bytes : Buffer.concat([held, bytes]), false);
      return taken();
    },
    end() {
      take(held, true);
      finish();
      return taken();
    },
  };
}

/** Reads the entries of a log, some at a time. */
export function* entriesOf(file: StoredFile, momentOf: MomentReader, start = beginning): Generator<LogEntry[]> {
  const splitter = splitEntries(momentOf, start);
  for (const chunk of chunksOf(file, start.offset, file.size, chunkBytes)) {
    const entries = splitter.next(chunk);
    if (entries.length > 0) yield entries;
  }
  const entries = splitter.end();
  if (entries.length > 0) yield entries;
}

function* chunksOf(file: StoredFile, from: number, to: number, bytes: number): Generator<Buffer> {
  for (let position = from; position < to;) {
    const chunk = file.read(position, Math.min(bytes, to - position));
    if (chunk.length === 0) return;
    yield chunk;
    position += chunk.length;
  }
}

/** What of an entry is not in its text, in parts that overlap by more than what can be searched for. */
export function* restOf(file: StoredFile, { offset, length }: LogEntry): Generator<string> {
  let kept: Buffer = Buffer.alloc(0);
  for (const chunk of chunksOf(file, offset + shownBytes - overlapBytes, offset + length, restChunkBytes)) {
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
}

const betweenStarts = 1024 * 1024;

/** Notes of a log, as its bytes come, where reading can begin later. */
export function indexEntries(momentOf: MomentReader): { next(bytes: Buffer): void; end(): EntryIndex } {
  const index: EntryIndex = { starts: [], first: Number.NaN, least: Number.NaN, last: Number.NaN };
  const splitter = splitEntries(momentOf, beginning, 0);
  const note = (entries: readonly LogEntry[]): void => {
    for (const { offset, line, written, own } of entries) {
      const last = index.starts.at(-1);
      if (last === undefined || offset - last.offset >= betweenStarts) index.starts.push({ offset, line, written });
      if (Number.isNaN(index.first)) index.first = written;
      if (!(own >= index.least)) index.least = Number.isNaN(own) ? index.least : own;
      index.last = written;
    }
  };
  return {
    next: (bytes) => note(splitter.next(bytes)),
    end() {
      note(splitter.end());
      return index;
    },
  };
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
