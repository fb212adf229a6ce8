import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInflateRaw } from 'node:zlib';
import { findIn, prepareRedaction, type Redaction, type Stretch } from '../../redaction/index.ts';
import { crc32 } from '../zip/crc32.ts';
import type { CheckOutcome, EntryToCheck } from './messages.ts';

const chunkBytes = 256 * 1024;

/** A secret that is one ordinary word, a number or very short stands in texts of the console itself, too. */
const ordinaryWord = /^(?:[a-z]{1,12}|\d{1,12}|.{1,5})$/i;

/** What may not be in a finished archive; made ready when it is first looked for. */
export interface Forbidden {
  inLogs(): Redaction;
  inOwnText(): Redaction;
}

export function createForbidden(secrets: readonly string[]): Forbidden {
  let inLogs: Redaction | undefined;
  let inOwnText: Redaction | undefined;
  return {
    inLogs: () => (inLogs ??= prepareRedaction({ only: [], secrets })),
    inOwnText: () =>
      (inOwnText ??= prepareRedaction({ only: [], secrets: secrets.filter((secret) => !ordinaryWord.test(secret)) })),
  };
}

/**
 * Reads an entry of a finished archive again: whether it holds what the manifest says, and whether a secret is in it, in
 * any spelling.
 */
export async function checkEntry(archive: string, entry: EntryToCheck, forbidden: Forbidden): Promise<CheckOutcome> {
  const finder = findIn(entry.ownText ? forbidden.inOwnText() : forbidden.inLogs());
  const hash = createHash('sha256');
  let sum = 0;
  let size = 0;
  let line = 0;
  const look = (stretch: Stretch | null): void => {
    line ||= stretch?.findings[0]?.line ?? 0;
  };
  try {
    for await (const chunk of inflated(archive, entry)) {
      hash.update(chunk);
      sum = crc32(chunk, sum);
      size += chunk.length;
      look(finder.next(chunk));
      if (line > 0 || size > entry.size) break;
    }
    if (line === 0 && size <= entry.size) look(finder.end());
  } catch {
    return { state: 'damaged' };
  }
  if (line > 0) return { state: 'secret', line };
  const whole = size === entry.size && sum === entry.crc32 && hash.digest('hex') === entry.sha256;
  return { state: whole ? 'whole' : 'damaged' };
}

async function* inflated(archive: string, { offset, packedSize }: EntryToCheck): AsyncGenerator<Buffer> {
  const packed = createReadStream(archive, { start: offset, end: offset + packedSize - 1, highWaterMark: chunkBytes });
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  packed.on('error', (error) => inflate.destroy(error));
  packed.pipe(inflate);
  try {
    for await (const chunk of inflate) yield chunk;
  } finally {
    packed.destroy();
    inflate.destroy();
  }
}
