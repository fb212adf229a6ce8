import { readFile, stat } from 'node:fs/promises';

/** More than any certificate file holds; a bundle with every public authority takes a tenth of it. */
const largestFileBytes = 2 * 1024 * 1024;

export type ReadFile = { bytes: Buffer; reason: null } | { bytes: null; reason: string };

/** Reads a small regular file; where that fails, gives the reason, to be put behind the name of the file. Never rejects. */
export async function readSmallFile(file: string): Promise<ReadFile> {
  const failed = (reason: string): ReadFile => ({ bytes: null, reason });
  try {
    const { size, ...found } = await stat(file).then((stats) => ({
      size: stats.size,
      isFile: stats.isFile(),
      isFolder: stats.isDirectory(),
    }));
    if (found.isFolder) return failed('is a folder, not a file');
    if (!found.isFile) return failed('is no regular file');
    if (size === 0) return failed('is empty');
    if (size > largestFileBytes)
      return failed(`is larger than any certificate file (${Math.ceil(size / 1024 / 1024)} MB)`);
    return { bytes: await readFile(file), reason: null };
  } catch (error) {
    return failed(reasonOf(error instanceof Error && 'code' in error ? String(error.code) : ''));
  }
}

/** Text of a file in the encodings that editors and PowerShell write, without the mark at its start. */
export function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le');
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function reasonOf(code: string): string {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by the user who runs the console';
    default:
      return `cannot be read${code === '' ? '' : ` (${code})`}`;
  }
}
