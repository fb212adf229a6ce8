import path from 'node:path';
import type { Profile } from '../../../shared/profile.ts';

/** What a folder is expected to hold; logs whose names do not tell are taken for that. */
export type Role = 'creatio' | 'identity-service' | 'iis' | 'httperr' | 'any';

/** A folder in which to look. */
export interface Place {
  folder: string;
  role: Role;
  /** How it was found, as a sentence. */
  why: string;
  /** Whether somebody named it, so that it is told when it is not there. */
  named: boolean;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** The folders that the settings of an environment and its user name. */
export function namedPlaces({ logFolders }: Pick<Profile, 'logFolders'>, folders: readonly string[]): Place[] {
  // Windows copies paths with quotes.
  const bare = (folder: string): string => folder.trim().replace(/^"(.*)"$/, '$1');
  const inSettings = 'The settings of the environment name this folder.';
  const places: Place[] = [];
  if (logFolders.creatio !== null)
    places.push({ folder: bare(logFolders.creatio), role: 'creatio', why: inSettings, named: true });
  if (logFolders.identityService !== null)
    places.push({ folder: bare(logFolders.identityService), role: 'identity-service', why: inSettings, named: true });
  for (const folder of folders)
    places.push({ folder: bare(folder), role: 'any', why: 'You named this folder.', named: true });
  return places;
}

/**
 * Where Windows has the logs of IIS, of HTTP.sys and, below the folders for temporary files, of Creatio on .NET Framework.
 * None on other systems.
 */
export function systemPlaces(
  variables: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
): Place[] {
  if (platform !== 'win32') return [];
  const { join } = path.win32;
  const place = (folder: string, role: Role, why: string): Place => ({ folder, role, why, named: false });
  return [
    ...temporaryFolders(variables, platform).map((folder) =>
      place(
        join(folder, 'Creatio'),
        'creatio',
        'Creatio on .NET Framework writes here unless its nlog files say otherwise.',
      ),
    ),
    place(
      join(`${variables['SystemDrive'] ?? 'C:'}\\`, 'inetpub', 'logs', 'LogFiles'),
      'iis',
      'IIS of this computer writes here.',
    ),
    place(
      join(windowsFolder(variables), 'System32', 'LogFiles', 'HTTPERR'),
      'httperr',
      'HTTP.sys of this computer writes here.',
    ),
  ];
}

const windowsFolder = (variables: Variables): string => variables['SystemRoot'] ?? variables['windir'] ?? 'C:\\Windows';

/** The folders for temporary files: that of IIS, which is not the user's, first. */
export function temporaryFolders(
  variables: Variables = process.env,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const own = [variables['TEMP'], variables['TMP'], variables['TMPDIR']].filter(
    (each) => each !== undefined && each !== '',
  );
  const ofIis = platform === 'win32' ? [path.win32.join(windowsFolder(variables), 'Temp')] : ['/tmp'];
  return [...new Set([...ofIis, ...own.flatMap((each) => (each === undefined ? [] : [each]))])];
}
