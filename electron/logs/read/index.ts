import { fileErrorCode } from '../../files/index.ts';
import { sizeInWords } from '../words.ts';
import type { LogReading, PlannedFile, ReadOptions, ReadResult } from '../types.ts';
import { answered, NoAnswer } from '../abort.ts';
import { bytesOf, unpackedGzip } from './bytes.ts';
import { bytesToTell, markBytes, toUtf8, unitBytes, type TextEncoding } from './encoding.ts';
import { filterEntries, type EntryFilter } from './entries.ts';
import { momentsIn } from './head.ts';
import { headingBefore } from './heading.ts';
import type { MomentReader } from './moments.ts';
import { openShared, sentenceOf, Unreadable, type OpenFile } from './open.ts';
import { unpackedEntry } from './zip.ts';
import { stretchOf, stretchOfUnpacked, type Stretch, type Wanted } from './stretch.ts';

/** Nothing packs better than this (RFC 1951). */
const mostPacking = 1032;

/** Opens one file of a plan, to be read once. Nothing happens before its chunks are asked for. */
export function openLog(planned: PlannedFile, options: ReadOptions = {}): LogReading {
  const result: ReadResult = {
    bytesRead: 0,
    bytesTaken: 0,
    linesTaken: 0,
    firstAt: null,
    lastAt: null,
    encoding: 'utf-8',
    cut: null,
    skipped: null,
    isFault: false,
    notes: [],
  };
  return { chunks: chunksOf(planned, result, options), result: () => result };
}

async function* chunksOf(planned: PlannedFile, result: ReadResult, options: ReadOptions): AsyncGenerator<Buffer> {
  const { signal } = options;
  let opened: OpenFile | null = null;
  try {
    signal?.throwIfAborted();
    opened = await openShared(planned.file.path, planned.file.identity, signal);
    result.notes.push(...opened.notes);
    yield* piecesOf(planned, opened, result, options);
    if (result.bytesTaken === 0) {
      const isEmpty = opened.bytes === 0 || planned.window === null;
      const nothing = isEmpty ? 'It is empty.' : 'None of its entries is within the window.';
      result.skipped = result.cut ?? nothing;
      result.cut = null;
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (!isFaultOfFile(error)) throw error;
    result.isFault = true;
    if (result.bytesTaken === 0) result.skipped = sentenceOf(error);
    else addCut(result, `${sentenceOf(error)} What stands before was taken.`);
  } finally {
    // A file system that hangs is not waited for.
    void opened?.handle.close().catch(() => undefined);
  }
}

/** A limit may have cut it before. */
function addCut(result: ReadResult, sentence: string): void {
  result.cut = result.cut === null ? sentence : `${result.cut} ${sentence}`;
}

const isFaultOfFile = (error: unknown): boolean =>
  error instanceof Unreadable || error instanceof NoAnswer || fileErrorCode(error) !== null;

async function* piecesOf(
  planned: PlannedFile,
  opened: OpenFile,
  result: ReadResult,
  options: ReadOptions,
): AsyncGenerator<Buffer> {
  const wanted: Wanted = { ...planned, offsetMinutes: planned.file.offsetMinutes };
  const byteOptions = {
    signal: options.signal,
    onRead(bytes: number) {
      result.bytesRead += bytes;
      options.onRead?.(bytes);
    },
  };
  const { archive } = planned.file;
  const unpacked = (): AsyncGenerator<Buffer> =>
    archive?.kind === 'zip'
      ? unpackedEntry(opened.handle, archive, byteOptions)
      : unpackedGzip(opened.handle, opened.bytes, byteOptions);
  const stretch =
    archive === null
      ? await stretchOf(opened.handle, opened.bytes, wanted, options.signal)
      : stretchOfUnpacked(
          await beginningOf(unpacked()),
          archive.kind === 'zip' ? planned.file.bytes * (archive.packed ? mostPacking : 1) : opened.bytes * mostPacking,
          wanted,
        );
  const pieces = (): AsyncIterable<Buffer> =>
    archive === null
      ? bytesOf(opened.handle, stretch.from, stretch.to, { ...byteOptions, overwrite: options.overwrite })
      : withoutMark(unpacked());
  const heading = await headingOf(stretch, opened, options.signal);
  // How much is taken has to be known before the oldest of it can be left out.
  const tooMuch = stretch.shortened || stretch.mostBytes <= planned.limitBytes ? 0 : await measured(stretch, pieces());
  const skipBytes = Math.max(0, tooMuch - planned.limitBytes);
  const limited = `It is longer than the limit lets in: of its entries the newest ${sizeInWords(planned.limitBytes)} were taken.`;
  if (stretch.shortened || skipBytes > 0) result.cut = limited;
  result.bytesRead = 0;
  const filter = filterEntries({ ...stretch.filter, momentOf: started(stretch.reader(), heading), heading, skipBytes });
  const onEncoding = (encoding: TextEncoding): void => {
    result.encoding = encoding === 'ascii' ? 'utf-8' : encoding;
  };
  onEncoding(stretch.encoding);
  for await (const given of passed(toUtf8(pieces(), stretch.encoding, onEncoding), filter)) {
    // Reached only where a code page showed late.
    if (result.bytesTaken + given.length > planned.limitBytes + filter.taken.headingBytes) {
      result.cut = limited;
      break;
    }
    result.bytesTaken += given.length;
    result.linesTaken = filter.taken.lines;
    tellMoments(result, filter, stretch);
    yield given;
  }
  if (result.bytesTaken === 0 && result.cut === limited) {
    result.cut = `Its newest entry alone is longer than the limit of ${sizeInWords(planned.limitBytes)}.`;
  }
  if (archive === null) await tellChanges(opened, stretch, filter, result);
}

/** What says what the lines of a stretch hold, where that is before it; null where the log has no such lines. */
async function headingOf(
  { format, encoding, isRest, from }: Stretch,
  { handle }: OpenFile,
  signal: AbortSignal | undefined,
): Promise<Buffer | null> {
  if (!format.hasHeadings) return null;
  if (!isRest || unitBytes(encoding) > 1) return Buffer.alloc(0);
  return headingBefore(handle, { start: 0, place: from, signal });
}

/** A reader that knows the heading. */
function started(reader: MomentReader, heading: Buffer | null): MomentReader {
  if (heading !== null) momentsIn(heading, reader, true);
  return reader;
}

/** How many bytes would be taken without a limit. */
async function measured(stretch: Stretch, pieces: AsyncIterable<Buffer>): Promise<number> {
  const filter = filterEntries({ ...stretch.filter, momentOf: stretch.reader(), skipBytes: 0 });
  const text = toUtf8(pieces, stretch.encoding, () => undefined);
  const counted = passed(text, filter);
  while ((await counted.next()).done !== true);
  return filter.taken.bytes;
}

/** What the filter takes, in pieces of about the size they are read in. */
async function* passed(text: AsyncIterable<Buffer>, filter: EntryFilter): AsyncGenerator<Buffer> {
  const joined = (pieces: Buffer[]): Buffer => (pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces));
  for await (const piece of text) {
    const given = joined(filter.next(piece));
    if (given.length > 0) yield given;
    if (filter.finished) return;
  }
  const rest = joined(filter.end());
  if (rest.length > 0) yield rest;
}

