import { lineFormat } from '../../logs/read/head.ts';
import { indexEntries } from './entries.ts';
import type { TimelineFile } from './reader.ts';

const headBytes = 64 * 1024;
/** No time zone and no clock is further off; whatever says so is no manifest of ours. */
const mostShiftMs = 26 * 3_600_000;

/** Notes of a log while it is unpacked where its entries are, so that it is not read a second time. */
export interface LogIndexer {
  next(bytes: Buffer): void;
  /** @param from the first moment, in UTC as the manifest has it; the lines have it as they were written */
  end(from: string | null): Pick<TimelineFile, 'momentOf' | 'index' | 'shiftMs'>;
}

export function createLogIndexer(): LogIndexer {
  const head: Buffer[] = [];
  let held = 0;
  let begun: ReturnType<typeof begin> | null = null;

  /** How the lines tell their moments is seen at the beginning. */
  function begin() {
    const { momentOf } = lineFormat(Buffer.concat(head), 0);
    const indexer = indexEntries(momentOf);
    for (const bytes of head) indexer.next(bytes);
    return { momentOf, indexer };
  }
  return {
    next(bytes) {
      if (begun !== null) {
        begun.indexer.next(bytes);
        return;
      }
      head.push(bytes);
      held += bytes.length;
      if (held >= headBytes) begun = begin();
    },
    end(from) {
      const { momentOf, indexer } = begun ?? begin();
      const index = indexer.end();
      const shiftMs = from === null || Number.isNaN(index.first) ? 0 : Date.parse(from) - index.least;
      return { momentOf, index, shiftMs: Math.abs(shiftMs) < mostShiftMs ? shiftMs : 0 };
    },
  };
}
