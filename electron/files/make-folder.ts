import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileErrorCode } from './errors.ts';

/**
 * Makes a folder and those above it, for this user alone; nothing happens where it is there. Throws the error of the
 * operating system. Node's own way to make several never ends where the system denies that a folder it has is there, as
 * Linux does below /proc.
 */
export function makeFolder(folder: string): void {
  const error = attempt(folder);
  if (error === null) return;
  const parent = path.dirname(folder);
  if (fileErrorCode(error) !== 'ENOENT' || parent === folder) throw error;
  makeFolder(parent);
  const again = attempt(folder);
  if (again !== null) throw again;
}

/** Null when the folder is there, made now or before. */
function attempt(folder: string): unknown {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return null;
  } catch (error) {
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? null : error;
  }
}
