import { open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import type { BundleFile, OpenedBundle } from '../../../shared/bundle.ts';
import { reportSchema, type Report } from '../../../shared/report.ts';
import { UserError } from '../../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason } from '../../files/index.ts';
import { lineFormat } from '../../logs/read/head.ts';
import { redactionReportSchema, type RedactionReport } from '../../redaction/index.ts';
import { decryptFile, isEncrypted, type AgeKey } from '../age.ts';
import { manifestPath, manifestSchema, manifestVersion, type Manifest } from '../manifest.ts';
import { newFolder } from '../parts.ts';
import { isAsWritten } from '../zip/as-written.ts';
import { readArchive, type ArchiveEntry } from '../zip/reader.ts';
import { indexEntries } from './entries.ts';
import type { TimelineFile } from './reader.ts';
import { timelinePage, type TimelineQuery } from './timeline.ts';
import { unpackEntry } from './unpack.ts';

/** A bundle that was opened: read only, unpacked into a folder of its own that goes when it is closed. */
export interface BundleView {
  readonly overview: Omit<OpenedBundle, 'bundleId'>;
  timeline(query: TimelineQuery): ReturnType<typeof timelinePage>;
  /** A part of a file as text, and where the next begins. Throws a UserError `file-not-in-bundle`. */
  read(path: string, offset: number): Promise<{ text: string; next: number | null }>;
  close(): Promise<void>;
}

const largestDocument = 64 * 1024 * 1024;
const headBytes = 64 * 1024;
const readBytes = 64 * 1024;
const mostShiftMs = 26 * 3_600_000;

interface Inside {
  entry: ArchiveEntry;
  /** Where it was unpacked to. */
  file: string;
  sha256: string;
  whole: boolean;
}

/**
 * Opens a bundle, or any zip archive that is none of the hostile ones. Throws a UserError: `archive-unreadable`,
 * `archive-refused`, `bundle-unknown`, `bundle-newer`, `bundle-locked`, `key-wrong`.
 */
export async function openBundle(file: string, key: AgeKey = {}): Promise<BundleView> {
  const folder = await newFolder();
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    return await unpack(file, key, folder, close);
  } catch (error) {
    await close();
    if (fileErrorCode(error) === 'ENOENT') {
      throw new UserError('archive-unreadable', 'There is no file at this path. Enter the whole path of the bundle.');
    }
    if (error instanceof Error && 'syscall' in error) {
      throw new UserError('archive-unreadable', `The bundle could not be read: ${fileErrorReason(error)}.`);
    }
    throw error;
  }
}

async function unpack(file: string, key: AgeKey, folder: string, close: () => Promise<void>): Promise<BundleView> {
  let archive = file;
  if (await isEncrypted(file)) {
    archive = path.join(folder, 'bundle.zip');
    await decryptFile(file, archive, key);
  }
  const entries = await readArchive(archive);
  const inside = new Map<string, Inside>();
  const take = async (entry: ArchiveEntry): Promise<void> => {
    const to = path.join(folder, String(inside.size));
    inside.set(entry.name, { entry, file: to, ...(await unpackEntry(archive, entry, to)) });
  };
  const text = async (name: string): Promise<string | null> => {
    const found = inside.get(name);
    if (found === undefined || found.entry.size > largestDocument) return null;
    return readFile(found.file, 'utf8');
  };
  // What is no bundle is not unpacked.
  for (const entry of entries) if (entry.name === manifestPath) await take(entry);
  const isWhole = inside.get(manifestPath)?.whole === true;
  const manifest = manifestOf(await text(manifestPath), isWhole);
  for (const entry of entries) if (entry.name !== manifestPath) await take(entry);
  const timeline = await timelineFilesOf(inside, manifest);
  return {
    overview: {
      file,
      tool: manifest.tool,
      madeOf: manifest.madeOf,
      repacked: !(await isAsWritten(archive, entries)),
      files: filesOf(manifest, inside),
      skipped: manifest.skipped,
      rules: rulesOf(await text('redaction-report.json')),
      report: reportOf(await text('report.json')),
      letter: await text('letter.md'),
    },
    timeline: (query) => timelinePage(timeline, query),
    read: (name, offset) => readPart(inside.get(name)?.file, offset),
    close,
  };
}

function manifestOf(text: string | null, isWhole: boolean): Manifest {
  if (text === null) {
    throw unknown('It has no manifest. Choose the file that the console made, which is a zip archive as it stands.');
  }
  const json = jsonOf(text);
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) {
    const { files } = parsed.data;
    if (new Set(files.map((file) => file.path)).size === files.length) return parsed.data;
    throw new UserError(
      'archive-refused',
      'This archive was not opened: its manifest names a file twice. No bundle of this console is like that. Ask for a new one.',
    );
  }
  if (!isWhole) {
    throw new UserError(
      'archive-unreadable',
      'The bundle is damaged: its manifest, by which the other files are checked, cannot be read. Ask for it again.',
    );
  }
  const { success, data } = versionSchema.safeParse(json);
  if (success && data.schemaVersion > manifestVersion) {
    throw new UserError(
      'bundle-newer',
      `A newer console made this bundle: it has format ${data.schemaVersion}, and this console reads format ${manifestVersion}. Open it in a newer console.`,
    );
  }
  throw unknown('Its manifest is none of a bundle.');
}

