import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { createInflateRaw, inflateRawSync, type InflateRaw } from 'node:zlib';
import { crc32 } from '../zip/crc32.ts';
import type { ArchiveEntry } from '../zip/reader.ts';
import { windowsOf, type Windows } from '../zip/windows.ts';

const chunkBytes = 256 * 1024;

/** An archive that is unpacked entry by entry. */
export interface Archive {
  file: string;
  windows: Windows;
}

export const archiveOf = (file: string, handle: FileHandle): Archive => ({
  file,
  windows: windowsOf(handle, chunkBytes),
});

function inflated(packed: ReadStream): InflateRaw {
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  packed.on('error', (error) => inflate.destroy(error));
  return packed.pipe(inflate);
}

/** A small entry as a whole, since streams for each of thousands take longer than what is in them; null where it is none. */
async function unpackedAtOnce(
  { windows }: Archive,
  { offset, packedSize, size, deflated }: ArchiveEntry,
): Promise<Buffer | null> {
  if (packedSize > chunkBytes || size > chunkBytes) return null;
  const packed = await windows.read(offset, packedSize);
  if (packed.length < packedSize) return null;
  try {
    return deflated ? inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }) : packed;
  } catch {
    // What came out of a damaged one is kept by the stream.
    return null;
  }
}

/** What an entry of an archive holds, part by part; ends early where it is more than the archive says. */
async function* unpacked(archive: Archive, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  if (entry.packedSize === 0) return;
  const whole = await unpackedAtOnce(archive, entry);
  if (whole !== null) {
    yield whole;
    return;
  }
  const end = entry.offset + entry.packedSize - 1;
  const packed = createReadStream(archive.file, { start: entry.offset, end, highWaterMark: chunkBytes });
  const parts = entry.deflated ? inflated(packed) : packed;
  let size = 0;
  try {
    for await (const part of parts) {
      if (!Buffer.isBuffer(part)) continue;
      size += part.length;
      yield part;
      if (size > entry.size) return;
    }
  } finally {
    packed.destroy();
    parts.destroy();
  }
}

/** How an entry was when it was unpacked. */
export interface Unpacked {
  sha256: string;
  /** Whether size and checksum are those that the archive says. */
  whole: boolean;
}

/** Unpacks an entry part by part; no more of it than the archive says it has. Throws what `take` throws, and where it cannot be read. */
export async function unpackEntry(
  archive: Archive,
  entry: ArchiveEntry,
  take: (part: Buffer) => void,
): Promise<Unpacked> {
  const hash = createHash('sha256');
  let size = 0;
  let sum = 0;
  try {
    for await (const part of unpacked(archive, entry)) {
      size += part.length;
      if (size > entry.size) break;
      hash.update(part);
      sum = crc32(part, sum);
      take(part);
    }
  } catch (error) {
    if (!isOfDeflate(error)) throw error;
    // A stream that is no deflate stream; what came out of it so far stays to be looked at.
    return { sha256: hash.digest('hex'), whole: false };
  }
  return { sha256: hash.digest('hex'), whole: size === entry.size && sum === entry.crc32 };
}

const isOfDeflate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
