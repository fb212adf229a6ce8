import { bytesToTell, markBytes, tellEncoding, unitBytes, type TextEncoding } from '../read/encoding.ts';
import { lineFormat, momentsIn, narrowed, type LineFormat } from '../read/head.ts';
import type { MomentReader } from '../read/moments.ts';
import { openShared } from '../read/open.ts';
import { readAt, unpackedGzip } from '../read/bytes.ts';
import type { FileHandle } from 'node:fs/promises';

/** What a look at the beginning and the end of a file tells. Moments are in milliseconds. */
export interface Peeked {
  /** As they are written; NaN where there is none. */
  first: number;
  last: number;
  /** Of what follows, what the first is written in: UTC for certain, or a time zone that has to be found out. */
  certain: boolean;
}

const nothing: Peeked = { first: Number.NaN, last: Number.NaN, certain: false };
const peekBytes = 8 * 1024;

/** Never rejects for a fault of the file; reading it will tell. */
export async function peek(
  file: { path: string; identity: string | null; packed: 'gzip' | null },
  signal?: AbortSignal,
): Promise<Peeked> {
  try {
    const { handle, bytes } = await openShared(file.path, file.identity, signal);
    try {
      return file.packed === null ? await ofPlain(handle, bytes, signal) : await ofPacked(handle, bytes, signal);
    } finally {
      void handle.close().catch(() => undefined);
    }
  } catch {
    signal?.throwIfAborted();
    return nothing;
  }
}

async function ofPlain(handle: FileHandle, size: number, signal: AbortSignal | undefined): Promise<Peeked> {
  const head = await readAt(handle, 0, Math.min(peekBytes, size), signal);
  const encoding = tellEncoding(head);
  const start = markBytes(head);
  const unit = unitBytes(encoding);
  const first = momentsOf(head.subarray(start), head, encoding, true);
  for (const length of [peekBytes, bytesToTell]) {
    const at = Math.max(start, size - length);
    const tail = await readAt(handle, at - ((at - start) % unit), length, signal);
    const last = momentsOf(tail, head, encoding, at === start);
    if (!Number.isNaN(last.last) || at === start)
      return { ...first, last: last.last, certain: first.certain || last.certain };
  }
  return first;
}

async function ofPacked(handle: FileHandle, size: number, signal: AbortSignal | undefined): Promise<Peeked> {
  for await (const piece of unpackedGzip(handle, size, { signal })) {
    const head = piece.subarray(0, peekBytes);
    const { first, certain } = momentsOf(head.subarray(markBytes(head)), head, tellEncoding(head), true);
    return { first, last: Number.NaN, certain };
  }
  return nothing;
}

/** Moments with a time zone of their own differ in the number that they are told in, and those of IIS are in UTC. */
function momentsOf(bytes: Buffer, head: Buffer, encoding: TextEncoding, beginsLine: boolean): Peeked {
  const text = narrowed(bytes, encoding);
  const beginning = narrowed(head.subarray(markBytes(head)), encoding);
  const [inUtc, ahead] = [lineFormat(beginning, 0), lineFormat(beginning, 60)];
  const readerOf = ({ following, momentOf }: LineFormat): MomentReader => (beginsLine ? following() : momentOf);
  const { first, last } = momentsIn(text, readerOf(inUtc), beginsLine);
  const moved = momentsIn(text, readerOf(ahead), beginsLine);
  const certain = ahead.zone.offsetMinutesAt(0) === 0 || (!Number.isNaN(first) && moved.first !== first);
  return { first, last, certain };
}
