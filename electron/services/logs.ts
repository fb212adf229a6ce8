import type { ConsoleEvent } from '../../shared/contract.ts';
import {
  filesPerPage,
  type ClockDifferences,
  type ListedLogs,
  type LogEstimate,
  type LogSelection,
  type Recording,
  type TellingSearch,
} from '../../shared/logs.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Report } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import type { Handlers } from '../ipc/index.ts';
import {
  clockDifferencesOf,
  eitherDifferences,
  findLogs,
  planReading,
  searchTellingLines,
  type FoundLogs,
  type ReadingPlan,
} from '../logs/index.ts';
import type { Environments } from './environments.ts';
import { keepForAWhile } from './kept-for-a-while.ts';
import { estimateOf, listed, listedSource } from './log-lists.ts';
import { createLogRecordings } from './log-recordings.ts';
import { secretsOf, toldOf } from './log-search.ts';

type LogCallName = Extract<keyof Handlers, `logs.${string}`>;

export interface LogsOptions {
  dataFolder: string;
  environments: () => Pick<Environments, 'find' | 'exists' | 'readSecret'>;
  /** The last report of an environment in this session, or null. */
  lastReport: (profileId: string) => Report | null;
  /** Starts a run of an environment and gives its id. */
  startRun: (profileId: string) => Promise<string>;
  emit: (event: ConsoleEvent) => void;
  onFault: (error: unknown) => void;
}

/** Logs of environments, behind the contract's `logs.*` calls and for what packs them. */
export interface Logs {
  readonly handlers: Pick<Handlers, LogCallName>;
  /** What a selection takes, with logs found anew where they are not known. Throws a UserError `profile-not-found` or `recording-missing`. */
  plan(selection: LogSelection, signal?: AbortSignal): Promise<ReadingPlan>;
  /** Of the last recording, or of the last run. */
  clockDifferences(profileId: string): Promise<ClockDifferences>;
  recording(profileId: string): Promise<Recording | null>;
  /** A run has ended, and a recording with it that the console reproduces by that run. */
  runEnded(runId: string, profileId: string): void;
  /** Forgets what is kept of an environment that was deleted. */
  forget(profileId: string): Promise<void>;
  close(): Promise<void>;
}

const keptMs = 3_600_000;
const mostKept = 8;
const progressEveryMs = 200;
/** A search of so long ago is repeated before something is planned by it. */
const staleMs = 300_000;
const staleWhileGoingOnMs = 10_000;

/** What a search found, and for which settings. */
interface Kept {
  found: FoundLogs;
  settings: string;
}

const settingsOf = ({ creatioUrl, platform, logFolders }: Profile): string =>
  JSON.stringify([creatioUrl, platform, logFolders]);

/** A search knows no log that began after it; null for `wantedTo` stands for whatever there is. */
function isFresh({ found: { foundAt } }: Kept, wantedTo: number | null): boolean {
  const now = Date.now();
  return foundAt >= (wantedTo === null ? now - staleMs : Math.min(wantedTo, now - staleWhileGoingOnMs));
}

