import { stat, writeFile } from 'node:fs/promises';
import { replaceFile } from './replace-file.ts';

export { fileErrorCode, fileErrorReason } from './errors.ts';
export { makeFolder } from './make-folder.ts';

/**
 * Writes a text file whole and durably, or leaves the former one as it was. What is no regular file, for example /dev/null
 * or a pipe, is written to and never replaced. The mode is that of a new file.
 */
export async function writeTextFile(file: string, text: string, mode = 0o666): Promise<void> {
  const existing = await stat(file).catch(() => null);
  if (existing === null || existing.isFile()) await replaceFile(file, text, mode);
  else await writeFile(file, text);
}