const versionSchema = z.object({ schemaVersion: z.int() });

const unknown = (why: string): UserError =>
  new UserError('bundle-unknown', `This archive is no bundle of this console. ${why}`);

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reportOf(text: string | null): Report | null {
  const parsed = text === null ? null : reportSchema.safeParse(jsonOf(text));
  return parsed?.success === true ? parsed.data : null;
}

function rulesOf(text: string | null): RedactionReport['rules'] {
  const parsed = text === null ? null : redactionReportSchema.safeParse(jsonOf(text));
  return parsed?.success === true ? parsed.data.rules : [];
}

function filesOf({ files }: Manifest, inside: ReadonlyMap<string, Inside>): OpenedBundle['files'] {
  const named = files.map((file) => {
    const found = inside.get(file.path);
    if (found === undefined) return { ...file, state: 'missing' as const };
    const same = found.whole && found.sha256 === file.sha256 && found.entry.size === file.size;
    return { ...file, state: same ? ('ok' as const) : ('changed' as const) };
  });
  const names = new Set(files.map((file) => file.path));
  const others = [...inside].flatMap(([name, found]): OpenedBundle['files'] => {
    if (names.has(name)) return [];
    if (name !== manifestPath) return [{ ...unlisted(name, found), state: 'unexpected' }];
    // No manifest names itself; the archive has a checksum of it.
    return found.whole ? [] : [{ ...unlisted(name, found), state: 'changed' }];
  });
  return [...named, ...others];
}

const unlisted = (name: string, { entry: { size }, sha256 }: Inside): BundleFile => ({
  path: name,
  source: '',
  sizeBefore: size,
  size,
  sha256,
  lines: 0,
  from: null,
  to: null,
  cut: null,
});

/** Only what the manifest knows as a log is part of the timeline. */
async function timelineFilesOf(inside: ReadonlyMap<string, Inside>, { files }: Manifest): Promise<TimelineFile[]> {
  const logs = files.filter((each) => each.path.startsWith('logs/') && inside.has(each.path));
  const timeline: TimelineFile[] = [];
  for (const { path: name, from } of logs) {
    const { file } = inside.get(name) ?? {};
    if (file === undefined) continue;
    const { momentOf } = lineFormat(await headOf(file), 0);
    const index = await indexEntries(file, momentOf);
    // The manifest has moments in UTC; the lines have them as they were written.
    const shiftMs = from === null || Number.isNaN(index.first) ? 0 : Date.parse(from) - index.least;
    // No time zone and no clock is further off; whatever says so is no manifest of ours.
    const isLikely = Math.abs(shiftMs) < mostShiftMs;
    timeline.push({ path: name, file, momentOf, index, shiftMs: isLikely ? shiftMs : 0 });
  }
  return timeline;
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    return head.subarray(0, (await handle.read(head, 0, headBytes, 0)).bytesRead);
  } finally {
    await handle.close();
  }
}

async function readPart(file: string | undefined, offset: number): Promise<{ text: string; next: number | null }> {
  if (file === undefined) throw new UserError('file-not-in-bundle', 'This file is not in the bundle.');
  const { size } = await stat(file);
  const handle = await open(file, 'r');
  try {
    const part = Buffer.alloc(readBytes);
    const { bytesRead } = await handle.read(part, 0, readBytes, offset);
    const end = offset + bytesRead;
    const cut = end >= size ? bytesRead : wholeCharacters(part.subarray(0, bytesRead));
    const begin = offset === 0 ? 0 : beginOfCharacter(part);
    return { text: part.toString('utf8', begin, cut), next: end >= size ? null : offset + cut };
  } finally {
    await handle.close();
  }
}

/** Up to where no character of UTF-8 is torn; behind the last line break, if there is one. */
function wholeCharacters(bytes: Buffer): number {
  const lineEnd = bytes.lastIndexOf(0x0a) + 1;
  if (lineEnd > bytes.length / 2) return lineEnd;
  let end = bytes.length;
  while (end > 0 && bytes.length - end < 3 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end > 0 && (bytes[end - 1] ?? 0) >= 0xc0 ? end - 1 : bytes.length;
}

/** Where a character of UTF-8 begins: it has three further bytes at most. */
function beginOfCharacter(bytes: Buffer): number {
  let begin = 0;
  while (begin < 3 && ((bytes[begin] ?? 0) & 0xc0) === 0x80) begin += 1;
  return begin;
}
