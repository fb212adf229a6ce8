import { stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Where clio keeps its environments: in the folder that `CLIO_HOME` names, else below the user's local application data on
 * Windows and below the home folder elsewhere. Null where the system names no such folder.
 */
export function clioSettingsFile(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const { join } = platform === 'win32' ? path.win32 : path.posix;
  const own = environment['CLIO_HOME'];
  if (own !== undefined && own.trim() !== '') return join(own, 'appsettings.json');
  const root = environment[platform === 'win32' ? 'LOCALAPPDATA' : 'HOME'];
  return root ? join(root, 'creatio', 'clio', 'appsettings.json') : null;
}

/** The same where the file is there, else null. */
export async function findClioSettings(): Promise<string | null> {
  const file = clioSettingsFile();
  const status = file === null ? null : await stat(file).catch(() => null);
  return status?.isFile() ? file : null;
}
