import type { FileHandle } from 'node:fs/promises';

const blockBytes = 256 * 1024;
const lineEnd = 0x0a;

export interface Line {
  text: string;
  /** Where it begins, in bytes. */
  start: number;
}

/** The lines of a file that end before an offset, the last one first. What follows the last end of a line is a line too. */
export async function* linesBackwards(file: FileHandle, end: number): AsyncGenerator<Line> {
  // The bytes from `start` on that belong to lines not yet given.
  let rest = Buffer.alloc(0);
  let start = end;
  while (start > 0) {
    const length = Math.min(blockBytes, start);
    const block = Buffer.alloc(length);
    const { bytesRead } = await file.read(block, 0, length, start - length);
    start -= length;
    rest = Buffer.concat([block.subarray(0, bytesRead), rest]);
    for (let at = rest.lastIndexOf(lineEnd); at >= 0; at = rest.lastIndexOf(lineEnd)) {
      if (at + 1 < rest.length) yield { text: rest.toString('utf8', at + 1), start: start + at + 1 };
      rest = rest.subarray(0, at);
    }
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), start: 0 };
}
