import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry } from 'yauzl';
import { UserError } from '../../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason } from '../../files/index.ts';
import { mostPacking } from './records.ts';
import { windowsOf, type Windows } from './windows.ts';

/** A file in an archive, and where its packed bytes are. */
export interface ArchiveEntry {
  name: string;
  modifiedAt: Date;
  headerOffset: number;
  /** Of its first packed byte. */
  offset: number;
  packedSize: number;
  size: number;
  crc32: number;
  deflated: boolean;
}

const mostEntries = 250_000;
const largestArchive = 256 * 1024 ** 3;
const freelyPacked = 16 * 1024 * 1024;
/** No system takes a longer one. */
const longestName = 1_000;
const linkMode = 0o120000;
const regularMode = 0o100000;
const typeOfMode = 0o170000;
/** They turn the direction of a name, or hide in it; no name that this console gives has them. */
const unseen = /[\p{Cf}\p{Zl}\p{Zp}]/u;
const grows = 'a small part of it would unpack to very much';
const methods = { stored: 0, deflated: 8 } as const;

const refused = (problem: string): UserError =>
  new UserError(
    'archive-refused',
    `This archive was not opened: ${problem}. No bundle of this console is like that. Ask for a new one, and from whom you know.`,
  );

/**
 * The files of a zip archive, after everything that an archive can be made to do harm with was looked for: paths that lead
 * out, links, names that are there twice, entries over each other, sizes that fill a disk. Nothing is unpacked. Throws a
 * UserError `archive-unreadable` or `archive-refused`.
 */
export async function readArchive(file: string): Promise<ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  const names = new Set<string>();
  let [total, packed] = [0, 0];
  for await (const entry of entriesOf(file)) {
    const { name, size, packedSize } = entry;
    if (growsTooMuch(size, packedSize)) throw refused(grows);
    const key = name.normalize('NFC').toLowerCase();
    if (names.has(key)) throw refused('two files in it have the same name');
    names.add(key);
    total += size;
    packed += packedSize;
    if (growsTooMuch(total, packed)) throw refused(grows);
    if (total > largestArchive) throw refused('its files would fill more than 256 GiB');
    entries.push(entry);
  }
  let end = 0;
  for (const { headerOffset, offset, packedSize } of entries.toSorted((a, b) => a.headerOffset - b.headerOffset)) {
    if (headerOffset < end) throw refused('files in it lie over each other');
    end = offset + packedSize;
  }
  return entries.filter(({ name }) => !name.endsWith('/'));
}

/**
 * The files and folders of an archive that was just made here, of logs that may be anything, one by one in the order of its
 * directory. Each alone is looked at as by {@link readArchive}, but for its size. Throws the same.
 */
export async function* entriesOf(file: string): AsyncGenerator<ArchiveEntry> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    const { size } = await handle.stat();
    const options = { autoClose: false, strictFileNames: true };
    const archive = await fromRandomAccessReaderPromise(new WindowReader(handle), size, options);
    if (archive.entryCount > mostEntries) throw refused(`it has ${archive.entryCount.toLocaleString('en')} files`);
    for await (const entry of archive.eachEntry()) {
      examine(entry);
      const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
      yield {
        name: entry.fileName,
        modifiedAt: entry.getLastModDate({ forceDosFormat: true, timezone: 'UTC' }),
        headerOffset: entry.relativeOffsetOfLocalHeader,
        offset: fileDataStart,
        packedSize: entry.compressedSize,
        size: entry.uncompressedSize,
        crc32: entry.crc32,
        deflated: entry.compressionMethod === methods.deflated,
      };
    }
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(error);
  } finally {
    await handle.close();
  }
}

/** Headers of a file are read two by two otherwise, which takes minutes for tens of thousands of files. */
class WindowReader extends RandomAccessReader {
  readonly #windows: Windows;
  constructor(handle: FileHandle) {
    super();
    this.#windows = windowsOf(handle);
  }
  override read(
    to: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const take = (bytes: Buffer): void => callback(null, bytes.copy(to, offset));
    const part = this.#windows.read(position, length);
    if (Buffer.isBuffer(part)) take(part);
    else part.then(take, (error: unknown) => callback(error instanceof Error ? error : new Error('unknown')));
  }
  // Only headers are read this way.
  override _readStreamForRange(): Readable {
    return Readable.from([]);
  }
}

function unreadable(error: unknown): UserError {
  const message = error instanceof Error ? error.message : '';
  // Of a name, yauzl says what is wrong in front of the name itself, which may be anything.
  if (/^(?:absolute path|invalid relative path|invalid characters in fileName)/.test(message)) {
    return refused('a file in it has a path that leads out of the archive');
  }
  if (fileErrorCode(error)?.startsWith('E') === true) {
    return new UserError('archive-unreadable', `The file could not be read: ${fileErrorReason(error)}.`);
  }
  return new UserError(
    'archive-unreadable',
    'This file is no zip archive, or it is damaged. Choose the bundle as it was made, or ask for it again.',
  );
}

const growsTooMuch = (size: number, packed: number): boolean => size > freelyPacked && size > packed * mostPacking;

/** What one entry alone can be refused for. */
function examine(entry: Entry): void {
  const { fileName, externalFileAttributes, compressedSize, uncompressedSize, compressionMethod } = entry;
  const system = entry.versionMadeBy >> 8;
  const type = (externalFileAttributes >>> 16) & typeOfMode;
  if (/^\/|\\|(?:^|\/)\.\.(?:\/|$)|:|\p{Cc}/u.test(fileName)) {
    throw refused('a file in it has a path that leads out of the archive');
  }
  if (unseen.test(fileName)) throw refused('a file in it has a name with characters that are not seen');
  if (fileName.length > longestName) throw refused('a file in it has a name longer than any system takes');
  if (type === linkMode) throw refused('it holds a link');
  if (system === 3 && type !== 0 && type !== regularMode && !fileName.endsWith('/')) {
    throw refused('it holds something that is neither file nor folder');
  }
  if (entry.isEncrypted()) throw refused('it is encrypted in a way that this console does not use');
  if (compressionMethod !== methods.stored && compressionMethod !== methods.deflated) {
    throw refused('it is packed in a way that this console does not use');
  }
  if (compressionMethod === methods.stored && compressedSize !== uncompressedSize) {
    throw refused('it says two sizes for one file');
  }
}
