import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { BundleEncryption, FileCounts } from '../../shared/bundle.ts';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorReason } from '../files/index.ts';
import type { JobLog, JobResult, JobSettings } from './pack/job.ts';
import type { JobMessage, JobRequest } from './pack/job-messages.ts';
import type { Progress } from './pack/progress.ts';
import { newPart } from './parts.ts';
import { startWorker } from './worker.ts';

/** What a bundle is made of, and where it goes. */
export interface BundleOrder extends Omit<JobSettings, 'file' | 'encrypted' | 'lanes'> {
  logs: readonly JobLog[];
  /** The whole path of the bundle; null for a trial, which writes nothing. */
  target: string | null;
  encryption: BundleEncryption;
}

export interface BundleOptions {
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
  /** Is told what was found in files, named as in the order, since it was last told. */
  onCounted?(files: FileCounts[]): void;
}

export type BundleMade = JobResult;

/** Two are as quick as a machine with two processors can be, and keep memory low on larger ones. */
const lanes = 2;

/**
 * Makes a bundle in threads of its own: beside its target first, under that name only when it is whole, checked and safe on
 * the disk. Where that fails, is cancelled or runs out of disk, nothing is left; what a process that was
 * killed left is removed by the next bundle in the same folder. Throws a UserError, or the signal's reason.
 */
export async function createBundle(order: BundleOrder, options: BundleOptions = {}): Promise<BundleMade> {
  const { target, encryption, logs, ...job } = order;
  if (target === null) return inThread({ ...job, file: null, encrypted: null, lanes }, logs, options);
  await refuseTarget(target, logs);
  const part = await newPart(target);
  const encrypted = encryption.kind === 'none' ? null : { file: `${part}.age`, with: encryption };
  const finished = encrypted?.file ?? part;
  try {
    await makeEmpty(part, target);
    if (encrypted !== null) await makeEmpty(encrypted.file, target);
    const made = await inThread({ ...job, file: part, encrypted, lanes }, logs, options);
    options.signal?.throwIfAborted();
    await rename(finished, target).catch((error: unknown) => {
      throw unwritable(target, error);
    });
    await syncFolder(path.dirname(target));
    return made;
  } finally {
    // What cannot be removed now, the next bundle removes; it is not what is to be told.
    await Promise.all([part, finished].map((file) => rm(file, { force: true }).catch(() => undefined)));
  }
}

const unwritable = (file: string, error: unknown): UserError =>
  new UserError(
    'bundle-unwritable',
    `The bundle could not be written to ${file}: ${fileErrorReason(error)}. Choose another folder.`,
  );

/** What would fail behind many gigabytes fails before: a folder or a device of that name, or a log that is to be packed. */
async function refuseTarget(target: string, logs: BundleOrder['logs']): Promise<void> {
  const there = await stat(target).catch(() => null);
  if (there === null) return;
  const isSource = async (file: string): Promise<boolean> => {
    const source = await stat(file).catch(() => null);
    return source !== null && source.ino !== 0 && source.ino === there.ino && source.dev === there.dev;
  };
  const sources = new Set(
    logs.map(({ file }) => file.file.path).filter((file) => path.dirname(file) === path.dirname(target)),
  );
  const problem = there.isDirectory()
    ? 'It is a folder.'
    : !there.isFile()
      ? 'It is a device.'
      : (await Promise.all([...sources].map((file) => isSource(file)))).includes(true)
        ? 'It is one of the logs that are to be packed.'
        : null;
  if (problem === null) return;
  throw new UserError(
    'bundle-unwritable',
    `The bundle could not be written to ${target}: ${problem} Choose another name.`,
  );
}

/** For this user alone, as what is in it is. */
async function makeEmpty(file: string, target: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    throw unwritable(target, error);
  }
}

/** Makes a new name outlive a loss of power, where the platform can: Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** Ends the thread at once when it is aborted; what it wrote is for the caller to remove. */
async function inThread(
  job: JobSettings,
  logs: readonly JobLog[],
  { signal, onProgress, onCounted }: BundleOptions,
): Promise<JobResult> {
  signal?.throwIfAborted();
  const worker = startWorker({ role: 'job', data: job });
  let stop: (() => void) | undefined;
  try {
    return await new Promise<JobResult>((resolve, reject) => {
      stop = () => reject(signal?.reason);
      signal?.addEventListener('abort', stop);
      worker.on('message', (message: JobMessage) => {
        if (message.kind === 'progress') onProgress?.(message.progress);
        else if (message.kind === 'counted') onCounted?.(message.files);
        else if (message.kind === 'done') resolve(message.result);
        else reject(new UserError(message.code, message.message));
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the thread of a bundle has ended')));
      void handOver(worker, logs).catch(reject);
    });
  } finally {
    if (stop !== undefined) signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

const logsAtOnce = 500;

/** Some at a time: copying thousands of logs would make the window wait. */
async function handOver(worker: Worker, logs: readonly JobLog[]): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
  const send = (message: JobRequest): void => worker.postMessage(message);
  for (let index = 0; index < logs.length; index += logsAtOnce) {
    send({ kind: 'logs', logs: logs.slice(index, index + logsAtOnce) });
    await setImmediate();
  }
  send({ kind: 'all' });
}
