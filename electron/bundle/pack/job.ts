import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { constants, deflateRawSync } from 'node:zlib';
import type { BundleEncryption, SkippedFile } from '../../../shared/bundle.ts';
import { UserError } from '../../../shared/user-error.ts';
import { fileErrorReason } from '../../files/index.ts';
import { openLog, type PlannedFile, type ReadResult } from '../../logs/index.ts';
import {
  createCounter,
  createPseudonyms,
  findIn,
  personalKinds,
  replaceIn,
  type CountedRule,
  type PseudonymMap,
  type RedactionReport,
  type Stretch,
} from '../../redaction/index.ts';
import { encrypterFor, encryptFile } from '../age.ts';
import { canaries } from '../canaries.ts';
import {
  redactedDocuments,
  redactedLetter,
  type Document,
  type DocumentSources,
  type DocumentTools,
} from '../documents.ts';
import { letterOf } from '../letter.ts';
import { manifestPath, manifestVersion, type Manifest, type ManifestFile } from '../manifest.ts';
import { redactionOf, type RedactionSettings } from '../redaction-settings.ts';
import { createSafeNames } from '../zip/names.ts';
import { createZipWriter, type ZipWriter } from '../zip/writer.ts';
import { checkArchive } from './check-archive.ts';
import { startLane, type Lane } from './lanes.ts';
import { createFileOutput } from './file-output.ts';
import { createPipeline } from './pipeline.ts';
import type { ProgressTaker } from './progress.ts';

/** What a thread needs to make a bundle; plain data. */
export interface Job {
  tool: { name: string; version: string };
  logs: readonly JobLog[];
  skipped: readonly SkippedFile[];
  documents: DocumentSources;
  redaction: RedactionSettings;
  /** An empty file to write to; null for a trial, which writes nothing. */
  file: string | null;
  /** An empty file that the encrypted archive goes to; null where it is not encrypted. */
  encrypted: { file: string; with: Exclude<BundleEncryption, { kind: 'none' }> } | null;
  lanes: number;
}

export interface JobLog {
  /** Where it goes; made safe and redacted here. */
  path: string;
  /** Where it comes from, for people. */
  source: string;
  file: PlannedFile;
}

export interface JobResult {
  bytes: number;
  files: ManifestFile[];
  /** The paths of logs as the order has them, by those in the bundle, where names in them were replaced. */
  orderedPaths: ReadonlyMap<string, string>;
  skipped: SkippedFile[];
  /** Logs of which less is there than should be, because they could not be read or changed meanwhile. */
  incomplete: number;
  redaction: RedactionReport;
  letter: string;
  pseudonyms: PseudonymMap;
}

const reportedLines = 100;
const reportPath = 'redaction-report.json';
const letterPath = 'letter.md';
const earliest = new Date(Date.UTC(1980, 0, 1));
const deflating = { level: 6, finishFlush: constants.Z_SYNC_FLUSH } as const;

/** Reads, redacts, packs and checks. Throws a UserError where the disk fails or a secret is left in the archive. */
export async function runJob(job: Job, progress: ProgressTaker): Promise<JobResult> {
  // A recipient that cannot be used is told before anything is read.
  const encrypter = job.encrypted === null ? null : encrypterFor(job.encrypted.with);
  const forbidden = [...job.redaction.secrets, ...canaries];
  const lanes = Array.from({ length: job.lanes }, () =>
    startLane({ redaction: job.redaction, forbidden }, 'in-bundle'),
  );
  const handle = job.file === null ? null : await open(job.file, 'r+');
  try {
    const { manifestSha256, sections, ...packed } = await pack(job, lanes, handle, progress);
    if (job.file !== null && handle !== null) {
      await handle.sync();
      await checkArchive(job.file, packed.files, manifestSha256, lanes, progress, sections);
      if (job.encrypted !== null && encrypter !== null) {
        progress.begin('encrypting', packed.bytes, 1);
        const bytes = await encryptFile(job.file, job.encrypted.file, encrypter);
        return { ...packed, bytes };
      }
    }
    return packed;
  } catch (error) {
    throw inWords(error);
  } finally {
    await handle?.close();
    await Promise.all(lanes.map((lane) => lane.close()));
  }
}

