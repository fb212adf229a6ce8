import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { longestLetter, openedPage, type OpenedBundle, type OpenedFile } from '../../../shared/opened-bundle.ts';
import { UserError } from '../../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason } from '../../files/index.ts';
import { decryptFile, isEncrypted, type AgeKey } from '../age.ts';
import { manifestPath, type Manifest } from '../manifest.ts';
import { createProgress, type Progress } from '../pack/progress.ts';
import { newFolder } from '../parts.ts';
import { isAsWritten } from '../zip/as-written.ts';
import { readArchive, type ArchiveEntry } from '../zip/reader.ts';
import { manifestOf, reportOf, rulesOf } from './contents.ts';
import { comparedFiles, filesPage, isWrong, type FilesQuery, type Inside } from './files.ts';
import { createLogIndexer } from './log-index.ts';
import { readPart } from './part.ts';
import type { TimelineFile } from './reader.ts';
import { createStore, type Store } from './store.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { archiveOf, unpackEntry, type Archive } from './unpack.ts';

/** A bundle that was opened: read only, unpacked into a folder of its own that goes when it is closed. */
export interface BundleView {
  readonly overview: Omit<OpenedBundle, 'bundleId'>;
  files(query: FilesQuery): { files: OpenedFile[]; count: number };
  timeline: Timeline;
  /** A part of a file as text, and where the next begins. Throws a UserError `file-not-in-bundle`. */
  read(path: string, offset: number): { text: string; next: number | null };
  close(): Promise<void>;
}

export interface OpenOptions {
  tell?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/** A report has some hundred kilobytes; a manifest names each of many files. */
const [largestManifest, largestDocument] = [128 * 1024 * 1024, 16 * 1024 * 1024];

/**
 * Opens a bundle, or any zip archive that is none of the hostile ones. Throws a UserError: `archive-unreadable`,
 * `archive-refused`, `bundle-unknown`, `bundle-newer`, `bundle-locked`, `key-wrong`, `bundle-not-unpacked`, and `cancelled`
 * where that was asked for.
 */
export async function openBundle(file: string, key: AgeKey = {}, options: OpenOptions = {}): Promise<BundleView> {
  const folder = await newFolder();
  const undo: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return await unpack({ file, key, folder, options, undo, close });
  } catch (error) {
    await close();
    if (fileErrorCode(error) === 'ENOENT' || file.includes('\0')) {
      throw new UserError('archive-unreadable', 'There is no file at this path. Enter the whole path of the bundle.');
    }
    if (error instanceof Error && 'syscall' in error) {
      throw new UserError('archive-unreadable', `The bundle could not be read: ${fileErrorReason(error)}.`);
    }
    throw error;
  }
}

interface Opening {
  file: string;
  key: AgeKey;
  folder: string;
  options: OpenOptions;
  /** What is to be done when it is closed, the last first. */
  undo: (() => unknown)[];
  close: () => Promise<void>;
}

