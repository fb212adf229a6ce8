import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { MissingLogs } from '../../../shared/logs.ts';
import { logKindTitles } from '../../../shared/logs.ts';
import type { Platform, Profile } from '../../../shared/profile.ts';
import { UserError } from '../../../shared/user-error.ts';
import { openFolder, type Folder } from '../../configuration/files.ts';
import { fileErrorCode } from '../../files/index.ts';
import { answered } from '../abort.ts';
import type { FoundLogs, Unseen } from '../types.ts';
import { clioPlace } from './clio.ts';
import { createCollection, type Collection } from './collected.ts';
import { missingLogs } from './missing.ts';
import { namedPlaces, systemPlaces, type Place, type Variables } from './places.ts';
import { isConfiguration, isKey, recognise, unreadablePacked } from './recognise.ts';
import { siteIn, type Site } from './site.ts';
import { walk, type WalkedFile } from './walk.ts';

export interface FindOptions {
  profile: Pick<Profile, 'creatioUrl' | 'platform' | 'logFolders'>;
  /** As a run found it, where the environment leaves it open. */
  platform?: Platform | null;
  /** Folders that the user names. */
  folders?: readonly string[];
  /** Where this computer has logs by itself. */
  system?: readonly Place[];
  variables?: Variables;
  signal?: AbortSignal | undefined;
  /** Is told of each folder that is looked at, and of how many files there are in the place so far. */
  onFolder?: (folder: string, files: number) => void;
}

/**
 * Finds logs: in the folders of the environment and of its user, where clio and the nlog files of Creatio say, and where
 * Windows has them. Only reads; follows no link; never rejects but for the signal, for what cannot be looked at is told.
 */
export async function findLogs(options: FindOptions): Promise<FoundLogs> {
  const { profile, folders = [], system = systemPlaces(), variables = process.env, signal } = options;
  const platform = options.platform ?? (profile.platform === 'auto' ? 'net-framework' : profile.platform);
  const foundAt = Date.now();
  const collection = createCollection({ platform, signal });
  const clio = await clioPlace(profile.creatioUrl);
  const waiting = [...namedPlaces(profile, folders), ...(clio === null ? [] : [clio]), ...system];
  const missing: MissingLogs[] = [];
  const unread: Unseen[] = [];
  const looked: string[] = [];
  // A folder within another one that was named for something else is what it was named for.
  const named = new Set(waiting.filter((each) => each.named).map(({ folder }) => path.resolve(folder)));
  const takeSite = async (site: Site, folder: Folder, why: string): Promise<void> => {
    waiting.push(...site.places);
    missing.push(...site.missing);
    const place: Place = { folder: folder.path, role: 'identity-service', why, named: false };
    for (const name of folder.names.filter((each) => /^stdout_\d/i.test(each))) {
      const file = await fileAt(folder.path, [name]);
      if (file !== null && site.kind === 'identity-service') await collection.add(folder.path, place, file);
    }
    for (const name of site.configuration) {
      const file = await fileAt(folder.path, name.split('/'));
      if (file !== null) collection.addConfiguration(folder.path, why, name, file);
    }
  };

  const refuse = (place: Place, why: string, isFault: boolean): void => {
    missing.push(unreadable(place, why, platform));
    unread.push({ folder: place.folder, why, isFault });
  };

  for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
    signal?.throwIfAborted();
    const opened = await openPlace(place, signal);
    if ('problem' in opened) {
      if (opened.problem !== null) refuse(place, opened.problem, true);
      continue;
    }
    const { root } = opened;
    if (looked.some((each) => root === each || (isWithin(root, each) && !named.has(root)))) continue;
    looked.push(root);
    if (opened.file !== null) {
      if (isKey(opened.file.name)) refuse(place, `${opened.file.name} holds keys and is never taken.`, false);
      else if (isConfiguration(opened.file.name)) {
        collection.addConfiguration(path.dirname(root), place.why, opened.file.name, opened.file);
      } else await collection.add(path.dirname(root), place, opened.file, true);
      continue;
    }
    const site = opened.folder === null ? null : await siteIn(opened.folder, variables);
    if (site !== null && opened.folder !== null) {
      // The folder of a site is looked at again where its logs lie in it.
      looked.pop();
      waiting.push(...(await furtherPlaces(opened.folder, site)));
      await takeSite(site, opened.folder, place.why);
      continue;
    }
    for (const marker of await lookThrough(root, place, { collection, platform, options, named })) {
      const inner = await openFolder(marker).catch(() => null);
      const found = inner === null ? null : await siteIn(inner, variables);
      if (inner !== null && found !== null) await takeSite(found, inner, place.why);
    }
  }
  const sources = (await collection.finish()).filter(({ files, problem }) => files.length > 0 || problem !== null);
  return { foundAt, sources, missing: missingLogs(sources, missing, platform), unread };
}

