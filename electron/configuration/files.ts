import { lstat, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason } from '../files/index.ts';

/** Larger than any configuration file. */
const largestFileBytes = 4 * 1024 * 1024;
/** A share on a machine that is gone can keep a call waiting for minutes. */
const waitMs = 15_000;
const mostEntries = 20_000;

export type ReadFile =
  { state: 'read'; bytes: Buffer } | { state: 'missing'; reason: string } | { state: 'unreadable'; reason: string };

/** A folder whose names count without their case, as on Windows. */
export interface Folder {
  path: string;
  /** Whether it lies on another machine, so that paths within its files are not those of this one. */
  isShare: boolean;
  /** Whether something of this name is there; parts are separated by a slash. */
  has(name: string): Promise<boolean>;
  /** Reads a regular file; links, devices and what lies behind a linked folder are refused. Never rejects. */
  read(name: string): Promise<ReadFile>;
  /** Names of what lies directly in it. */
  names: readonly string[];
}

/** Throws a UserError `folder-unreadable` that says what is wrong with it. */
export async function openFolder(typed: string): Promise<Folder> {
  const given = typed.trim().replace(/^"(.*)"$/, '$1');
  const isShare = /^[\\/]{2}[^\\/]/.test(given);
  if (/^[\\/]{2}[.?][\\/]/.test(given) || given.includes('\0'))
    throw unreadable(given, 'it names a device, not a folder');
  if (isShare && process.platform !== 'win32') {
    throw unreadable(
      given,
      'a path of this form is known on Windows alone; mount the share and give the folder where it is mounted',
    );
  }
  if (!path.isAbsolute(given))
    throw unreadable(given, 'it is no whole path; it begins with a drive, a share or a slash');
  const root = path.normalize(given);
  let names: string[];
  try {
    const found = await inTime(stat(root));
    if (!found.isDirectory()) throw unreadable(given, 'it is a file; give the folder in which it lies');
    names = (await inTime(readdir(root))).slice(0, mostEntries);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unreadable(given, fileErrorCode(error) === 'ENOENT' ? 'there is no such folder' : fileErrorReason(error));
  }

  /** The path with its names as they are written on the disk; null where one of them is not there. */
  async function locate(name: string): Promise<string | null> {
    let place = root;
    let inside: readonly string[] = names;
    for (const [index, part] of name.split('/').entries()) {
      if (index > 0) {
        if ((await inTime(lstat(place))).isSymbolicLink()) throw new Linked();
        inside = await inTime(readdir(place));
      }
      const entry =
        inside.find((each) => each === part) ?? inside.find((each) => each.toLowerCase() === part.toLowerCase());
      if (entry === undefined) return null;
      place = path.join(place, entry);
    }
    return place;
  }

  return {
    path: root,
    isShare,
    names,
    has: (name) =>
      locate(name).then(
        (found) => found !== null,
        () => false,
      ),
    async read(name) {
      try {
        const place = await locate(name);
        return place === null ? { state: 'missing', reason: 'it is not there' } : await readRegularFile(place);
      } catch (error) {
        return failed(error);
      }
    },
  };
}

class Linked extends Error {}
class TimedOut extends Error {}

/** Reads a file that is no link and no device, and no larger than a configuration. Never rejects. */
export async function readRegularFile(file: string): Promise<ReadFile> {
  try {
    const found = await inTime(lstat(file));
    if (found.isSymbolicLink()) throw new Linked();
    if (!found.isFile()) return { state: 'unreadable', reason: 'it is no regular file' };
    if (found.size > largestFileBytes) return tooLarge;
    const handle = await inTime(open(file, 'r'));
    try {
      const opened = await handle.stat();
      if (!opened.isFile() || opened.ino !== found.ino)
        return { state: 'unreadable', reason: 'it was replaced meanwhile' };
      const bytes = Buffer.alloc(largestFileBytes + 1);
      let filled = 0;
      for (;;) {
        const { bytesRead } = await inTime(handle.read(bytes, filled, bytes.length - filled, null));
        filled += bytesRead;
        if (bytesRead === 0 || filled === bytes.length) break;
      }
      return filled > largestFileBytes ? tooLarge : { state: 'read', bytes: bytes.subarray(0, filled) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return failed(error);
  }
}

const tooLarge: ReadFile = {
  state: 'unreadable',
  reason: `it is larger than ${largestFileBytes / 1024 / 1024} MiB, more than any configuration`,
};

function failed(error: unknown): ReadFile {
  if (error instanceof Linked)
    return { state: 'unreadable', reason: 'it is a link to another place, which is not followed' };
  if (error instanceof TimedOut) return { state: 'unreadable', reason: 'its machine does not answer in time' };
  const code = fileErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing', reason: 'it is not there' };
  if (code === 'EBUSY') {
    return {
      state: 'unreadable',
      reason: 'another program, for example IIS, keeps it open; copy the folder and check the copy',
    };
  }
  return { state: 'unreadable', reason: fileErrorReason(error) };
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimedOut('The file system does not answer.')), waitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const unreadable = (folder: string, reason: string) =>
  new UserError('folder-unreadable', `The folder ${folder.replaceAll(/\p{Cc}/gu, '?')} cannot be read: ${reason}.`);

/** The text of a file in UTF-8 or UTF-16; what is neither is taken for the usual encoding of old Windows files. */
export function decodedText(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
