import path from 'node:path';

const folderName = 'OAuth Console for Creatio';

/**
 * The one folder with all files of the console: `CREATIO_OAUTH_HOME`, or the platform's place for user data, which is
 * also the one that Electron gives to an application of this name. Always absolute.
 */
export function dataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  homeFolder: string,
): string {
  if (env['CREATIO_OAUTH_HOME']) return path.resolve(env['CREATIO_OAUTH_HOME']);
  if (platform === 'win32') {
    return path.win32.join(env['APPDATA'] || path.win32.join(homeFolder, 'AppData', 'Roaming'), folderName);
  }
  if (platform === 'darwin') return path.posix.join(homeFolder, 'Library', 'Application Support', folderName);
  // The XDG Base Directory Specification has a relative path ignored.
  const configured = env['XDG_CONFIG_HOME'];
  const base = configured !== undefined && path.posix.isAbsolute(configured) ? configured : null;
  return path.posix.join(base ?? path.posix.join(homeFolder, '.config'), folderName);
}