async function beginningOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of pieces) {
      parts.push(piece);
      length += piece.length;
      if (length >= bytesToTell) break;
    }
  } catch (error) {
    // What stands before a fault is read all the same.
    if (!(error instanceof Unreadable) || length === 0) throw error;
  }
  return Buffer.concat(parts).subarray(0, bytesToTell);
}

async function* withoutMark(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true;
  for await (const piece of pieces) {
    yield first ? piece.subarray(markBytes(piece)) : piece;
    first = false;
  }
}

function tellMoments(result: ReadResult, { taken }: EntryFilter, { format, timed }: Stretch): void {
  if (!timed || Number.isNaN(taken.first)) return;
  result.firstAt = format.zone.instantOf(taken.first);
  result.lastAt = format.zone.instantOf(taken.last);
}

/** Says what happened to the file while it was read. */
async function tellChanges(
  { handle, bytes }: OpenFile,
  { from, to }: Stretch,
  filter: EntryFilter,
  result: ReadResult,
): Promise<void> {
  const after = await answered(handle.stat()).catch(() => null);
  const missed = !filter.finished && result.bytesRead < to - from;
  if (missed || (after !== null && after.size < bytes)) {
    result.isFault = true;
    addCut(result, 'It was shortened while it was read; what had been read by then was taken.');
  } else if (after !== null && after.size > bytes) {
    result.notes.push(`It grew by ${sizeInWords(after.size - bytes)} while it was read; that is not taken.`);
  }
  if (after?.nlink === 0) result.notes.push('It was deleted while it was read, and was read to its end all the same.');
}