type OpenedPlace = { root: string; folder: Folder | null; file: WalkedFile | null } | { problem: string | null };

/** A place that nobody named and that is not there is no problem. */
async function openPlace({ folder: given, named }: Place, signal: AbortSignal | undefined): Promise<OpenedPlace> {
  try {
    const status = path.isAbsolute(given) ? await answered(stat(given), signal).catch(isMissing) : null;
    if (status !== null && status !== 'unreadable' && status.isFile()) {
      const root = await answered(realpath(given), signal);
      return { root, folder: null, file: await fileAt(path.dirname(root), [path.basename(root)]) };
    }
    if (status === null && !named) return { problem: null };
    const folder = await openFolder(given);
    return { root: await answered(realpath(folder.path), signal), folder, file: null };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UserError) return { problem: error.message };
    return {
      problem: `The folder ${given.replaceAll(/\p{Cc}/gu, '?')} cannot be read: its machine or disk does not answer.`,
    };
  }
}

/** What is there and cannot be looked at is told, also where nobody named it. */
function isMissing(error: unknown): null | 'unreadable' {
  return ['ENOENT', 'ENOTDIR'].includes(fileErrorCode(error) ?? '') ? null : 'unreadable';
}

async function fileAt(root: string, parts: readonly string[]): Promise<WalkedFile | null> {
  const file = path.join(root, ...parts);
  const status = await answered(stat(file, { bigint: true })).catch(() => null);
  if (!status?.isFile()) return null;
  return {
    path: file,
    folders: parts.slice(0, -1),
    name: parts.at(-1) ?? '',
    bytes: Number(status.size),
    modifiedAt: Number(status.mtimeMs),
    createdAt: Number(status.birthtimeMs),
    identity: status.ino === 0n ? null : String(status.ino),
  };
}

/** Folders of a site that hold logs whatever its files say, and the Identity Service that was unpacked below a Creatio. */
async function furtherPlaces(folder: Folder, { kind }: Site): Promise<Place[]> {
  const logs = folder.names.filter((name) => /^logs?$/i.test(name));
  const places: Place[] = logs.map((name) => ({
    folder: path.join(folder.path, name),
    role: kind === 'identity-service' ? 'identity-service' : 'creatio',
    why: `It lies in the folder of the ${logKindTitles[kind]}.`,
    named: false,
  }));
  if (kind === 'identity-service') return places;
  for (const name of folder.names.filter((each) => /identity/i.test(each))) {
    if (!(await folder.has(`${name}/IdentityService.dll`))) continue;
    const why = 'The Identity Service was unpacked into the folder of Creatio.';
    places.push({ folder: path.join(folder.path, name), role: 'identity-service', why, named: false });
  }
  return places;
}

interface LookThrough {
  collection: Collection;
  platform: Platform;
  options: FindOptions;
  named: ReadonlySet<string>;
}

/** Takes what is below a folder, and gives the folders in it that are those of a site. */
async function lookThrough(
  root: string,
  place: Place,
  { collection, platform, options, named }: LookThrough,
): Promise<string[]> {
  const isMarker = (name: string): boolean => /^(?:IdentityService|Terrasoft\.WebHost)\.dll$/i.test(name);
  const { files, problems, leftOut } = await walk(root, {
    wanted: (folders, name) =>
      isMarker(name) ||
      isConfiguration(name) ||
      unreadablePacked.test(name) ||
      recognise(folders, name, { role: place.role, platform }) !== null,
    apart: (folder) => named.has(folder),
    signal: options.signal,
    ...(options.onFolder === undefined ? {} : { onFolder: options.onFolder }),
  });
  for (const file of files) {
    if (isConfiguration(file.name)) {
      collection.addConfiguration(root, place.why, [...file.folders, file.name].join('/'), file);
    } else if (!isMarker(file.name)) await collection.add(root, place, file);
  }
  collection.addProblems(root, place, problems);
  collection.addLeftOut(root, place, leftOut);
  return files.filter(({ name }) => isMarker(name)).map((file) => path.dirname(file.path));
}

const isWithin = (inner: string, outer: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);

function unreadable(place: Place, problem: string, platform: Platform): MissingLogs {
  const kind =
    place.role === 'creatio'
      ? platform === 'net'
        ? 'creatio-net'
        : 'creatio-net-framework'
      : place.role === 'any'
        ? 'other'
        : place.role;
  return { kind, title: logKindTitles[kind], why: problem, remediation: null };
}
