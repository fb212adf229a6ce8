import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BundleContent, BundleProgress, BundleResult } from '../../shared/bundle.ts';
import type { CallResponse, ConsoleEvent, ParsedRequest } from '../../shared/contract.ts';
import { UserError } from '../../shared/user-error.ts';
import {
  bundleName,
  createBundle,
  createView,
  estimatePacked,
  logsOf,
  mailOf,
  orderOf,
  plainDocuments,
  type BundleContents,
  type BundleMade,
  type Progress,
} from '../bundle/index.ts';
import { fileErrorReason, makeFolder, writeTextFile } from '../files/index.ts';
import type { Handlers } from '../ipc/index.ts';
import { defaultRules, kindOf, openMap, reverse, sealMap, type PseudonymMap } from '../redaction/index.ts';
import { gather, profileOf, type BundleSources } from './bundle-contents.ts';
import { openSupportMail, showBundle, type BundleHost } from './bundle-host.ts';
import { keepForAWhile } from './kept-for-a-while.ts';

type BundleCallName = Extract<keyof Handlers, `bundle.${string}`>;

export interface BundlesOptions extends Omit<BundleSources, 'occurrence'> {
  dataFolder: string;
  host: BundleHost;
  emit: (event: ConsoleEvent) => void;
  /** Takes a fault of the console itself. */
  onFault: (error: unknown) => void;
}

