import { largestImportBytes } from '../../shared/import-limit.ts';
import type { Reply } from '../api.ts';

/**
 * The bytes of a file that the user picked, in base64. The page does not look into them: clio's file holds secrets in plain
 * text, which are to be seen by the main process alone.
 * @param wanted what the file should be, for the sentence about one that is too large
 */
export async function readPickedFile(file: File, wanted = 'a file of environments'): Promise<Reply<string>> {
  if (file.size > largestImportBytes) {
    return refused(
      `This file is larger than ${largestImportBytes / 1024 / 1024} MiB, more than ${wanted} needs. Choose another one.`,
    );
  }
  const url = await new Promise<string | null>((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('loadend', () => resolve(typeof reader.result === 'string' ? reader.result : null));
    reader.readAsDataURL(file);
  });
  if (url === null) {
    return refused('This file cannot be read. It may have been moved, or this user has no right to read it.');
  }
  // The data URL of an empty file has no comma in some browsers.
  return { ok: true, value: url.includes(',') ? url.slice(url.indexOf(',') + 1) : '' };
}

const refused = (message: string): { ok: false; error: { code: string; message: string } } => ({
  ok: false,
  error: { code: 'import-unreadable', message },
});
