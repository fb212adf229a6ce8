import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { largestImportBytes } from '../../shared/import-limit.ts';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason } from '../files/index.ts';
import { readPipe } from './pipe.ts';

/** Reads a file that is to be imported. Throws a UserError `import-unreadable` or `import-too-large`. */
export async function readImportFile(file: string): Promise<Uint8Array> {
  try {
    const status = await stat(file);
    if (status.isFile() && status.size > largestImportBytes) throw tooLarge(file);
    if (status.isFIFO()) return (await readPipe(file, largestImportBytes)) ?? nobodyWrites(file);
    // No further than that: a device tells no size, and may have no end.
    return await buffer(createReadStream(file, { end: largestImportBytes }));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = fileErrorCode(error) === 'ENOENT' ? 'there is no such file' : fileErrorReason(error);
    throw new UserError('import-unreadable', `${file} cannot be read: ${reason}.`);
  }
}

function nobodyWrites(file: string): never {
  throw new UserError(
    'import-unreadable',
    `${file} cannot be read: it is a pipe, and no program writes into it. Start that program first, or name a file.`,
  );
}

/**
 * The text of a file in UTF-8, or in UTF-16 where a byte order mark says so, as Windows PowerShell writes it. Throws a
 * UserError `import-too-large` or `import-not-text`.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  if (bytes.length > largestImportBytes) throw tooLarge(file);
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(
      'import-not-text',
      `${file} is no text in UTF-8 or UTF-16. Choose a file that this console exported, or clio's appsettings.json.`,
    );
  }
}

const tooLarge = (file: string) =>
  new UserError(
    'import-too-large',
    `${file} is larger than ${largestImportBytes / 1024 / 1024} MiB, more than a file of environments needs. Choose another file.`,
  );