/** Answers the calls about logs; what was found is held for a while, so that a choice can name it. */
export function createLogs(options: LogsOptions): Logs {
  const { environments, lastReport, emit } = options;
  const recordings = createLogRecordings({
    dataFolder: options.dataFolder,
    // What was found some time ago may lack the log of today.
    findNow: async (profileId, signal) =>
      findLogs({ profile: await profileOf(profileId), folders: namedFolders.get(profileId) ?? [], signal }),
    startRun: options.startRun,
    clockDifferences: (profileId) => differences(profileId),
    onChange: (profileId, recording) => emit({ name: 'logs.recording-changed', payload: { profileId, recording } }),
    onFault: options.onFault,
  });
  const kept = keepForAWhile<Kept>(keptMs, mostKept);
  const works = new Map<string, Set<AbortController>>();
  /** The folders that were named last, which a recording looks at, too. */
  const namedFolders = new Map<string, readonly string[]>();

  const keyOf = (profileId: string, folders: readonly string[]): string => JSON.stringify([profileId, folders]);

  async function profileOf(id: string): Promise<Profile> {
    const profile = await environments().find(id);
    if (profile !== null) return profile;
    throw new UserError('profile-not-found', 'This environment no longer exists. Choose another one in the list.');
  }

  /** Does something for an environment that can be stopped. */
  async function stoppable<Value>(profileId: string, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const controller = new AbortController();
    const own = works.get(profileId) ?? new Set();
    works.set(profileId, own.add(controller));
    try {
      return await work(controller.signal);
    } finally {
      own.delete(controller);
    }
  }

  function stop(profileId: string): void {
    for (const work of works.get(profileId) ?? []) work.abort(new UserError('cancelled', 'Stopped, as you asked for.'));
  }

  async function find(
    profile: Profile,
    folders: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<FoundLogs> {
    const tell = seldom((folder: string, files: number) =>
      emit({ name: 'logs.finding', payload: { profileId: profile.id, folder, files } }),
    );
    const platform = lastReport(profile.id)?.profile.platform;
    const found = await findLogs({
      profile,
      platform: profile.platform === 'auto' && platform !== undefined && platform !== 'auto' ? platform : null,
      folders,
      signal,
      onFolder: tell,
    });
    namedFolders.set(profile.id, folders);
    kept.put(keyOf(profile.id, folders), { found, settings: settingsOf(profile) });
    return found;
  }

  async function plan(selection: LogSelection, signal?: AbortSignal): Promise<ReadingPlan> {
    const { profileId, folders, period } = selection;
    const profile = await profileOf(profileId);
    const recorded = period.kind === 'recorded' ? await recordings.window(profileId) : null;
    if (period.kind === 'recorded' && recorded === null) {
      throw new UserError(
        'recording-missing',
        'Nothing was recorded. Record the problem first, or choose another period.',
      );
    }
    const wantedTo = period.kind === 'period' ? Date.parse(period.to) : (recorded?.to ?? null);
    const before = kept.get(keyOf(profileId, folders));
    const known = before?.settings === settingsOf(profile) && isFresh(before, wantedTo) ? before.found : null;
    const found = known ?? (await find(profile, folders, signal));
    const tell = seldom((filesDone: number, files: number) =>
      emit({ name: 'logs.reading', payload: { profileId, filesDone, files, bytesRead: 0 } }),
    );
    const clockDifferences = await differences(profileId);
    return planReading(found, { selection, recorded, clockDifferences, onFile: tell, ...(signal && { signal }) });
  }

  /** That of the last run, which is newer, and else that of the recording, which outlasts the console. */
  async function differences(profileId: string): Promise<ClockDifferences> {
    const recording = await recordings.of(profileId);
    return eitherDifferences(clockDifferencesOf(lastReport(profileId)), recording?.clockDifferences);
  }

  async function list(found: FoundLogs, profileId: string): Promise<ListedLogs> {
    return {
      foundAt: new Date(found.foundAt).toISOString(),
      sources: found.sources.map(listedSource),
      missing: found.missing,
      clockDifferences: await differences(profileId),
    };
  }

  async function search(selection: LogSelection, signal: AbortSignal): Promise<TellingSearch> {
    const { profileId } = selection;
    const planned = await plan(selection, signal);
    const tell = seldom((filesDone: number, bytesRead: number) => {
      const files = planned.files.length;
      emit({ name: 'logs.reading', payload: { profileId, filesDone, files, bytesRead } });
    });
    const secrets = await secretsOf(await profileOf(profileId), environments().readSecret);
    return toldOf(await searchTellingLines(planned, { signal, onRead: tell }), secrets);
  }

  return {
    handlers: {
      'logs.find': ({ profileId, folders }) =>
        stoppable(profileId, async (signal) =>
          list(await find(await profileOf(profileId), folders, signal), profileId),
        ),
      async 'logs.files'({ profileId, folders, sourceId, offset }) {
        const source = kept.get(keyOf(profileId, folders))?.found.sources.find(({ id }) => id === sourceId);
        return source?.files.slice(offset, offset + filesPerPage).map(listed) ?? [];
      },
      async 'logs.stop'({ profileId }) {
        stop(profileId);
        return null;
      },
      'logs.recording': ({ profileId }) => recordings.of(profileId),
      async 'logs.startRecording'({ profileId, reproduce }) {
        await profileOf(profileId);
        return recordings.start(profileId, reproduce);
      },
      'logs.stopRecording': ({ profileId }) => recordings.stop(profileId),
      async 'logs.forgetRecording'({ profileId }) {
        await recordings.forget(profileId);
        return null;
      },
      'logs.estimate': ({ selection }) =>
        stoppable(selection.profileId, async (signal): Promise<LogEstimate> => {
          const planned = await plan(selection, signal);
          return estimateOf(planned, kept.get(keyOf(selection.profileId, selection.folders))?.found);
        }),
      'logs.search': ({ selection }) => stoppable(selection.profileId, (signal) => search(selection, signal)),
    },
    plan,
    clockDifferences: differences,
    recording: recordings.of,
    runEnded: recordings.runEnded,
    async forget(profileId) {
      stop(profileId);
      await recordings.forget(profileId);
    },
    async close() {
      for (const profileId of works.keys()) stop(profileId);
      await recordings.settled();
      kept.close();
    },
  };
}

/** Calls it no more often than a page can show. */
function seldom<Values extends unknown[]>(tell: (...values: Values) => void): (...values: Values) => void {
  let last = 0;
  return (...values) => {
    const now = Date.now();
    if (now - last < progressEveryMs) return;
    last = now;
    tell(...values);
  };
}
