import { closeSync, openSync, readSync } from 'node:fs';
import { constants, inflateRawSync } from 'node:zlib';
import { crc32 } from '../zip/crc32.ts';
import { lastBlock } from '../zip/writer.ts';
import type { CheckOutcome, SectionToCheck } from './messages.ts';
import { release } from './release.ts';
import { createSieve, sieveAheadBytes, type Sieve } from './sieve.ts';

/** What a part usually unpacks to is less. */
const usualBytes = 576 * 1024;
const inflating = { chunkSize: usualBytes, finishFlush: constants.Z_SYNC_FLUSH } as const;

/**
 * Reads sections of a finished archive again: whether each holds what was packed, and whether anything in it could be a
 * secret. All in one go and in memory that is used again, which takes a third of what reading a whole entry does.
 */
export function createSkimmer(secrets: readonly string[]): (archive: string, section: SectionToCheck) => CheckOutcome {
  let sieve: Sieve | null | undefined;
  let packed = Buffer.alloc(0);
  let plain = Buffer.alloc(0);

  /** Exactly so many bytes; throws where the file is shorter. */
  function read(file: number, length: number, position: number): Buffer {
    if (packed.length < length) packed = Buffer.allocUnsafeSlow(Math.max(length, usualBytes / 4));
    for (let done = 0; done < length;) {
      const more = readSync(file, packed, done, length - done, position + done);
      if (more === 0) throw new Error('the archive is shorter than what was written');
      done += more;
    }
    return packed.subarray(0, length);
  }
  function append(bytes: Buffer, at: number): number {
    const end = at + bytes.length;
    if (plain.length < end) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end, usualBytes));
      plain.copy(larger, 0, 0, at);
      plain = larger;
    }
    bytes.copy(plain, at);
    return end;
  }

  function look(sought: Sieve, file: number, section: SectionToCheck): CheckOutcome {
    const { offset, packedSizes, leadSize } = section;
    let sum = section.crc32Before;
    let size = 0;
    let kept = 0;
    if (leadSize > 0) {
      // A secret can have begun in the part before.
      const lead = inflateRawSync(read(file, leadSize, offset - leadSize), inflating);
      kept = append(lead.subarray(-sieveAheadBytes), 0);
    }
    let position = offset;
    for (const packedSize of packedSizes) {
      const part = inflateRawSync(read(file, packedSize, position), inflating);
      position += packedSize;
      sum = crc32(part, sum);
      size += part.length;
      const end = append(part, kept);
      release(part);
      // What is kept is looked at with what comes behind it.
      const from = Math.max(0, end - sieveAheadBytes);
      if (!sought.isClean(plain.subarray(0, end), from, false)) return { state: 'doubtful' };
      plain.copyWithin(0, from, end);
      kept = end - from;
    }
    if (section.last) {
      if (!sought.isClean(plain.subarray(0, kept), kept, true)) return { state: 'doubtful' };
      if (!read(file, lastBlock.length, position).equals(lastBlock)) return { state: 'damaged' };
    }
    return { state: sum === section.crc32 && size === section.size ? 'whole' : 'damaged' };
  }

  return (archive, section) => {
    // Not before it is needed: blocks wait for this thread in the beginning.
    if (sieve === undefined) sieve = createSieve(secrets);
    if (sieve === null) return { state: 'doubtful' };
    const file = openSync(archive, 'r');
    try {
      return look(sieve, file, section);
    } catch {
      return { state: 'damaged' };
    } finally {
      closeSync(file);
    }
  };
}
