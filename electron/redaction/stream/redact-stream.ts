import { createPseudonyms, type Pseudonyms } from '../personal/pseudonyms.ts';
import { bytesToTell, encodingOf, transcoder, type Transcoder } from './encoding.ts';
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
  let start: Uint8Array = new Uint8Array(0);
  let coder: Transcoder | null = null;
  const give = (stretch: Stretch | null): Buffer => {
    if (stretch === null || coder === null) return Buffer.alloc(0);
    found?.(stretch);
    return coder.encode(replaceIn(stretch, pseudonyms));
  };
  for await (const chunk of chunks) {
    let bytes = chunk;
    if (coder === null) {
      start = Buffer.concat([start, chunk]);
      if (start.length < bytesToTell) continue;
      coder = transcoder(encodingOf(start));
      bytes = start;
    }
    const output = give(finder.next(coder.decode(bytes)));
    if (output.length > 0) yield output;
  }
  if (coder === null) {
    coder = transcoder(encodingOf(start));
    yield give(finder.next(coder.decode(start)));
  }
  yield give(finder.next(coder.decodeEnd()));
  yield give(finder.end());
  yield coder.encodeEnd();
}
