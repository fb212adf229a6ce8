import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInflateRaw, inflateRawSync, type InflateRaw } from 'node:zlib';
import { UserError } from '../../../shared/user-error.ts';
import { fileErrorReason } from '../../files/index.ts';
import { crc32 } from '../zip/crc32.ts';
import type { ArchiveEntry } from '../zip/reader.ts';

const chunkBytes = 256 * 1024;

function inflated(packed: ReadStream): InflateRaw {
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  packed.on('error', (error) => inflate.destroy(error));
  return packed.pipe(inflate);
}

/** A small entry as a whole, since streams for each of thousands take longer than what is in them; null where it is none. */
async function unpackedAtOnce(
  archive: string,
  { offset, packedSize, size, deflated }: ArchiveEntry,
): Promise<Buffer | null> {
  if (packedSize > chunkBytes || size > chunkBytes) return null;
  const handle = await open(archive, 'r');
  try {
    const packed = Buffer.alloc(packedSize);
    const { bytesRead } = await handle.read(packed, 0, packedSize, offset);
    if (bytesRead < packedSize) return null;
    return deflated ? inflateRawSync(packed, { maxOutputLength: Math.max(1, size) }) : packed;
  } catch (error) {
    // What came out of a damaged one is kept by the stream.
    if (error instanceof Error && 'syscall' in error) throw error;
    return null;
  } finally {
    await handle.close();
  }
}

/** What an entry of an archive holds, part by part; ends early where it is more than the archive says. */
async function* unpacked(archive: string, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  if (entry.packedSize === 0) return;
  const whole = await unpackedAtOnce(archive, entry);
  if (whole !== null) {
    yield whole;
    return;
  }
  const end = entry.offset + entry.packedSize - 1;
  const packed = createReadStream(archive, { start: entry.offset, end, highWaterMark: chunkBytes });
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

/**
 * Unpacks an entry into a file that is not there yet; no more of it than the archive says it has. Throws a UserError where
 * the disk does not take it.
 */
export async function unpackEntry(archive: string, entry: ArchiveEntry, to: string): Promise<Unpacked> {
  const hash = createHash('sha256');
  let size = 0;
  let sum = 0;
  const handle = await open(to, 'wx', 0o600);
  try {
    for await (const part of unpacked(archive, entry)) {
      size += part.length;
      if (size > entry.size) break;
      hash.update(part);
      sum = crc32(part, sum);
      await handle.writeFile(part);
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) {
      throw new UserError(
        'bundle-not-unpacked',
        `The bundle could not be unpacked to look into it: ${fileErrorReason(error)}.`,
      );
    }
    // A stream that is no deflate stream; what came out of it so far stays to be looked at.
    return { sha256: hash.digest('hex'), whole: false };
  } finally {
    await handle.close();
  }
  return { sha256: hash.digest('hex'), whole: size === entry.size && sum === entry.crc32 };
}
