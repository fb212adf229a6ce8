import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { application } from './application.ts';

/**
 * The one folder for everything the console keeps, the same for every host: `CREATIO_OAUTH_HOME`, or the platform's
 * folder for the data of applications.
 */
export function dataFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const chosen = environment['CREATIO_OAUTH_HOME'];
  if (chosen !== undefined && chosen !== '') return resolve(chosen);
  return join(applicationsFolder(environment, platform, home), application.name);
}

function applicationsFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  if (platform === 'win32') return environment['APPDATA'] || join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return environment['XDG_CONFIG_HOME'] || join(home, '.config');
}