/** A failure of the disk in words; sources never fail, so it is that of the bundle. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  return new UserError(
    'bundle-unwritable',
    `The bundle could not be written: ${fileErrorReason(error)}. Nothing is left of it. Choose another folder, or make room.`,
  );
}

async function pack(
  { tool, logs, skipped: skippedBefore, documents, redaction: settings }: Job,
  lanes: readonly Lane[],
  handle: FileHandle | null,
  progress: ProgressTaker,
): Promise<JobResult & { manifestSha256: string; sections: ZipWriter['sections'] }> {
  const redaction = redactionOf(settings);
  const pseudonyms = createPseudonyms();
  const counter = createCounter(redaction, { lines: reportedLines });
  const safeName = createSafeNames();
  const zip = handle === null ? null : createZipWriter(handle);
  const files: ManifestFile[] = [];
  const skipped: SkippedFile[] = [];

  const withoutSecrets = (text: string, found: (stretch: Stretch) => void): string => {
    const finder = findIn(redaction);
    const stretches = [finder.next(Buffer.from(text, 'utf8')), finder.end()];
    const parts = stretches.flatMap((stretch) => {
      if (stretch === null) return [];
      found(stretch);
      return [replaceIn(stretch, pseudonyms)];
    });
    return Buffer.concat(parts).toString('utf8');
  };
  const tools: DocumentTools = {
    redact: (path, text) => withoutSecrets(text, (stretch) => counter.add(path, stretch)),
    pseudonyms,
    keep: settings.keep,
  };
  const ruleCount = ({ rule, count }: CountedRule) => ({ rule: redaction.rules[rule]?.id ?? '', count });
  const redactedName = (text: string): string => withoutSecrets(text, () => undefined);

  // In a path of Windows the folder of a user is known wherever it stands; a name within an archive has no root.
  const redactedPath = (text: string): string => redactedName(`C:\\${text.replaceAll('/', '\\')}`).slice(3);

  const texts = redactedDocuments(documents, tools);
  const letter = redactedLetter(documents, tools);
  for (const { file, rules } of counter.report().files) {
    progress.found(file, rules);
    progress.whole(file);
  }
  for (const { source, reason } of skippedBefore) {
    skipped.push({ source: redactedName(source), reason: redactedName(reason) });
  }
  // The console's own files have their names first.
  for (const path of [manifestPath, reportPath, letterPath, ...texts.map((text) => text.path)]) safeName(path);

  // Names are given in the order of asking, so these come before the first block, and what became of files behind the last.
  const named = logs.map(({ path, source, file }) => ({
    file,
    original: path,
    path: safeName(redactedPath(path)),
    source: redactedName(source),
  }));
  const read: { index: number; result: ReadResult; size: number; sha256: string }[] = [];
  const pipeline = createPipeline({ lanes, pseudonyms, deflate: zip !== null });
  progress.begin(
    'packing',
    logs.reduce((sum, { file }) => sum + file.bytesToRead, 0),
    logs.length,
  );
  for (const [index, { file, path, original }] of named.entries()) {
    const reading = openLog(file, { onRead: progress.read, overwrite: true });
    const output = createFileOutput({ zip, name: path, atMost: file.expectedBytes, counter });
    await pipeline.file(reading.chunks, {
      async block(packed) {
        progress.found(original, packed.found.map(ruleCount));
        await output.block(packed);
      },
      async end() {
        const result = reading.result();
        const written = result.skipped === null ? await output.finish(result.lastAt) : { size: 0, sha256: '' };
        read.push({ index, result, ...written });
        progress.whole(original);
        progress.fileDone();
      },
    });
  }
  await pipeline.settled();
  let incomplete = 0;
  for (const { index, result, size, sha256 } of read) {
    const { path = '', source = '' } = named[index] ?? {};
    if (isIncomplete(result)) incomplete += 1;
    if (result.skipped !== null) {
      skipped.push({ source, reason: redactedName(result.skipped) });
      continue;
    }
    const cut = [...(result.cut === null ? [] : [result.cut]), ...result.notes].join(' ');
    files.push({
      path,
      source,
      sizeBefore: result.bytesTaken,
      size,
      sha256,
      lines: result.linesTaken,
      from: isoOf(result.firstAt),
      to: isoOf(result.lastAt),
      cut: cut === '' ? null : redactedName(cut),
    });
  }

  const moments = [
    ...files.flatMap(({ to }) => to ?? []),
    ...(documents.report === null ? [] : [documents.report.startedAt]),
  ];
  const madeOf = moments.toSorted().at(-1) ?? null;
  const modifiedAt = madeOf === null ? earliest : new Date(madeOf);
  const write = async ({ path, text }: Document): Promise<{ size: number; sha256: string }> => {
    const plain = Buffer.from(text, 'utf8');
    if (zip !== null) await addDocument(zip, path, plain, modifiedAt);
    return { size: plain.length, sha256: createHash('sha256').update(plain).digest('hex') };
  };
  const add = async (document: Document): Promise<void> => {
    const { path, text } = document;
    const { size, sha256 } = await write(document);
    const lines = text.split('\n').length - 1;
    files.push({ path, source: '', sizeBefore: size, size, sha256, lines, from: null, to: null, cut: null });
  };
  for (const text of texts) await add(text);
  const letterText = letterOf(letter, files, skipped);
  await add({ path: letterPath, text: letterText });
  const report = counter.report();
  await add({ path: reportPath, text: `${JSON.stringify(report, null, 2)}\n` });
  const replaced = personalKinds.filter((kind) => !settings.keep.includes(kind));
  const manifest: Manifest = { schemaVersion: manifestVersion, tool, madeOf, replaced, files, skipped };
  const { sha256: manifestSha256 } = await write({
    path: manifestPath,
    text: `${JSON.stringify(manifest, null, 2)}\n`,
  });
  const bytes = (await zip?.finish()) ?? 0;
  return {
    bytes,
    files,
    orderedPaths: new Map(named.map(({ path, original }) => [path, original])),
    skipped,
    incomplete,
    redaction: report,
    letter: letterText,
    pseudonyms: pseudonyms.map(),
    manifestSha256,
    sections: zip?.sections ?? new Map(),
  };
}

/** An empty file, and one without an entry in the window, are no failure; a limit that cuts is told as one. */
const isIncomplete = ({ cut, isFault }: ReadResult): boolean => cut !== null || isFault;

const isoOf = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString());

async function addDocument(zip: ZipWriter, path: string, plain: Buffer, modifiedAt: Date): Promise<void> {
  await zip.begin(path, plain.length);
  await zip.add(plain, deflateRawSync(plain, deflating));
  await zip.end(modifiedAt);
}
