import type { FileHandle } from 'node:fs/promises';
import type { SkippedFile } from '../../../shared/bundle.ts';
import { openLog, type ReadResult } from '../../logs/index.ts';
import { createCounter, createPseudonyms, personalKinds, type CountedRule } from '../../redaction/index.ts';
import { redactedDocuments, redactedLetter, type DocumentTools } from '../documents.ts';
import { letterOf } from '../letter.ts';
import { manifestPath, manifestVersion, type Manifest, type ManifestFile } from '../manifest.ts';
import { redactionOf } from '../redaction-settings.ts';
import { createZipWriter, type ZipWriter } from '../zip/writer.ts';
import { addDocument } from './add-document.ts';
import { createFileOutput } from './file-output.ts';
import type { Job, JobResult } from './job.ts';
import { jsonItems, jsonOf } from './json-text.ts';
import type { Lane } from './lanes.ts';
import { createShortTexts } from './names.ts';
import { createPipeline } from './pipeline.ts';
import type { ProgressTaker } from './progress.ts';
import { createReportText } from './report-text.ts';

const reportedLines = 100;
const reportPath = 'redaction-report.json';
const letterPath = 'letter.md';
const earliest = new Date(Date.UTC(1980, 0, 1));

/** What was written, and what is needed to read it again. */
export interface Written extends JobResult {
  manifestSha256: string;
  sections: ZipWriter['sections'];
}

/** Reads the logs, redacts and packs them, and adds what the console tells of them. Without a file, nothing is written. */
export async function writeArchive(
  { tool, logs, skipped: skippedBefore, documents, redaction: settings }: Job,
  lanes: readonly Lane[],
  handle: FileHandle | null,
  progress: ProgressTaker,
): Promise<Written> {
  const redaction = redactionOf(settings);
  const pseudonyms = createPseudonyms();
  const report = createReportText(redaction);
  const short = createShortTexts(redaction, pseudonyms);
  const zip = handle === null ? null : createZipWriter(handle);
  const files: ManifestFile[] = [];
  const skipped: SkippedFile[] = [];

  const ofDocuments = createCounter(redaction, { lines: reportedLines });
  const tools: DocumentTools = {
    redact: (path, text) => short.redacted(text, (stretch) => ofDocuments.add(path, stretch)),
    pseudonyms,
    keep: settings.keep,
  };
  const texts = redactedDocuments(documents, tools);
  const letter = redactedLetter(documents, tools);
  const inDocuments = ofDocuments.report();
  report.add(inDocuments);
  for (const { file, rules } of inDocuments.files) {
    progress.found(file, rules);
    progress.whole(file);
  }
  for (const { source, reason } of skippedBefore) {
    skipped.push({ source: short.redacted(source), reason: short.redacted(reason) });
  }
  // The console's own files have their names first.
  for (const path of [manifestPath, reportPath, letterPath, ...texts.map((text) => text.path)]) short.take(path);

  // Names are given in the order of asking, so these come before the first block, and what became of files behind the last.
  const named: { path: string; source: string }[] = [];
  const orderedPaths = new Map<string, string>();
  for (const { path: ordered, source } of logs) {
    const path = short.nameOf(ordered);
    named.push({ path, source: short.redacted(source) });
    if (path !== ordered) orderedPaths.set(path, ordered);
  }
  const read: { index: number; result: ReadResult; size: number; sha256: string }[] = [];
  const pipeline = createPipeline({ lanes, pseudonyms, deflate: zip !== null });
  const ruleCount = ({ rule, count }: CountedRule) => ({ rule: redaction.rules[rule]?.id ?? '', count });
  progress.begin('packing', logs.bytesToRead, logs.count);
  let next = 0;
  for (const { file, path: ordered } of logs) {
    const index = next++;
    const reading = openLog(file, { onRead: progress.read, overwrite: true });
    const counter = createCounter(redaction, { lines: reportedLines });
    const output = createFileOutput({ zip, name: named[index]?.path ?? '', atMost: file.expectedBytes, counter });
    await pipeline.file(reading.chunks, {
      async block(packed) {
        progress.found(ordered, packed.found.map(ruleCount));
        await output.block(packed);
      },
      async end() {
        const result = reading.result();
        const written = result.skipped === null ? await output.finish(result.lastAt) : { size: 0, sha256: '' };
        read.push({ index, result, ...written });
        report.add(counter.report());
        progress.whole(ordered);
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
      skipped.push({ source, reason: short.redacted(result.skipped) });
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
      cut: cut === '' ? null : short.redacted(cut),
    });
  }

  const madeOf = lastMoment(files, documents.report?.startedAt ?? null);
  const modifiedAt = madeOf === null ? earliest : new Date(madeOf);
  const add = async (path: string, pieces: Iterable<string>): Promise<void> => {
    const { size, sha256, lines } = await addDocument(zip, { path, pieces, modifiedAt });
    files.push({ path, source: '', sizeBefore: size, size, sha256, lines, from: null, to: null, cut: null });
  };
  for (const { path, text } of texts) await add(path, [text]);
  const letterText = letterOf(letter, files, skipped);
  await add(letterPath, [letterText]);
  await add(reportPath, report.pieces());
  const replaced = personalKinds.filter((kind) => !settings.keep.includes(kind));
  const about = { schemaVersion: manifestVersion, tool, madeOf, replaced } satisfies Partial<Manifest>;
  const manifest = await addDocument(zip, {
    path: manifestPath,
    pieces: jsonOf(about, { files: jsonItems(files), skipped: jsonItems(skipped) }),
    modifiedAt,
  });
  const bytes = (await zip?.finish()) ?? 0;
  return {
    bytes,
    files,
    orderedPaths,
    skipped,
    incomplete,
    redaction: report.inAll(),
    letter: letterText,
    pseudonyms: pseudonyms.map(),
    manifestSha256: manifest.sha256,
    sections: zip?.sections ?? new Map(),
  };
}

/** An empty file, and one without an entry in the window, are no failure; a limit that cuts is told as one. */
const isIncomplete = ({ cut, isFault }: ReadResult): boolean => cut !== null || isFault;

const isoOf = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString());

/** The last moment that anything in a bundle tells of. */
const lastMoment = (files: readonly ManifestFile[], ofReport: string | null): string | null =>
  files.reduce((last: string | null, { to }) => (to !== null && (last === null || to > last) ? to : last), ofReport);
