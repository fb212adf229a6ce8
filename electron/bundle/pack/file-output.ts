import { createHash } from 'node:crypto';
import type { Counter } from '../../redaction/index.ts';
import type { ZipWriter } from '../zip/writer.ts';
import type { Packed } from './pipeline.ts';

/** Takes one log into the archive, block by block. */
export interface FileOutput {
  block(packed: Packed): Promise<void>;
  /** Ends the file. The moment is that of its last entry, in milliseconds since 1970, or null. */
  finish(lastAt: number | null): Promise<{ size: number; sha256: string }>;
}

export interface FileOutputOptions {
  /** Null where nothing is written. */
  zip: ZipWriter | null;
  name: string;
  atMost: number;
  counter: Counter;
}

const earliest = Date.UTC(1980, 0, 1);

/** The entry is begun with the first byte, so a file of which nothing is taken leaves no trace. */
export function createFileOutput({ zip, name, atMost, counter }: FileOutputOptions): FileOutput {
  const hash = createHash('sha256');
  let size = 0;
  let lineBreaks = 0;
  let begun = false;
  const beginOnce = async (): Promise<void> => {
    if (!begun) await zip?.begin(name, atMost);
    begun = true;
  };

  return {
    async block({ plain, deflated, found, lineBreaks: more }) {
      if (found.length > 0) counter.addCounted(name, found, lineBreaks);
      // A block within a long value has lines, and nothing comes out of it.
      lineBreaks += more;
      if (plain.length === 0) return;
      await beginOnce();
      hash.update(plain);
      size += plain.length;
      await zip?.add(plain, deflated);
    },
    async finish(lastAt) {
      await beginOnce();
      await zip?.end(new Date(lastAt ?? earliest));
      return { size, sha256: hash.digest('hex') };
    },
  };
}
