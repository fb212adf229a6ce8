import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { answered, NoAnswer } from '../abort.ts';
import { Unreadable } from './open.ts';

/** So much is read at once: what follows from it, decoding above all, keeps the event loop for a moment only. */
const pieceBytes = 512 * 1024;

/** What an archive may grow to before its growth is looked at, and how much it may grow then. Logs shrink to a tenth or so. */
const harmlessBytes = 64 * 1024 * 1024;
const mostGrowth = 300;
const mostUnpackedBytes = 1024 ** 4;

export interface ByteOptions {
  signal?: AbortSignal | undefined;
  /** Is told how many bytes more were read from the disk. */
  onRead?: ((bytes: number) => void) | undefined;
  /** Each piece may be overwritten when the next one is asked for: memory that is used again need not be collected. */
  overwrite?: boolean | undefined;
}

/** The bytes from here to there; ends early where the file is shorter meanwhile. */
export async function* bytesOf(
  handle: FileHandle,
  from: number,
  to: number,
  { signal, onRead, overwrite = false }: ByteOptions,
): AsyncGenerator<Buffer> {
  let buffer: Buffer | null = null;
  for (let at = from; at < to;) {
    const length = Math.min(pieceBytes, to - at);
    if (buffer === null || !overwrite) buffer = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await answered(handle.read(buffer, 0, length, at), signal);
    if (bytesRead === 0) return;
    at += bytesRead;
    onRead?.(bytesRead);
    yield buffer.subarray(0, bytesRead);
  }
}

/** Reads so many bytes from one place; fewer where the file ends. */
export async function readAt(handle: FileHandle, at: number, length: number, signal?: AbortSignal): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await answered(handle.read(buffer, filled, length - filled, at + filled), signal);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

/** What is in a gzip file (RFC 1952), also of several parts one behind the other. */
export const unpackedGzip = (handle: FileHandle, bytes: number, options: ByteOptions): AsyncGenerator<Buffer> =>
  gunzipped(bytesOf(handle, 0, bytes, options), bytes, options);

/** The same for what comes from elsewhere. Of a fault of the source, this tells as of one of the archive. */
export async function* gunzipped(
  packed: AsyncIterable<Buffer>,
  packedBytes: number,
  { signal }: ByteOptions,
): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  async function* fed(): AsyncGenerator<Buffer> {
    yield* packed;
    await taken(gunzip);
  }
  const feeding = pipeline(Readable.from(fed()), gunzip).catch(() => undefined);
  try {
    yield* bounded(gunzip, packedBytes, signal);
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

/** An archive that is cut off fails when its end is told, and takes along what nobody has read by then. */
async function taken(gunzip: Gunzip): Promise<void> {
  if (gunzip.destroyed) return;
  await new Promise<void>((resolve) => {
    gunzip.once('close', resolve);
    gunzip.flush(() => resolve());
  });
  for (let turns = 0; gunzip.readableLength > 0 && !gunzip.destroyed; turns += 1) {
    await new Promise<void>((resolve) => (turns < 10 ? setImmediate(resolve) : setTimeout(resolve, 10)));
  }
}

/** What comes out of an archive, as long as it is what a log can be. */
export async function* bounded(
  unpacked: Readable,
  packedBytes: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  const pieces: AsyncIterator<Buffer> = unpacked[Symbol.asyncIterator]();
  let bytes = 0;
  for (;;) {
    const next = await ofArchive(pieces.next(), signal);
    if (next.done === true) return;
    bytes += next.value.length;
    if (bytes > mostUnpackedBytes || (bytes > harmlessBytes && bytes > packedBytes * mostGrowth)) {
      throw new Unreadable('The archive unpacks to far more than a log can; it is not read further.');
    }
    yield next.value;
  }
}

/** Waits for a step in an archive. What goes wrong in it is a fault of the archive, whatever the library calls it. */
export async function ofArchive<Value>(step: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  try {
    return await answered(step, signal);
  } catch (error) {
    if (error instanceof NoAnswer || signal?.aborted === true) throw error;
    throw new Unreadable('The archive is damaged or cut off.');
  }
}
