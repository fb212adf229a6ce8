import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { threadId } from 'node:worker_threads';
import { fileErrorCode } from '../files/index.ts';

/** Folders are shared between computers, which number their processes each by itself. */
const computer = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** What only exists while a process works on it names that process: its computer and its number. */
const owner = `${computer}-${process.pid}-`;
const partName = new RegExp(String.raw`\.${computer}-(\d+)-\d+\.part(?:\.age)?$`);
const folderName = new RegExp(`^creatio-oauth-bundle-${computer}-(\\d+)-`);

const mostCharacters = 40;

/** A name beside a bundle for what becomes of it. Removes the like of processes that are no more from the folder. */
export async function newPart(target: string): Promise<string> {
  const { dir, base } = path.parse(target);
  await removeLeftOvers(dir, partName);
  // A name can be as long as the file system takes; this one is to be recognised, no more.
  const short = Array.from(base).slice(0, mostCharacters).join('');
  return path.join(dir, `${short}.${owner}${Math.random().toString().slice(2)}.part`);
}

const folderOf = (thread: number): string => `creatio-oauth-bundle-${owner}${thread}-`;

/** A new folder for what is unpacked. Removes the like of processes that are no more. */
export async function newFolder(): Promise<string> {
  await removeLeftOvers(tmpdir(), folderName);
  return mkdtemp(path.join(tmpdir(), folderOf(threadId)));
}

/** Removes what a thread of this process that was ended has left. */
export async function removeFoldersOf(thread: number): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    if (!name.startsWith(folderOf(thread))) continue;
    await rm(path.join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function removeLeftOvers(folder: string, ours: RegExp): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const number = ours.exec(name)?.[1];
    if (number === undefined || isRunning(Number(number))) continue;
    await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // A process of another user runs, too.
    return fileErrorCode(error) === 'EPERM';
  }
}
