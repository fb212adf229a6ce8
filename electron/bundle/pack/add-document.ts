import { createHash } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';
import type { ZipWriter } from '../zip/writer.ts';

/** What became of a document of the console in the archive. */
export interface AddedDocument {
  size: number;
  sha256: string;
  lines: number;
}

const deflating = { level: 6, finishFlush: constants.Z_SYNC_FLUSH } as const;
/** Characters that are packed at once, so that a document of any length takes little memory. */
const partLength = 256 * 1024;

/** Adds a document that the console wrote, which comes in pieces. Where nothing is written (null), it is only measured. */
export async function addDocument(
  zip: ZipWriter | null,
  { path, pieces, modifiedAt }: { path: string; pieces: Iterable<string>; modifiedAt: Date },
): Promise<AddedDocument> {
  const hash = createHash('sha256');
  let size = 0;
  let lines = 0;
  await zip?.begin(path, 0);
  for (const part of joined(pieces)) {
    const plain = Buffer.from(part, 'utf8');
    hash.update(plain);
    size += plain.length;
    lines += part.split('\n').length - 1;
    await zip?.add(plain, deflateRawSync(plain, deflating));
  }
  await zip?.end(modifiedAt);
  return { size, sha256: hash.digest('hex'), lines };
}

/** Longer pieces pack better. */
function* joined(pieces: Iterable<string>): Generator<string> {
  let parts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    parts.push(piece);
    length += piece.length;
    if (length < partLength) continue;
    yield parts.join('');
    parts = [];
    length = 0;
  }
  if (length > 0) yield parts.join('');
}
