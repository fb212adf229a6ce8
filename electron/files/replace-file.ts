import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileErrorCode } from './errors.ts';

/**
 * Writes a text file whole and durably, or leaves the former one as it was: when this resolves, the new text outlives a
 * loss of power. A former file keeps its mode and, where the system lets it, its owner; the mode given is that of a new
 * one. Throws the error of the operating system. A process that is killed may leave `<file>.<number>.tmp` behind.
 */
export async function replaceFile(file: string, text: string, mode: number): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const former = await stat(target).catch(() => null);
  const temporary = `${target}.${Math.random().toString().slice(2)}.tmp`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      // Of a file handle because it goes on after a partial write, and so notices a disk that is full half-way.
      await handle.writeFile(text);
      if (former !== null) {
        await handle.chown(former.uid, former.gid).catch(() => undefined);
        await handle.chmod(former.mode).catch(() => undefined);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(target));
}

/** Makes what was renamed in a folder outlive a loss of power, where the platform can: Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** On Windows a file cannot be replaced while a reader or a virus scanner has it open, which is over in a moment. */
async function renameOver(from: string, to: string, attempts = process.platform === 'win32' ? 20 : 1): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (attempts === 1 || !['EPERM', 'EACCES', 'EBUSY'].includes(fileErrorCode(error) ?? '')) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await renameOver(from, to, attempts - 1);
  }
}
