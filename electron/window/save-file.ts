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

const kinds: Readonly<Record<string, string>> = {
  '.html': 'Web page',
  '.json': 'JSON',
  '.md': 'Markdown',
  '.ps1': 'PowerShell script',
  '.sh': 'Shell script',
  '.txt': 'Text',
};

/**
 * Asks where a text file is to be saved, and saves it there for this user alone. Gives the file, or null when the question
 * was closed. Throws a UserError `file-unwritable`.
 */
export async function saveTextFile(
  ask: SaveQuestion,
  folder: string,
  name: string,
  text: string,
): Promise<string | null> {
  const extension = extname(name);
  const { canceled, filePath } = await ask({
    defaultPath: join(folder, name),
    filters: [{ name: kinds[extension] ?? 'File', extensions: [extension.slice(1)] }],
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
