import { open } from 'node:fs/promises';
import type { BundleEncryption, SkippedFile } from '../../../shared/bundle.ts';
import { UserError } from '../../../shared/user-error.ts';
import { fileErrorReason } from '../../files/index.ts';
import type { PlannedFile } from '../../logs/index.ts';
import type { PseudonymMap } from '../../redaction/index.ts';
import { encrypterFor, encryptFile } from '../age.ts';
import { canaries } from '../canaries.ts';
import type { DocumentSources } from '../documents.ts';
import type { ManifestFile } from '../manifest.ts';
import type { RedactionSettings } from '../redaction-settings.ts';
import { checkArchive } from './check-archive.ts';
import type { JobLogs } from './job-logs.ts';
import { startLane } from './lanes.ts';
import type { ProgressTaker } from './progress.ts';
import type { ReplacedInAll } from './report-text.ts';
import { writeArchive } from './write-archive.ts';

/** What a bundle is made of. */
export interface Job extends JobSettings {
  logs: JobLogs;
}

/** What the thread of a job begins with; plain data. */
export interface JobSettings {
  tool: { name: string; version: string };
  skipped: readonly SkippedFile[];
  documents: DocumentSources;
  redaction: RedactionSettings;
  /** An empty file to write to; null for a trial, which writes nothing. */
  file: string | null;
  /** An empty file that the encrypted archive goes to; null where it is not encrypted. */
  encrypted: { file: string; with: Exclude<BundleEncryption, { kind: 'none' }> } | null;
  lanes: number;
}

/** A log that is to be packed; plain data of JSON. */
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
  redaction: ReplacedInAll;
  letter: string;
  pseudonyms: PseudonymMap;
}

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
    const { manifestSha256, sections, ...packed } = await writeArchive(job, lanes, handle, progress);
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
