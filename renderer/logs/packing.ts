import { create } from 'zustand';
import type { BundleContent, BundleProgress, BundleResult, FileCounts } from '../../shared/bundle.ts';
import type { CallRequest, CallResponse } from '../../shared/contract.ts';
import { consoleApi, settled } from '../api.ts';
import { bytes, counted } from '../../shared/amounts.ts';
import { announce } from '../store/announcements.ts';
import { showError } from '../store/notices.ts';

/** A bundle that is made, or a trial that only counts what is replaced. */
export interface Job {
  /** Null until the console has begun. */
  jobId: string | null;
  progress: BundleProgress | null;
  result: BundleResult | null;
  /** What a trial found in each file so far, by its path in the estimate. */
  counts: ReadonlyMap<string, FileCounts>;
}

/** The jobs of an environment. */
export interface Packing {
  trial: Job | null;
  /** Of what the trial is. */
  triedContent: BundleContent | null;
  bundle: Job | null;
  /** What a bundle would come to; that of earlier decisions stays until the next is there. */
  estimate: CallResponse<'bundle.estimate'> | null;
  /** Of what the estimate is asked for. */
  estimatedContent: BundleContent | null;
  /** Why nothing can be estimated. */
  failure: string | null;
}

const nothing: Packing = {
  trial: null,
  triedContent: null,
  bundle: null,
  estimate: null,
  estimatedContent: null,
  failure: null,
};

/** A job that was asked for and has not begun. */
const asked: Job = { jobId: null, progress: null, result: null, counts: new Map() };

/** So much is read through at once to count what is replaced; for more a button is pressed. */
const quicklyRead = 256 * 1024 ** 2;

interface State {
  of: Readonly<Record<string, Packing>>;
  /** What there is to choose from, and what the host can do; null until it is known. */
  options: CallResponse<'bundle.options'> | null;
}

export const usePacking = create<State>(() => ({ of: {}, options: null }));

export const packingOf = (state: State, profileId: string): Packing => state.of[profileId] ?? nothing;

export const isWorking = (job: Job | null): boolean => job !== null && job.result === null;

const set = (profileId: string, part: Partial<Packing>): void =>
  usePacking.setState((state) => ({ of: { ...state.of, [profileId]: { ...packingOf(state, profileId), ...part } } }));

let connected = false;

/** Follows the jobs from the first time the page is opened, also one that was begun before the page was. */
export async function openPacking(profileId: string): Promise<void> {
  if (!connected) {
    connected = true;
    consoleApi().events.subscribe((event) => {
      if (event.name === 'bundle.progress') {
        changeJob(event.payload.jobId, (job) => ({ ...job, progress: event.payload }));
      } else if (event.name === 'bundle.counted') {
        const { jobId, files } = event.payload;
        const more = files.map((file) => [file.path, file] as const);
        changeJob(jobId, (job) => ({ ...job, counts: new Map([...job.counts, ...more]) }));
      } else if (event.name === 'bundle.finished') {
        const { jobId, result } = event.payload;
        changeJob(jobId, (job) => ({ ...job, result }));
        tell(event.payload.profileId, jobId, result);
      }
    });
    void settled(consoleApi().bundle.options()).then((reply) => {
      if (reply.ok) usePacking.setState({ options: reply.value });
      else showError(reply.error);
    });
  }
  if (usePacking.getState().of[profileId] !== undefined) return;
  const reply = await settled(consoleApi().bundle.state({ profileId }));
  if (!reply.ok || reply.value === null || usePacking.getState().of[profileId] !== undefined) return;
  const { trial, ...job } = reply.value;
  if (!trial) set(profileId, { bundle: { ...asked, ...job } });
}

