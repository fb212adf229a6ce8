import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileErrorCode } from '../../files/index.ts';
import { answered, eachOf, NoAnswer } from '../abort.ts';
import { identityOf, sentenceOf } from '../read/open.ts';

/** A file on the way through a folder. */
export interface WalkedFile {
  path: string;
  /** The names of the folders between, from the outside in. */
  folders: string[];
  name: string;
  bytes: number;
  modifiedAt: number;
  createdAt: number;
  identity: string | null;
}

export interface Walked {
  files: WalkedFile[];
  /** What could not be looked at, and why, as sentences. */
  problems: string[];
  /** What is left out on purpose, and why, as sentences. */
  leftOut: string[];
}

export interface WalkOptions {
  /** Whether a file is worth its status. */
  wanted: (folders: readonly string[], name: string) => boolean;
  /** A folder that is looked at by itself. */
  apart: (folder: string) => boolean;
  signal?: AbortSignal | undefined;
  onFolder?: (folder: string, files: number) => void;
}

const deepest = 12;
const mostFolders = 20_000;
const mostFiles = 50_000;
const mostSilent = 3;

/**
 * Lists the files below a folder. Links, junctions among them, are not followed, so it neither leaves the folder nor runs in
 * circles; devices and pipes are left out. What cannot be read is told and the rest goes on.
 */
export async function walk(root: string, { wanted, apart, signal, onFolder }: WalkOptions): Promise<Walked> {
  const files: WalkedFile[] = [];
  const problems: string[] = [];
  const left = { links: [] as string[], devices: [] as string[], deep: false, many: false };
  const waiting: string[][] = [[]];
  let folderCount = 0;
  /** Calls that got no answer. Each is waited for, so there cannot be many of them. */
  let silent = 0;
  for (let folders = waiting.shift(); folders !== undefined; folders = waiting.shift()) {
    signal?.throwIfAborted();
    const folder = path.join(root, ...folders);
    if ((folderCount += 1) > mostFolders || files.length >= mostFiles) {
      left.many = true;
      break;
    }
    onFolder?.(folder, files.length);
    const names: string[] = [];
    try {
      for (const entry of await answered(readdir(folder, { withFileTypes: true }), signal)) {
        const label = [...folders, entry.name].join('/');
        if (entry.isSymbolicLink()) left.links.push(label);
        else if (entry.isDirectory()) {
          if (apart(path.join(folder, entry.name))) continue;
          if (folders.length + 1 >= deepest) left.deep = true;
          else waiting.push([...folders, entry.name]);
        } else if (entry.isFile()) {
          if (wanted(folders, entry.name)) names.push(entry.name);
        } else left.devices.push(label);
      }
    } catch (error) {
      signal?.throwIfAborted();
      silent += error instanceof NoAnswer ? 1 : 0;
      problems.push(`${folders.join('/') || 'The folder'}: ${whyNot(folders.at(-1) ?? '', error)}`);
      if (silent < mostSilent) continue;
      problems.push('The rest is not looked at, since its machine or disk does not answer.');
      break;
    }
    const within = folders;
    const read = await eachOf(names.slice(0, mostFiles - files.length), 16, (name) =>
      statusOf(folder, within, name, signal),
    );
    for (const each of read) {
      if (typeof each === 'string') problems.push(each);
      else files.push(each);
    }
  }
  const leftOut: string[] = [];
  const brief = (what: string, names: readonly string[]): string =>
    `${what}: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}.`;
  if (left.links.length > 0) leftOut.push(brief('Links to other places are not followed', left.links));
  if (left.devices.length > 0) leftOut.push(brief('What is no file is left out', left.devices));
  if (left.deep) problems.push(`Folders more than ${deepest} deep are not looked at.`);
  if (left.many)
    problems.push(
      'There are more files or folders than can be looked at; name a folder further inside to see the rest.',
    );
  return { files, problems, leftOut };
}

/** The file, or a sentence that says why not. */
async function statusOf(
  folder: string,
  folders: string[],
  name: string,
  signal: AbortSignal | undefined,
): Promise<WalkedFile | string> {
  const file = path.join(folder, name);
  try {
    const status = await answered(lstat(file, { bigint: true }), signal);
    return {
      path: file,
      folders,
      name,
      bytes: Number(status.size),
      modifiedAt: Number(status.mtimeMs),
      createdAt: Number(status.birthtimeMs),
      identity: identityOf(status),
    };
  } catch (error) {
    signal?.throwIfAborted();
    return `${[...folders, name].join('/')}: ${whyNot(name, error)}`;
  }
}

/** What is listed under a name that cannot be said is not found by it. */
const whyNot = (name: string, error: unknown): string =>
  name.includes('\uFFFD') && fileErrorCode(error) === 'ENOENT'
    ? 'Its name is no text in UTF-8; rename it.'
    : sentenceOf(error);
