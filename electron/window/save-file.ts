import { extname, join } from 'node:path';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorReason, writeTextFile } from '../files/index.ts';

/** The part of Electron's `dialog` that asks where to save. */
export interface SaveQuestion {
  (options: { defaultPath: string; filters: { name: string; extensions: string[] }[] }): Promise<{
    canceled: boolean;
    filePath?: string;
  }>;
}

/**
 * Asks where a file is to be saved, one of the kind that its proposed name tells, and saves it there for this user alone. Gives the file, or null when the question
 * was closed. Throws a UserError `file-unwritable`.
 */
export async function saveJsonFile(
  ask: SaveQuestion,
  folder: string,
  name: string,
  text: string,
): Promise<string | null> {
  const { canceled, filePath } = await ask({
    defaultPath: join(folder, name),
    filters: [filterOf(name)],
  });
  if (canceled || !filePath) return null;
  try {
    await writeTextFile(filePath, text, 0o600);
    return filePath;
  } catch (error) {
    throw new UserError(
      'file-unwritable',
      `The file could not be saved to ${filePath}: ${fileErrorReason(error)}. Choose another folder.`,
    );
  }
}

const kinds: Readonly<Record<string, string>> = { json: 'JSON', ps1: 'PowerShell script', sh: 'Shell script' };

function filterOf(name: string): { name: string; extensions: string[] } {
  const extension = extname(name).slice(1);
  return { name: kinds[extension] ?? extension.toUpperCase(), extensions: [extension] };
}
