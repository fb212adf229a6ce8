import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { BundleProgress, BundleResult } from '../../shared/bundle.ts';
import type { CallResponse, ConsoleEvent, ParsedRequest } from '../../shared/contract.ts';
import { UserError } from '../../shared/user-error.ts';
import { bundleName, createBundle, orderOf, saveNames, type BundleMade, type Progress } from '../bundle/index.ts';
import { makeFolder } from '../files/index.ts';
import type { PseudonymMap } from '../redaction/index.ts';
import { gather, profileOf, type BundleSources } from './bundle-contents.ts';
import type { BundleHost } from './bundle-host.ts';

export interface BundleJobsOptions {
  sources: BundleSources;
  /** Where bundles go without a question. */
  ownFolder: string;
  host: BundleHost;
  emit: (event: ConsoleEvent) => void;
  /** Takes a fault of the console itself. */
  onFault: (error: unknown) => void;
}

/** A bundle that was made. */
export interface FinishedBundle {
  file: string;
  letter: string;
  caseNumber: string;
}

/** Bundles that are being made, and those that were since the console was opened. */
export interface BundleJobs {
  /** Ends one of the same environment that is still under way. */
  start(request: ParsedRequest<'bundle.start'>): Promise<CallResponse<'bundle.start'>>;
  /** Resolves when nothing is left of it; nothing happens where it has ended. */
  cancel(jobId: string): Promise<void>;
  state(profileId: string): CallResponse<'bundle.state'>;
  /** Throws a UserError `bundle-not-found`. */
  finished(jobId: string): FinishedBundle;
  /** The names that the last run of an environment gave. */
  names(profileId: string): PseudonymMap;
  close(): Promise<void>;
}

interface Job {
  id: string;
  profileId: string;
  trial: boolean;
  caseNumber: string;
  stop: AbortController;
  progress: BundleProgress | null;
  result: BundleResult | null;
  ended: Promise<void>;
}

