import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../files/make-folder.ts';

/** More than all code of the product. */
const largestBytes = 64 * 1024 * 1024;
/** Writing takes a moment; what is older was left by a process that was killed. */
const leftoverAfterMs = 60_000;

/**
 * Whether nobody else can write it, as far as the system tells: Windows has no such modes, and the user's own folder there is
 * closed to others.
 */
const isOwn = ({ uid, mode }: Stats): boolean =>
  process.geteuid === undefined || (uid === process.geteuid() && (mode & 0o022) === 0);

const isOwnFolder = (folder: string): boolean => {
  const stats = lstatSync(folder);
  return stats.isDirectory() && isOwn(stats);
};

/** A file that nobody else can have written, in a folder of this user alone. Null for any other, or where there is none. */
export function readOwnFile(file: string): Buffer | null {
  let opened: number | null = null;
  try {
    if (!isOwnFolder(path.dirname(file))) return null;
    // Neither through a link nor from a pipe, which would be waited for. Windows knows neither flag.
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    opened = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = fstatSync(opened);
    return stats.isFile() && isOwn(stats) && stats.size <= largestBytes ? readFileSync(opened) : null;
  } catch {
    return null;
  } finally {
    if (opened !== null) closeSync(opened);
  }
}

/** Writes such a file whole or not at all, and removes what processes that were killed left beside it. Never throws. */
export function writeOwnFile(file: string, bytes: Uint8Array): void {
  const folder = path.dirname(file);
  const written = `${file}.${process.pid}.tmp`;
  try {
    makeFolder(folder);
    if (!isOwnFolder(folder)) return;
    removeLeftOvers(folder);
    try {
      // Never through a link that somebody put there.
      writeFileSync(written, bytes, { mode: 0o600, flag: 'wx' });
      renameSync(written, file);
    } catch {
      rmSync(written, { force: true });
    }
  } catch {
    // It goes without; a command that needs the folder says what is wrong with it.
  }
}

function removeLeftOvers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const stats = name.endsWith('.tmp') ? lstatSync(file, { throwIfNoEntry: false }) : undefined;
    if (stats !== undefined && Date.now() - stats.mtimeMs > leftoverAfterMs) rmSync(file, { force: true });
  }
}
