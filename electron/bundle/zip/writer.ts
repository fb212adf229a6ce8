import type { FileHandle } from 'node:fs/promises';
import { crc32 } from './crc32.ts';
import { centralHeader, endOfArchive, localHeader, type EntryRecord } from './records.ts';

/** Ends a deflate stream whose parts were each flushed to a whole byte: a last block with nothing in it (RFC 1951). */
export const lastBlock = Buffer.from([0x03, 0x00]);
/** What is read as half a gigabyte at most can become eight times as long and still fit into 32 bits. */
const surelySmall = 512 * 1024 * 1024;

/** What can be read again at once, and by itself: it goes on from a part that is not short. */
const sectionBytes = 16 * 1024 * 1024;
const shortBytes = 64 * 1024;

const headersAtOnce = 1000;

/** Parts of an entry that follow each other. Each part can be unpacked by itself. */
export interface Section {
  packedSizes: number[];
  size: number;
  /** Of the entry up to the end of the section. */
  crc32: number;
}

/**
 * Writes a zip archive into an empty file, one entry after the other, without holding any: sizes and checksum are filled in
 * when an entry has ended. zip64 is used only where it is needed, because not every tool knows it.
 */
export interface ZipWriter {
  /** @param atMost What the entry is expected to hold at most, in bytes. */
  begin(name: string, atMost: number): Promise<void>;
  /** Adds a part: what it holds, and the same deflated and flushed to a whole byte. */
  add(plain: Uint8Array, deflated: Uint8Array): Promise<void>;
  end(modifiedAt: Date): Promise<void>;
  /** What entries of several parts were put together of, by their names. */
  readonly sections: ReadonlyMap<string, readonly Section[]>;
  /** Writes the directory. Gives the size of the archive. */
  finish(): Promise<number>;
}

export function createZipWriter(file: FileHandle): ZipWriter {
  const done: EntryRecord[] = [];
  let current: EntryRecord | null = null;
  let position = 0;
  const sections = new Map<string, Section[]>();
  let ofCurrent: Section[] = [];
  let isFull = false;

  async function writeAt(bytes: Uint8Array, at: number): Promise<void> {
    for (let written = 0; written < bytes.length;) {
      written += (await file.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
    }
  }
  async function append(bytes: Uint8Array): Promise<void> {
    await writeAt(bytes, position);
    position += bytes.length;
  }
  function opened(): EntryRecord {
    if (current === null) throw new Error('no entry of the archive is open');
    return current;
  }

  function note(entry: EntryRecord, size: number, packedSize: number): void {
    let section = ofCurrent.at(-1);
    if (section === undefined || isFull) ofCurrent.push((section = { packedSizes: [], size: 0, crc32: 0 }));
    section.packedSizes.push(packedSize);
    section.size += size;
    section.crc32 = entry.crc32;
    isFull = section.size >= sectionBytes && size >= shortBytes;
  }

  return {
    sections,
    async begin(name, atMost) {
      ofCurrent = [];
      const large = atMost > surelySmall;
      current = { name, modifiedAt: new Date(0), crc32: 0, size: 0, packedSize: 0, offset: position, large };
      await append(localHeader(current));
    },
    async add(plain, deflated) {
      const entry = opened();
      entry.crc32 = crc32(plain, entry.crc32);
      entry.size += plain.length;
      entry.packedSize += deflated.length;
      note(entry, plain.length, deflated.length);
      await append(deflated);
    },
    async end(modifiedAt) {
      const entry = opened();
      await append(lastBlock);
      entry.packedSize += lastBlock.length;
      entry.modifiedAt = modifiedAt;
      if (!entry.large && Math.max(entry.size, entry.packedSize) >= 0xffffffff) {
        throw new Error('an entry of the archive has grown beyond what was expected');
      }
      await writeAt(localHeader(entry), entry.offset);
      done.push(entry);
      // Of an entry of one part, the archive itself tells.
      if ((ofCurrent[0]?.packedSizes.length ?? 0) > 1) sections.set(entry.name, ofCurrent);
      current = null;
    },
    async finish() {
      const begin = position;
      for (let index = 0; index < done.length; index += headersAtOnce) {
        const headers = done.slice(index, index + headersAtOnce).map((entry) => centralHeader(entry));
        await append(Buffer.concat(headers));
      }
      await append(endOfArchive(done.length, begin, position - begin));
      return position;
    },
  };
}