/** Makes bundles beside their callers, and keeps the last job of each environment. */
export function createBundleJobs({ sources, ownFolder, host, emit, onFault }: BundleJobsOptions): BundleJobs {
  const jobs = new Map<string, Job>();
  /** The last of each environment. */
  const lastJobs = new Map<string, Job>();
  const names = new Map<string, PseudonymMap>();

  async function targetOf(
    { target, encryption, trial }: ParsedRequest<'bundle.start'>,
    environment: string,
  ): Promise<string | null> {
    if (trial) return null;
    const encrypted = encryption.kind !== 'none';
    const name = bundleName(environment, encrypted);
    if (target.kind === 'own-folder') {
      makeFolder(ownFolder);
      return freeName(path.join(ownFolder, name));
    }
    const chosen = target.kind === 'ask' ? await asked(name) : target.path;
    if (chosen === null) return null;
    if (!path.isAbsolute(chosen)) {
      throw new UserError(
        'path-relative',
        'Give the whole path of the bundle, from the root of a drive or a share on.',
      );
    }
    const isFolder = (await stat(chosen).catch(() => null))?.isDirectory() === true;
    if (isFolder) return freeName(path.join(chosen, name));
    return encrypted && !chosen.endsWith('.age') ? `${chosen}.age` : chosen;
  }
  async function asked(name: string): Promise<string | null> {
    if (host.askTarget !== undefined) return host.askTarget(name);
    throw new UserError('host-cannot', 'This host cannot ask where to save. Type the path of the bundle.');
  }

  async function start(request: ParsedRequest<'bundle.start'>): Promise<{ jobId: string | null }> {
    const { content, trial } = request;
    const profile = await profileOf(sources, content.profileId);
    const target = await targetOf(request, profile.name);
    if (target === null && !trial) return { jobId: null };
    lastJobs.get(profile.id)?.stop.abort();
    const job: Job = {
      id: randomUUID(),
      profileId: profile.id,
      trial,
      caseNumber: content.letter.caseNumber || (profile.caseNumber ?? ''),
      stop: new AbortController(),
      progress: null,
      result: null,
      ended: Promise.resolve(),
    };
    jobs.set(job.id, job);
    lastJobs.set(profile.id, job);
    job.ended = run(job, request, target).then((result) => {
      job.result = result;
      emit({ name: 'bundle.finished', payload: { jobId: job.id, profileId: job.profileId, result } });
    });
    return { jobId: job.id };
  }

  async function run(
    job: Job,
    { content, encryption, mapPassphrase }: ParsedRequest<'bundle.start'>,
    target: string | null,
  ): Promise<BundleResult> {
    const { signal } = job.stop;
    const tell = (progress: Progress): void => {
      job.progress = { jobId: job.id, ...progress };
      emit({ name: 'bundle.progress', payload: job.progress });
    };
    const none = { bytesDone: 0, bytesTotal: 0, filesDone: 0, filesTotal: 0, bytesPerSecond: 0, secondsLeft: null };
    try {
      tell({ phase: 'listing', ...none });
      // Logs grow, so what goes in is gathered anew.
      const contents = await gather(sources, content, signal);
      const made = await createBundle(orderOf(contents, { target, encryption }), {
        signal,
        onProgress: tell,
        ...(job.trial && {
          onCounted: (files) => emit({ name: 'bundle.counted', payload: { jobId: job.id, files } }),
        }),
      });
      names.set(job.profileId, made.pseudonyms);
      const mapFile =
        target === null || mapPassphrase === null ? null : await saveNames(target, made.pseudonyms, mapPassphrase);
      return doneWith(made, target, mapFile);
    } catch (error) {
      if (signal.aborted) return { state: 'cancelled' };
      if (error instanceof UserError) return { state: 'failed', error: { code: error.code, message: error.message } };
      onFault(error);
      const message = 'The console itself failed; this says nothing about the logs. Nothing is left of the bundle.';
      return { state: 'failed', error: { code: 'crash', message } };
    }
  }

  return {
    start,
    async cancel(jobId) {
      const job = jobs.get(jobId);
      job?.stop.abort();
      await job?.ended;
    },
    state(profileId) {
      const job = lastJobs.get(profileId);
      if (job === undefined) return null;
      return { jobId: job.id, trial: job.trial, progress: job.progress, result: job.result };
    },
    finished(jobId) {
      const job = jobs.get(jobId);
      if (job?.result?.state === 'done' && job.result.file !== null) {
        return { file: job.result.file, letter: job.result.letter, caseNumber: job.caseNumber };
      }
      throw new UserError('bundle-not-found', 'This bundle is not there. Make it again.');
    },
    names: (profileId) => names.get(profileId) ?? {},
    async close() {
      for (const { stop } of jobs.values()) stop.abort();
      await Promise.all([...jobs.values()].map(({ ended }) => ended));
    },
  };
}

const doneWith = (made: BundleMade, file: string | null, mapFile: string | null): BundleResult => ({
  state: 'done',
  file,
  bytes: made.bytes,
  // Where nothing is written, people know the files by what the estimate calls them.
  files:
    file !== null
      ? made.files
      : made.files.map((each) => ({ ...each, path: made.orderedPaths.get(each.path) ?? each.path })),
  skipped: made.skipped,
  replaced: made.redaction.total,
  rules: made.redaction.rules,
  mapFile,
  letter: made.letter,
});

/** A name that no file has yet, where nobody was asked for one. */
async function freeName(file: string): Promise<string> {
  const [stem, ending] = [file.replace(/\.zip(?:\.age)?$/, ''), /\.zip(?:\.age)?$/.exec(file)?.[0] ?? ''];
  let free = file;
  for (let number = 2; (await stat(free).catch(() => null)) !== null; number += 1) free = `${stem}-${number}${ending}`;
  return free;
}
