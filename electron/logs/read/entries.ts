import { lineHeadBytes, type MomentReader } from './moments.ts';
import { numberSign } from './w3c.ts';

export interface EntryFilterOptions {
  momentOf: MomentReader;
  /** Entries from here to there are taken, as moments are written in the file; null for all of them. */
  window: { from: number; to: number } | null;
  /** Behind an entry of this moment none of the window follows. */
  stopAfter: number;
  /** What is before the first entry belongs to one that began in another file: whether that is taken. */
  takeBeforeFirst: boolean;
  /** Lines that say what those below hold, and are given out before the first that is taken; absent where the log has no such lines. */
  heading?: Buffer | null;
  /** At least so many bytes of what would be taken are left out first, up to the beginning of an entry. */
  skipBytes: number;
}

/** What was taken so far. */
export interface Taken {
  /** Without headings that were given out anew. */
  bytes: number;
  headingBytes: number;
  lines: number;
  /** As written in the file; NaN where no entry with a moment was taken. */
  first: number;
  last: number;
}

/**
 * Takes whole entries of a log: a line with a moment and the lines below that have none. Lines of any length go through in
 * pieces; of each no more than its head is held back.
 */
export interface EntryFilter {
  /** The pieces of the next bytes that are taken; they are views of them. */
  next(chunk: Buffer): Buffer[];
  /** The rest, behind the last bytes. */
  end(): Buffer[];
  /** True when nothing more can be taken. */
  readonly finished: boolean;
  readonly taken: Readonly<Taken>;
}

/** What becomes of the entry that is read: it is given out, left out to keep to a limit, or not wanted. */
type Fate = 'taken' | 'skipped' | 'outside';

/** No line of a heading is longer, and no heading. */
const headingLineBytes = 16 * 1024;
const headingBytes = 64 * 1024;

export function filterEntries(options: EntryFilterOptions): EntryFilter {
  const { momentOf, window, stopAfter, skipBytes } = options;
  const taken: Taken = { bytes: 0, headingBytes: 0, lines: 0, first: Number.NaN, last: Number.NaN };
  let fate: Fate = window !== null && !options.takeBeforeFirst ? 'outside' : skipBytes > 0 ? 'skipped' : 'taken';
  let skipped = 0;
  let atLineStart = true;
  let finished = false;
  /** The head of a line whose end is not known yet. */
  let held: Buffer = Buffer.alloc(0);
  /** The last heading that was read, and whether it has to be given out before what is taken. */
  const hasHeadings = (options.heading ?? null) !== null;
  let heading = options.heading ?? Buffer.alloc(0);
  let headingIsDue = true;
  let withinHeading = false;

  function fateOf(moment: number, skippedSoFar: number): Fate {
    if (window !== null && (moment < window.from || moment > window.to)) return 'outside';
    if (skippedSoFar < skipBytes) return 'skipped';
    // Threads write in nearly the order of time.
    taken.first = Number.isNaN(taken.first) ? moment : Math.min(taken.first, moment);
    taken.last = Number.isNaN(taken.last) ? moment : Math.max(taken.last, moment);
    return 'taken';
  }

  /** Notes a line; where it is taken as the others, it need not be given out again. */
  function noteHeading(line: Buffer): void {
    const before = withinHeading ? heading : Buffer.alloc(0);
    if (before.length + line.length <= headingBytes) heading = Buffer.concat([before, line]);
    headingIsDue = fate !== 'taken';
  }
  function dueHeading(): Buffer[] {
    if (!headingIsDue) return [];
    headingIsDue = false;
    if (heading.length === 0) return [];
    taken.headingBytes += heading.length;
    taken.lines += heading.toString('latin1').split('\n').length - 1;
    return [heading];
  }

  function run(chunk: Buffer, last: boolean): Buffer[] {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    held = Buffer.alloc(0);
    const pieces: Buffer[] = [];
    /** Where the stretch of lines began that share their fate. */
    let from = 0;
    const endStretch = (to: number): void => {
      if (fate === 'taken' && to > from) {
        pieces.push(bytes.subarray(from, to));
        taken.bytes += to - from;
      }
      if (fate === 'skipped') skipped += to - from;
      from = to;
    };
    let at = 0;
    while (at < bytes.length && !finished) {
      const lineEnd = bytes.indexOf(0x0a, at);
      if (atLineStart) {
        const isHeading = hasHeadings && bytes[at] === numberSign;
        const enough = isHeading ? headingLineBytes : lineHeadBytes;
        if (lineEnd === -1 && bytes.length - at < enough && !last) {
          held = Buffer.from(bytes.subarray(at));
          break;
        }
        const moment = momentOf(bytes, at, lineEnd === -1 ? bytes.length : lineEnd);
        if (!Number.isNaN(moment)) {
          const next = fateOf(moment, skipped + (fate === 'skipped' ? at - from : 0));
          if (next !== fate) endStretch(at);
          fate = next;
          finished = moment > stopAfter;
        }
        if (isHeading) noteHeading(bytes.subarray(at, lineEnd === -1 ? bytes.length : lineEnd + 1));
        else if (fate === 'taken') pieces.push(...dueHeading());
        withinHeading = isHeading;
        if (fate === 'taken') taken.lines += 1;
      }
      atLineStart = lineEnd !== -1;
      at = lineEnd === -1 ? bytes.length : lineEnd + 1;
    }
    endStretch(at);
    return pieces;
  }

  return {
    next: (chunk) => (finished ? [] : run(chunk, false)),
    end: () => (finished ? [] : run(Buffer.alloc(0), true)),
    get finished() {
      return finished;
    },
    taken,
  };
}