/** Asks what a bundle would come to, and counts what would be replaced where that does not take long. */
export async function estimateBundle(profileId: string, content: BundleContent): Promise<void> {
  if (packingOf(usePacking.getState(), profileId).estimatedContent === content) return;
  set(profileId, { estimatedContent: content });
  const reply = await settled(consoleApi().bundle.estimate(content));
  if (packingOf(usePacking.getState(), profileId).estimatedContent !== content) return;
  if (!reply.ok) {
    // So that it is asked for again when the page is turned back to.
    set(profileId, { failure: reply.error.message, estimatedContent: null });
    return;
  }
  set(profileId, { estimate: reply.value, failure: null });
  if (reply.value.bytes <= quicklyRead) await startTrial(profileId, content);
}

/** Counts what is replaced; a trial that still goes on gives way. */
export async function startTrial(profileId: string, content: BundleContent): Promise<void> {
  const before = packingOf(usePacking.getState(), profileId).trial;
  set(profileId, { trial: asked, triedContent: content });
  await cancelJob(before);
  const isOutdated = (): boolean => packingOf(usePacking.getState(), profileId).triedContent !== content;
  if (isOutdated()) return;
  const request = { content, trial: true, target: { kind: 'own-folder' }, encryption: { kind: 'none' } } as const;
  const job = await begin({ ...request, mapPassphrase: null });
  if (isOutdated()) await cancelJob(job);
  else set(profileId, { trial: job });
}

/** Makes a bundle, unless the question where to is closed. */
export async function startBundle(
  profileId: string,
  request: Omit<CallRequest<'bundle.start'>, 'trial'>,
): Promise<void> {
  await cancelJob(packingOf(usePacking.getState(), profileId).trial);
  set(profileId, { bundle: asked });
  const job = await begin({ ...request, trial: false });
  set(profileId, { bundle: job });
  if (job?.result) announce(endSentence(job.result));
}

export async function cancelJob(job: Job | null): Promise<void> {
  if (job === null || job.jobId === null || job.result !== null) return;
  const reply = await settled(consoleApi().bundle.cancel({ jobId: job.jobId }));
  if (!reply.ok) showError(reply.error);
}

/** Back to what a bundle is made with; the finished one stays where it is. */
export const leaveBundle = (profileId: string): void => set(profileId, { bundle: null });

/** What was told of jobs before the reply that named them. */
const early = new Map<string, Job>();

/** Null where a question was closed and nothing was begun. */
async function begin(request: CallRequest<'bundle.start'>): Promise<Job | null> {
  const reply = await settled(consoleApi().bundle.start(request));
  if (!reply.ok) return { ...asked, result: { state: 'failed', error: reply.error } };
  const { jobId } = reply.value;
  if (jobId === null) return null;
  const job = early.get(jobId) ?? { ...asked, jobId };
  early.delete(jobId);
  return job;
}

function changeJob(jobId: string, change: (job: Job) => Job): void {
  let known = false;
  usePacking.setState(({ of }) => ({
    of: Object.fromEntries(
      Object.entries(of).map(([profileId, packing]) => {
        const part = (['trial', 'bundle'] as const).find((each) => packing[each]?.jobId === jobId);
        const job = part && packing[part];
        if (!part || !job) return [profileId, packing];
        known = true;
        return [profileId, { ...packing, [part]: change(job) }];
      }),
    ),
  }));
  if (known) return;
  // Of jobs that were given up or belong to another page, too; there are few of them.
  early.set(jobId, change(early.get(jobId) ?? { ...asked, jobId }));
}

/** Says how a job ended; what happens meanwhile can be seen. */
function tell(profileId: string, jobId: string, result: BundleResult): void {
  const { trial, bundle } = packingOf(usePacking.getState(), profileId);
  if (result.state === 'done' && trial?.jobId === jobId) {
    announce(`${counted(result.replaced, 'item')} would be replaced.`);
  } else if (bundle?.jobId === jobId) {
    announce(endSentence(result));
  }
}

/** How a bundle came out. */
function endSentence(result: BundleResult): string {
  if (result.state === 'failed') return result.error.message;
  if (result.state === 'cancelled') return 'The bundle was cancelled. No file was left behind.';
  return `The bundle is ready: ${counted(result.files.length, 'file')}, ${bytes(result.bytes)}.`;
}
