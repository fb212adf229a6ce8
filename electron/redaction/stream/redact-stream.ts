import { createPseudonyms, type Pseudonyms } from '../personal/pseudonyms.ts';
import { decoded } from './encoding.ts';
import { findIn, replaceIn, type Redaction, type Stretch } from './redactor.ts';

export interface StreamOptions {
  pseudonyms?: Pseudonyms;
  /** Is told of every stretch, for the report. */
  found?(stretch: Stretch): void;
}

/**
 * Redacts a file of any length in any encoding as it is read; what has nothing to hide comes out byte for byte. Memory
 * stays within a few blocks, also where the file is one line.
 */
export async function* redactStream(
  chunks: AsyncIterable<Uint8Array>,
  redaction: Redaction,
  { pseudonyms = createPseudonyms(), found }: StreamOptions = {},
): AsyncGenerator<Buffer> {
  const finder = findIn(redaction);
  const text = decoded(chunks);
  const give = (stretch: Stretch | null): Buffer => {
    if (stretch === null) return Buffer.alloc(0);
    found?.(stretch);
    return text.coder().encode(replaceIn(stretch, pseudonyms));
  };
  for await (const bytes of text.chunks) {
    const output = give(finder.next(bytes));
    if (output.length > 0) yield output;
  }
  yield give(finder.end());
  yield text.coder().encodeEnd();
}
