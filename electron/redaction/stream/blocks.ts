import { lookAhead, lookBehind } from '../scan/endings.ts';
import { cutBefore } from '../scan/cut.ts';
import type { OpenValue } from '../scan/search.ts';
import type { Redaction, Stretch } from './redactor.ts';

/** Where the search of a block ended; the next block of the file goes on from there. */
export interface BlockEnd {
  /** Position in the file up to which everything is decided. */
  position: number;
  /** A value that goes on in the next block. */
  open: OpenValue | null;
}

export interface SearchedBlock {
  /** Lines are counted from the block's beginning, so that its first is line 1. */
  stretch: Stretch;
  end: BlockEnd;
  /** Line breaks in what is decided. */
  lineBreaks: number;
}

/** A block of a file: its bytes with some context before and some behind, which the next block has again. */
export interface Block {
  bytes: Buffer;
  /** Position of the first byte in the file. */
  position: number;
  /** Index up to which the block before is taken to have decided. */
  from: number;
  /** Whether the file ends with it. */
  last: boolean;
}

/**
 * The index up to which a block is decided unless a value reaches over it. The next block begins `lookBehind` bytes before
 * it, so blocks can be searched before it is known how the search of those before them ends.
 */
export function cutOf(bytes: Buffer, from: number): number {
  const index = Math.max(from, bytes.length - lookAhead);
  const least = Math.max(from, index - 2 * lookAhead);
  return least + cutBefore(bytes.toString('latin1', least, index), index - least, 0);
}

/** How many bytes before its cut the next block begins. */
export const contextBytes = lookBehind;

/**
 * Searches a block by itself. Without the end of the block before, it is taken to have ended at the cut with nothing open;
 * where that proves wrong, the block has to be searched again.
 */
export function searchBlock(
  { scanner }: Redaction,
  { bytes, position, from, last }: Block,
  before: BlockEnd = { position: position + from, open: null },
): SearchedBlock {
  const text = bytes.toString('latin1');
  const undecided = before.position - position;
  const { begin, findings, done, open } = scanner(bytes, text, undecided, last, before.open);
  let line = 1;
  let nextBreak = text.indexOf('\n', undecided);
  const countTo = (index: number): void => {
    for (; nextBreak !== -1 && nextBreak < index; nextBreak = text.indexOf('\n', nextBreak + 1)) line += 1;
  };
  for (const finding of findings) {
    countTo(finding.from);
    finding.line = line;
  }
  countTo(done);
  return {
    stretch: { bytes, text, from: begin, to: done, position, findings },
    end: { position: position + done, open },
    lineBreaks: line - 1,
  };
}
