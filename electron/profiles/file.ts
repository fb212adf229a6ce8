import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Profile } from '../../shared/profile.ts';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason, writeTextFile } from '../files/index.ts';
import { formatFile, parseFile, type FileContent } from './format.ts';

/** Far more than thousands of environments need; a larger file is not one of ours. */
const largestBytes = 64 * 1024 * 1024;
const leftoverAfterMs = 60_000;

/** The paths of one user's environments: the file, its copies from the newest to the oldest, and the lock. */
export interface ProfileFiles {
  folder: string;
  file: string;
  backups: readonly string[];
  lock: string;
}

/** Where the environments, their copies and their lock are in a folder. */
export const profileFiles = (folder: string): ProfileFiles => ({
  folder,
  file: path.join(folder, 'profiles.json'),
  backups: [1, 2, 3].map((number) => path.join(folder, `profiles.backup-${number}.json`)),
  lock: path.join(folder, 'profiles.lock'),
});

/** What a file holds, or `missing`. Throws a UserError `profiles-unreadable`. */
export async function readProfiles(file: string): Promise<FileContent | 'missing'> {
  try {
    if ((await stat(file)).size > largestBytes) return 'damaged';
    return parseFile(await readFile(file, 'utf8'));
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return 'missing';
    throw new UserError(
      'profiles-unreadable',
      `The environments in ${file} cannot be read: ${fileErrorReason(error)}.`,
    );
  }
}

/** Of a caller that holds the lock. Throws a UserError `profiles-unwritable`; the former file is then still there. */
export async function writeProfiles({ file }: ProfileFiles, profiles: readonly Profile[]): Promise<void> {
  try {
    await writeTextFile(file, formatFile(profiles), 0o600);
  } catch (error) {
    throw new UserError(
      'profiles-unwritable',
      `The environments could not be saved to ${file}: ${fileErrorReason(error)}. Nothing was changed.`,
    );
  }
}

/** Of a caller that holds the lock: keeps a copy of what was saved. Gives a sentence where that was not possible, or null. */
export async function writeBackup({ backups }: ProfileFiles, profiles: readonly Profile[]): Promise<string | null> {
  const [newest = '', second = '', third = ''] = backups;
  try {
    // A copy that could not be written leaves a gap; the older ones then wait for the next one.
    if (await exists(newest)) {
      if (await exists(second)) await rename(second, third);
      await rename(newest, second);
    }
    await writeTextFile(newest, formatFile(profiles), 0o600);
    return null;
  } catch (error) {
    return `The environments are saved, but their copy ${newest} could not be written: ${fileErrorReason(error)}.`;
  }
}

/** The newest copy that can be used, or null. */
export async function findBackup({ backups }: ProfileFiles): Promise<{ file: string; profiles: Profile[] } | null> {
  for (const file of backups) {
    const content = await readProfiles(file).catch(() => 'damaged' as const);
    if (typeof content !== 'string') return { file, profiles: content };
  }
  return null;
}

/** What all copies hold that can be used, from the newest to the oldest. */
export async function readBackups({ backups }: ProfileFiles): Promise<Profile[]> {
  const contents = await Promise.all(backups.map((file) => readProfiles(file).catch(() => 'damaged' as const)));
  return contents.flatMap((content) => (typeof content === 'string' ? [] : content));
}

/** Renames a file that cannot be used, never over another one, and gives its new path. */
export async function setAside(file: string, why: 'damaged' | 'newer'): Promise<string> {
  const moment = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const { dir, name, ext } = path.parse(file);
  let kept = path.join(dir, `${name}.set-aside-${why}-${moment}${ext}`);
  for (let count = 2; await exists(kept); count++)
    kept = path.join(dir, `${name}.set-aside-${why}-${moment}-${count}${ext}`);
  try {
    await rename(file, kept);
    return kept;
  } catch (error) {
    throw new UserError(
      'profiles-unreadable',
      `The environments in ${file} cannot be used, and the file could not be set aside: ${fileErrorReason(error)}. Move it away, then try again.`,
    );
  }
}

/** Of a caller that holds the lock: removes what processes left behind that were killed while they wrote or waited. */
export async function removeLeftovers({ folder }: ProfileFiles): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const unfinished = /^profiles(?:\.backup-\d)?\.json\.\d+\.tmp$/.test(name);
    const left = path.join(folder, name);
    if (unfinished || (/^profiles\.lock-[\da-f-]{36}$/.test(name) && (await isOld(left))))
      await rm(left, { recursive: true, force: true }).catch(() => undefined);
  }
}

const isOld = async (file: string): Promise<boolean> =>
  Date.now() - (await stat(file).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs > leftoverAfterMs;

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
