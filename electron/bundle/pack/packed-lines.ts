import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Lines that come one by one and are kept packed: of thousands of files much is told. */
export interface PackedLines {
  /** @param line without a line break in it */
  add(line: string): void;
  lines(): Generator<string>;
}

/** Characters that are packed at once. */
const blockLength = 64 * 1024;

export function createPackedLines(): PackedLines {
  const packed: Buffer[] = [];
  let last: string[] = [];
  let length = 0;
  return {
    add(line) {
      last.push(line);
      length += line.length;
      if (length < blockLength) return;
      packed.push(deflateRawSync(last.join('\n')));
      [last, length] = [[], 0];
    },
    *lines() {
      for (const block of packed) yield* inflateRawSync(block).toString('utf8').split('\n');
      yield* last;
    },
  };
}
