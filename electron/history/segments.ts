import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const name = /^runs-(\d{6,15})\.jsonl$/;

/** The folder of an environment's runs. An id that could leave the folder or clash with a name of the system is hashed. */
export const folderOf = (folder: string, profileId: string): string =>
  path.join(
    folder,
    /^[a-z0-9-]{8,64}$/.test(profileId) ? profileId : createHash('sha256').update(profileId).digest('hex').slice(0, 32),
  );

/** The numbers of the files that runs are appended to, the oldest first. */
export async function segmentsIn(folder: string): Promise<number[]> {
  const files = await readdir(folder).catch(() => []);
  return files
    .flatMap((file) => name.exec(file)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** The file of one segment; the numbers are as long as each other, so that names sort like them. */
export const segmentFile = (folder: string, segment: number): string =>
  path.join(folder, `runs-${String(segment).padStart(6, '0')}.jsonl`);
