import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import * as z from 'zod/mini';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorReason, makeFolder } from '../files/index.ts';

/** A change takes milliseconds; a lock this old was left by a process that was killed on another host or long ago. */
const staleAfterMs = 60_000;
const ownerSchema = z.object({ pid: z.int().check(z.positive()), host: z.string(), since: z.string() });

export interface Lock {
  /** False when another process took the lock over because this one had slept for too long. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Takes a lock that holds between processes: a folder with one file, which names the owner. Waits for its owner, at most so
 * many milliseconds; the lock of a process that is no longer there is taken over. Throws a UserError `profiles-locked` that
 * names the lock and its owner, or `profiles-unwritable`.
 */
export async function takeLock(folder: string, waitMs: number): Promise<Lock> {
  const id = randomUUID();
  const prepared = `${folder}-${id}`;
  const ownFile = path.join(folder, `owner-${id}.json`);
  const owner = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  try {
    makeFolder(prepared);
    await writeFile(path.join(prepared, path.basename(ownFile)), `${JSON.stringify(owner)}\n`);
    const end = Date.now() + waitMs;
    while (!(await moveTo(folder, prepared))) {
      await removeStaleOwners(folder);
      if (Date.now() > end) throw await lockedError(folder);
      await new Promise((resolve) => setTimeout(resolve, 2 + Math.random() * 10));
    }
  } catch (error) {
    await rm(prepared, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof UserError) throw error;
    throw new UserError(
      'profiles-unwritable',
      `The environments cannot be changed, because ${folder} cannot be made: ${fileErrorReason(error)}. Nothing was changed.`,
    );
  }
  return {
    isHeld: () => stat(ownFile).then(...yesOrNo),
    async release() {
      await unlink(ownFile).catch(() => undefined);
      await removeIfEmpty(folder);
    },
  };
}

const yesOrNo = [() => true, () => false] as const;

/** Renaming is refused while a folder with an owner is there, so that of several processes one alone succeeds. */
const moveTo = (folder: string, prepared: string): Promise<boolean> => rename(prepared, folder).then(...yesOrNo);

const removeIfEmpty = (folder: string): Promise<void> => rmdir(folder).catch(() => undefined);

/** Removes owners by their own names, never the folder as it is: another process may just have taken the lock. */
async function removeStaleOwners(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    if (await isStale(file)) await unlink(file).catch(() => undefined);
  }
  // Windows does not rename over an empty folder, as the others do.
  await removeIfEmpty(folder);
}

async function isStale(file: string): Promise<boolean> {
  const status = await stat(file).catch(() => null);
  if (status === null) return false;
  if (Math.abs(Date.now() - status.mtimeMs) > staleAfterMs) return true;
  const owner = await readOwner(file);
  return owner !== null && owner.host === hostname() && !isAlive(owner.pid);
}

async function readOwner(file: string): Promise<z.infer<typeof ownerSchema> | null> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function lockedError(folder: string): Promise<UserError> {
  const [name = ''] = await readdir(folder).catch(() => []);
  const owner = await readOwner(path.join(folder, name));
  const by = owner === null ? '' : ` by process ${owner.pid} on ${owner.host} since ${owner.since}`;
  return new UserError(
    'profiles-locked',
    `The environments are locked${by}: ${folder} is in the way. Nothing was changed. Try again; if no other console is at work, delete it.`,
  );
}
