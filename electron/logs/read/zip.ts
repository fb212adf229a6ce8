import type { FileHandle } from 'node:fs/promises';
import type { Entry, ZipFile } from 'yauzl';
import { answered } from '../abort.ts';
import { bounded, gunzipped, ofArchive, type ByteOptions } from './bytes.ts';
import { Unreadable } from './open.ts';

interface ListedEntry {
  zip: ZipFile;
  entry: Entry;
  /** Its number in the archive, by which it is found again. */
  number: number;
}

async function opened(handle: FileHandle, signal: AbortSignal | undefined): Promise<ZipFile> {
  const { fromFdPromise } = (await import('yauzl')).default;
  // Names are not judged there: a hostile one would end the whole listing, and none is ever used as a path.
  return ofArchive(fromFdPromise(handle.fd, { autoClose: false, lazyEntries: true, decodeStrings: false }), signal);
}

/** The files of a zip archive. Throws {@link Unreadable} where it is none, or the signal's reason. */
export async function* entriesOf(handle: FileHandle, signal?: AbortSignal): AsyncGenerator<ListedEntry> {
  const zip = await opened(handle, signal);
  const entries = zip.eachEntry();
  for (let number = 0; ; number += 1) {
    const next = await ofArchive(entries.next(), signal);
    if (next.done === true) return;
    yield { zip, entry: next.value, number };
  }
}

/** The name of a file in an archive as its parts, which are labels and no path. */
export async function labelsOf(entry: Entry): Promise<string[]> {
  const { getFileNameLowLevel } = (await import('yauzl')).default;
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  // That of a folder ends in a slash.
  if (/[\\/]$/.test(name)) return [];
  return name.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..');
}

/** No more files of an archive are ever listed. */
const mostKept = 20_000;
/** The directory that was read last: the files of an archive are read one after the other, and it has thousands. */
let lastDirectory: { key: string; entries: Entry[] } | null = null;

async function directoryOf(handle: FileHandle, signal: AbortSignal | undefined): Promise<Entry[]> {
  const { dev, ino, size, mtimeNs } = await answered(handle.stat({ bigint: true }), signal);
  const key = [dev, ino, size, mtimeNs].join(':');
  if (lastDirectory?.key === key) return lastDirectory.entries;
  const entries: Entry[] = [];
  try {
    for await (const { entry } of entriesOf(handle, signal)) if (entries.push(entry) >= mostKept) break;
  } catch (error) {
    // What the directory names before a fault can be read all the same.
    if (!(error instanceof Unreadable) || entries.length === 0) throw error;
  }
  lastDirectory = { key, entries };
  return entries;
}

/** One file of a zip archive, by its number; what is in it where that is a gzip file. */
export async function* unpackedEntry(
  handle: FileHandle,
  { entry: wanted, packed }: { entry: number; packed: boolean },
  options: ByteOptions,
): AsyncGenerator<Buffer> {
  const entry = (await directoryOf(handle, options.signal))[wanted];
  if (entry === undefined) throw new Unreadable('It is not in the archive any more.');
  const pieces = piecesOf(handle, entry, options);
  // What an archive may grow to is decided by its size on the disk, however often it is packed.
  yield* packed ? gunzipped(pieces, entry.compressedSize, options) : pieces;
}

async function* piecesOf(handle: FileHandle, entry: Entry, { signal, onRead }: ByteOptions): AsyncGenerator<Buffer> {
  if (!entry.canDecodeFileData())
    throw new Unreadable('It is encrypted, or packed in a way that is not known here. Unpack it and name the folder.');
  const zip = await opened(handle, signal);
  const unpacked = await ofArchive(zip.openReadStreamPromise(entry), signal);
  let [told, given] = [0, 0];
  try {
    for await (const piece of bounded(unpacked, entry.compressedSize, signal)) {
      given += piece.length;
      // yauzl reads the disk by itself, so what was read is known by what came of it.
      const read = Math.floor((entry.compressedSize * given) / Math.max(1, entry.uncompressedSize));
      onRead?.(Math.max(0, read - told));
      told = Math.max(told, read);
      yield piece;
    }
  } finally {
    unpacked.destroy();
  }
}
