import type { ClockDifferences, Recording } from '../../shared/logs.ts';
import { createRecordings, markEnds, type FoundLogs, type RecordedWindow } from '../logs/index.ts';

export interface LogRecordingsOptions {
  dataFolder: string;
  findNow: (profileId: string, signal: AbortSignal) => Promise<FoundLogs>;
  /** Starts a run of an environment and gives its id. */
  startRun: (profileId: string) => Promise<string>;
  clockDifferences: (profileId: string) => Promise<ClockDifferences>;
  onChange: (profileId: string, recording: Recording | null) => void;
  onFault: (error: unknown) => void;
}

/** Recordings as the page makes them; changes follow each other. Throw as `Recordings` does. */
export interface LogRecordings {
  of(profileId: string): Promise<Recording | null>;
  window(profileId: string): Promise<RecordedWindow | null>;
  /** With `reproduce`, by a run that the console starts, with which the recording ends. */
  start(profileId: string, reproduce: boolean): Promise<Recording>;
  stop(profileId: string): Promise<Recording>;
  forget(profileId: string): Promise<void>;
  runEnded(runId: string, profileId: string): void;
  settled(): Promise<void>;
}

/** A recording has to begin at once; no longer than that is looked for what it marks. */
const searchMs = 3_000;

/** Begins and ends recordings, one after the other; they are kept on the disk. */
export function createLogRecordings(options: LogRecordingsOptions): LogRecordings {
  const { findNow, startRun, clockDifferences, onChange, onFault } = options;
  const recordings = createRecordings(options.dataFolder);
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const own = turn.then(work);
    turn = own.catch(() => undefined);
    return own;
  };

  async function start(profileId: string, reproduce: boolean): Promise<Recording> {
    const found = await findNow(profileId, AbortSignal.timeout(searchMs)).catch(() => null);
    const startedAt = Date.now();
    const marks = found === null ? {} : await markEnds(found);
    const runId = reproduce ? await startRun(profileId) : null;
    const recording = await recordings.start(profileId, { marks, runId, startedAt });
    onChange(profileId, recording);
    return recording;
  }

  async function stop(profileId: string): Promise<Recording> {
    const recording = await recordings.stop(profileId, await clockDifferences(profileId));
    onChange(profileId, recording);
    return recording;
  }

  return {
    of: recordings.of,
    window: recordings.window,
    start: (profileId, reproduce) => inTurn(() => start(profileId, reproduce)),
    stop: (profileId) => inTurn(() => stop(profileId)),
    forget: (profileId) =>
      inTurn(async () => {
        const was = await recordings.of(profileId);
        await recordings.forget(profileId);
        if (was !== null) onChange(profileId, null);
      }),
    runEnded(runId, profileId) {
      void inTurn(async () => {
        const recording = await recordings.of(profileId);
        if (recording?.runId === runId && recording.stoppedAt === null) await stop(profileId);
      }).catch(onFault);
    },
    async settled() {
      await turn;
    },
  };
}