async function unpack({ file, key, folder, options, undo, close }: Opening): Promise<BundleView> {
  const progress = createProgress(options.tell ?? (() => undefined));
  const read = (bytes: number): void => {
    if (options.signal?.aborted === true) throw new UserError('cancelled', 'Opening the bundle was cancelled.');
    progress.read(bytes);
  };
  let archive = file;
  if (await isEncrypted(file)) {
    archive = path.join(folder, 'bundle.zip');
    await decryptFile(file, archive, key, { begin: (bytes) => progress.begin('decrypting', bytes, 0), read });
  }
  progress.begin('listing', 0, 0);
  const entries = await readArchive(archive);
  read(0);
  const handle = await open(archive, 'r');
  undo.push(() => handle.close());
  const store = createStore(path.join(folder, 'content'));
  undo.push(() => store.close());
  const unpacking: Unpacking = { archive: archiveOf(archive, handle), store, read, inside: new Map() };
  const { inside } = unpacking;
  const text = (name: string, largest = largestDocument): string | null => {
    const found = inside.get(name)?.file;
    return found === undefined || found.size > largest ? null : found.read(0, found.size).toString('utf8');
  };

  // What is no bundle is not unpacked.
  const [first] = entries.filter(({ name }) => name === manifestPath);
  if (first !== undefined) await takeEntry(unpacking, first);
  const manifest = manifestOf(text(manifestPath, largestManifest), inside.get(manifestPath)?.whole === true);
  const logs = await takeOthers(unpacking, entries, manifest, progress);
  await handle.close();
  const repacked = !(await isAsWritten(archive, entries));
  // What was decrypted is unpacked by now.
  if (archive !== file) await rm(archive, { force: true });
  read(0);

  const files = comparedFiles(manifest, inside);
  const stateOf = (name: string) => files.find((each) => each.path === name)?.state ?? null;
  return {
    overview: {
      file,
      tool: manifest.tool,
      madeOf: manifest.madeOf,
      repacked,
      counts: {
        files: files.length,
        wrong: files.filter(isWrong).length,
        logs: logs.length,
        skipped: manifest.skipped.length,
      },
      files: files.slice(0, openedPage),
      logs: logs.slice(0, openedPage).map((log) => log.path),
      skipped: manifest.skipped.slice(0, openedPage),
      rules: rulesOf(text('redaction-report.json')),
      report: reportOf(text('report.json')),
      letter: inside.get('letter.md')?.file.read(0, longestLetter).toString('utf8') ?? null,
      documents: { report: stateOf('report.json'), letter: stateOf('letter.md') },
    },
    files: (query) => filesPage(files, query),
    timeline: createTimeline(logs),
    read(name, offset) {
      const found = inside.get(name);
      if (found === undefined) throw new UserError('file-not-in-bundle', 'This file is not in the bundle.');
      return readPart(found.file, offset);
    },
    close,
  };
}

interface Unpacking {
  archive: Archive;
  store: Store;
  /** Tells what was read; throws where it was cancelled. */
  read: (bytes: number) => void;
  inside: Map<string, Inside>;
}

async function takeEntry(
  { archive, store, read, inside }: Unpacking,
  entry: ArchiveEntry,
  also: (part: Buffer) => void = () => undefined,
): Promise<Inside> {
  store.begin();
  const unpacked = await unpackEntry(archive, entry, (part) => {
    read(part.length);
    try {
      store.append(part);
    } catch (error) {
      throw new UserError(
        'bundle-not-unpacked',
        `The bundle could not be unpacked to look into it: ${fileErrorReason(error)}.`,
      );
    }
    also(part);
  });
  const taken = { entry, file: store.file(), ...unpacked };
  inside.set(entry.name, taken);
  return taken;
}

/** Unpacks everything but the manifest. Only what the manifest knows as a log is part of the timeline. */
async function takeOthers(
  unpacking: Unpacking,
  entries: readonly ArchiveEntry[],
  manifest: Manifest,
  progress: ReturnType<typeof createProgress>,
): Promise<TimelineFile[]> {
  const begunAt = new Map(
    manifest.files.filter((file) => file.path.startsWith('logs/')).map((file) => [file.path, file.from]),
  );
  const logs = new Map<string, TimelineFile>();
  const others = entries.filter(({ name }) => name !== manifestPath);
  progress.begin(
    'verifying',
    others.reduce((sum, { size }) => sum + size, 0),
    others.length,
  );
  for (const entry of others) {
    const { name } = entry;
    const from = begunAt.get(name);
    const indexer = from === undefined ? null : createLogIndexer();
    const { file } = await takeEntry(unpacking, entry, indexer?.next);
    if (indexer !== null) logs.set(name, { path: name, file, ...indexer.end(from ?? null) });
    progress.fileDone();
  }
  // In the order of the manifest, which decides between entries of the same moment.
  return [...begunAt.keys()].flatMap((name) => logs.get(name) ?? []);
}