/** Bundles for support, behind the contract's `bundle.*` calls. */
export interface Bundles {
  readonly handlers: Pick<Handlers, BundleCallName>;
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

const mostOccurrences = 20_000;
const occurrenceMs = 3_600_000;
const contentsMs = 300_000;
const largestMap = 256 * 1024 * 1024;

export function createBundles(options: BundlesOptions): Bundles {
  const { dataFolder, host, emit, onFault } = options;
  const ownFolder = path.join(dataFolder, 'bundles');
  const view = createView();
  const jobs = new Map<string, Job>();
  /** The last of each environment. */
  const lastJobs = new Map<string, Job>();
  /** Names that the last trial run of an environment gave. */
  const names = new Map<string, PseudonymMap>();
  const occurrences = keepForAWhile<{ rule: string; value: string }>(occurrenceMs, mostOccurrences);
  const gathered = keepForAWhile<Promise<BundleContents>>(contentsMs, 4);
  const sources: BundleSources = { ...options, occurrence: (id) => occurrences.get(id) ?? null };

  /** The same content is looked at window by window. */
  function contentsOf(content: BundleContent): Promise<BundleContents> {
    const key = JSON.stringify(content);
    const known = gathered.get(key);
    if (known !== undefined) return known;
    const contents = gather(sources, content);
    gathered.put(key, contents);
    contents.catch(() => gathered.forget(key));
    return contents;
  }

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
      });
      names.set(job.profileId, made.pseudonyms);
      const mapFile = target === null || mapPassphrase === null ? null : await saveMap(target, made, mapPassphrase);
      return doneWith(made, target, mapFile);
    } catch (error) {
      if (signal.aborted) return { state: 'cancelled' };
      if (error instanceof UserError) return { state: 'failed', error: { code: error.code, message: error.message } };
      onFault(error);
      const message = 'The console itself failed; this says nothing about the logs. Nothing is left of the bundle.';
      return { state: 'failed', error: { code: 'crash', message } };
    }
  }

  async function preview(request: ParsedRequest<'bundle.preview'>): Promise<CallResponse<'bundle.preview'>> {
    const { content, path: wanted, offset, seek } = request;
    const contents = await contentsOf(content);
    const log = logsOf(contents.plan).find((each) => each.path === wanted);
    const text = plainDocuments(orderOf(contents, nowhere).documents).find((each) => each.path === wanted)?.text;
    if (log === undefined && text === undefined) {
      throw new UserError('file-not-in-bundle', 'This file is not in the bundle any more. Look at the estimate again.');
    }
    const source =
      log === undefined ? { kind: 'text' as const, text: text ?? '' } : { kind: 'log' as const, file: log.file };
    const window = await view.ask('preview', {
      source,
      redaction: contents.redaction,
      names: names.get(content.profileId) ?? {},
      offset,
      seek,
    });
    if (window === null) return null;
    const segments = window.segments.map(({ text: shown, rule, kind, replaced }) => {
      if (rule === null || replaced === null) return { text: shown, rule, kind, occurrence: null };
      const occurrence = randomUUID();
      occurrences.put(occurrence, { rule, value: replaced });
      return { text: shown, rule, kind, occurrence };
    });
    return { ...window, segments };
  }

  const finishedFile = (jobId: string): { job: Job; file: string; letter: string } => {
    const job = jobs.get(jobId);
    if (job?.result?.state === 'done' && job.result.file !== null) {
      return { job, file: job.result.file, letter: job.result.letter };
    }
    throw new UserError('bundle-not-found', 'This bundle is not there. Make it again.');
  };

  return {
    handlers: {
      'bundle.options': async () => ({
        rules: defaultRules.map((rule) => ({ rule: rule.id, protects: rule.protects, kind: kindOf(rule) })),
        ownFolder,
        host: {
          ask: host.askTarget !== undefined,
          show: host.showFile !== undefined,
          mail: host.openMail !== undefined,
        },
      }),
      async 'bundle.estimate'(content) {
        const contents = await contentsOf(content);
        const { logs, skipped, documents } = orderOf(contents, nowhere);
        const texts = plainDocuments(documents).map(({ path: name, text }) => ({
          path: name,
          source: '',
          bytes: Buffer.byteLength(text),
        }));
        const files = logs.map(({ path: name, source, file }) => ({ path: name, source, bytes: file.expectedBytes }));
        const bytes = [...files, ...texts].reduce((sum, each) => sum + each.bytes, 0);
        return {
          files: [...files, ...texts],
          skipped: [...skipped],
          bytes,
          packedBytes: await estimatePacked(contents.plan.files),
          notes: [],
        };
      },
      'bundle.start': start,
      async 'bundle.cancel'({ jobId }) {
        const job = jobs.get(jobId);
        job?.stop.abort();
        await job?.ended;
        return null;
      },
      async 'bundle.state'({ profileId }) {
        const job = lastJobs.get(profileId);
        if (job === undefined) return null;
        return { jobId: job.id, trial: job.trial, progress: job.progress, result: job.result };
      },
      'bundle.preview': preview,
      async 'bundle.tryRule'({ rule: { follows, wholly, ...rule }, sample }) {
        const own = { ...rule, ...(follows !== undefined && { follows }), ...(wholly !== undefined && { wholly }) };
        const { segments } = await view.ask('tryRule', { rule: own, sample });
        return {
          segments: segments.map(({ text, replaced }) => ({
            text,
            rule: replaced ? rule.id : null,
            kind: null,
            occurrence: null,
          })),
        };
      },
      async 'bundle.show'({ jobId }) {
        showBundle(host, finishedFile(jobId).file);
        return null;
      },
      async 'bundle.mail'({ jobId }) {
        const { job, file, letter } = finishedFile(jobId);
        await openSupportMail(host, mailOf(letter, job.caseNumber, path.basename(file)));
        return null;
      },
      async 'bundle.restoreNames'({ mapFile, passphrase, text }) {
        return { text: reverse(text, await openMap(await readMap(mapFile), passphrase)) };
      },
      async 'bundle.choose'({ what }) {
        if (host.askFile === undefined) {
          throw new UserError('host-cannot', 'This host cannot ask which file to open. Type its path.');
        }
        return { path: await host.askFile(what) };
      },
      'bundle.open': ({ path: file, passphrase, identity }) =>
        view.ask('open', {
          file,
          key: { ...(passphrase !== undefined && { passphrase }), ...(identity !== undefined && { identity }) },
        }),
      'bundle.timeline': ({ bundleId, ...query }) => view.ask('timeline', { bundleId, query }),
      'bundle.read': (request) => view.ask('read', request),
      'bundle.close': (request) => view.ask('close', request),
    },
    async close() {
      for (const { stop } of jobs.values()) stop.abort();
      await Promise.all([...jobs.values()].map(({ ended }) => ended));
      occurrences.close();
      gathered.close();
      await view.close();
    },
  };
}

const nowhere = { target: null, encryption: { kind: 'none' as const } };

const doneWith = (made: BundleMade, file: string | null, mapFile: string | null): BundleResult => ({
  state: 'done',
  file,
  bytes: made.bytes,
  files: made.files,
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

/** Writes the sealed map of names beside a bundle. */
async function saveMap(target: string, { pseudonyms }: BundleMade, passphrase: string): Promise<string> {
  const file = `${target}.names.json`;
  const sealed = await sealMap(pseudonyms, passphrase);
  try {
    await writeTextFile(file, sealed, 0o600);
    return file;
  } catch (error) {
    throw new UserError(
      'map-unwritable',
      `The bundle is ${target}, but the map of names could not be written to ${file}: ${fileErrorReason(error)}.`,
    );
  }
}

async function readMap(file: string): Promise<string> {
  try {
    if ((await stat(file)).size <= largestMap) return await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError('map-unreadable', `The map of names could not be read: ${fileErrorReason(error)}.`);
  }
  throw new UserError(
    'map-unreadable',
    'This file is no map of names. Choose the file that was saved with the bundle.',
  );
}
