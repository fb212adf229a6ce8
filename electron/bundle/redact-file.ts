import { availableParallelism } from 'node:os';
import { createPseudonyms, decoded, type CountedRule } from '../redaction/index.ts';
import { startLane } from './pack/lanes.ts';
import { createPipeline } from './pack/pipeline.ts';
import type { RedactionSettings } from './redaction-settings.ts';

export interface RedactFileOptions {
  redaction: RedactionSettings;
  /** Takes what comes out, in order; its memory is used again as soon as this resolves. */
  write(bytes: Uint8Array): Promise<void>;
  /** Is told what was found in each part, and how many line breaks are before that. */
  found?(counted: readonly CountedRule[], lineBreaksBefore: number): void;
}

/** More threads than these would wait for the one that reads and writes. */
const mostLanes = 4;

/**
 * Redacts a large file on several threads; a chunk is read before the next is asked for, so its memory can be used again; the
 * result is the same as that of `redactStream`. For small ones starting the threads takes longer than the search. Throws what
 * reading or writing throws.
 */
export async function redactFile(
  chunks: AsyncIterable<Uint8Array>,
  { redaction, write, found }: RedactFileOptions,
): Promise<void> {
  const count = Math.min(mostLanes, Math.max(1, availableParallelism()));
  const lanes = Array.from({ length: count }, () => startLane({ redaction, forbidden: [] }, 'alone'));
  try {
    const pipeline = createPipeline({ lanes, pseudonyms: createPseudonyms(), deflate: false });
    const text = decoded(chunks);
    let lineBreaks = 0;
    await pipeline.file(text.chunks, {
      async block({ plain, found: counted, lineBreaks: more }) {
        found?.(counted, lineBreaks);
        lineBreaks += more;
        await write(text.coder().encode(Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength)));
      },
      end: () => write(text.coder().encodeEnd()),
    });
    await pipeline.settled();
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}
