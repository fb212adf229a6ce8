import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

/** A text in gzip, compressed while it is read. */
export const compressed = (text: Iterable<string>): Readable =>
  Readable.from(text, { objectMode: false }).pipe(createGzip());
