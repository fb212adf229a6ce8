import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fileErrorCode, fileErrorReason } from '../../files/index.ts';
import { answered, NoAnswer } from '../abort.ts';

/** A file that is open, with what it was when it was opened. */
export interface OpenFile {
  handle: FileHandle;
  /** What was there then is read, and no more: a log that grows would never end. */
  bytes: number;
  identity: string | null;
  /** What is to be told of how it was opened, as sentences. */
  notes: string[];
}

/** Why a file cannot be read, to be told as it is. */
export class Unreadable extends Error {}

/** Some file systems number no files. */
export const identityOf = ({ ino }: BigIntStats): string | null => (ino === 0n ? null : String(ino));

/**
 * Opens a log for reading while others write to it. (Node opens with shared reading, writing and deleting on Windows, so
 * neither the writer nor a rotation is disturbed.) Links, devices and pipes are refused. A file that was renamed since it was
 * found is followed by its number. Throws {@link Unreadable}, or the signal's reason.
 */
export async function openShared(file: string, identity: string | null, signal?: AbortSignal): Promise<OpenFile> {
  try {
    const first = await openRegular(file, signal).catch((error: unknown) => {
      if (fileErrorCode(error) !== 'ENOENT' || identity === null) throw error;
      return null;
    });
    if (first !== null && (identity === null || first.identity === identity || first.identity === null)) return first;
    const renamed = identity === null ? null : await findByIdentity(file, identity, signal);
    if (renamed !== null) {
      await first?.handle.close();
      const opened = await openRegular(renamed, signal);
      opened.notes.push(`It was renamed to ${path.basename(renamed)} after it had been found, and was read there.`);
      return opened;
    }
    if (first === null) throw new Unreadable('It was deleted after it had been found.');
    first.notes.push('Another file had taken its place after it had been found; that one was read.');
    return first;
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof Unreadable ? error : new Unreadable(sentenceOf(error));
  }
}

/** What went wrong with a file, as a sentence. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  if (error instanceof NoAnswer) return 'Its machine or disk did not answer in time.';
  const code = fileErrorCode(error);
  if (code === 'ELOOP') return 'It is a link to another place, which is not followed.';
  if (code === 'ENOENT') return 'It is not there any more.';
  if (code === 'EBUSY')
    return 'Another program keeps it open and lets nobody read it. Copy it while that program is stopped.';
  return `It cannot be read: ${fileErrorReason(error)}.`;
}

async function openRegular(file: string, signal: AbortSignal | undefined): Promise<OpenFile> {
  const found = await answered(lstat(file, { bigint: true }), signal);
  if (found.isSymbolicLink()) throw new Unreadable('It is a link to another place, which is not followed.');
  if (!found.isFile()) throw new Unreadable(found.isDirectory() ? 'It is a folder.' : 'It is a device, not a file.');
  // Between the two calls something else can take its place; opening a pipe would wait for a writer for ever.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await answered(open(file, flags), signal, (late) => void late.close());
  try {
    const opened = await answered(handle.stat({ bigint: true }), signal);
    if (!opened.isFile()) throw new Unreadable('Something that is no file has taken its place.');
    return { handle, bytes: Number(opened.size), identity: identityOf(opened), notes: [] };
  } catch (error) {
    void handle.close().catch(() => undefined);
    throw error;
  }
}

/** Rotation renames within the folder. */
async function findByIdentity(file: string, identity: string, signal: AbortSignal | undefined): Promise<string | null> {
  const folder = path.dirname(file);
  const names = await answered(readdir(folder), signal).catch(() => []);
  // The new name usually begins as the old one does.
  const stem = path.basename(file).split('.')[0] ?? '';
  const likely = names.filter((name) => name.startsWith(stem)).slice(0, 1_000);
  for (const name of likely) {
    const other = path.join(folder, name);
    const status = await answered(lstat(other, { bigint: true }), signal).catch(() => null);
    if (status?.isFile() && identityOf(status) === identity) return other;
  }
  return null;
}
