import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { uptime } from 'node:os';
import path from 'node:path';
import * as z from 'zod/mini';
import type { ClockDifferences, Recording } from '../../shared/logs.ts';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorReason, makeFolder, writeTextFile } from '../files/index.ts';
import type { RecordedWindow } from './plan.ts';

const marksSchema = z.record(z.string(), z.strictObject({ identity: z.nullable(z.string()), bytes: z.number() }));
type Marks = z.infer<typeof marksSchema>;

const noDifference = z.nullable(z.number());
const storedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  recording: z.strictObject({
    profileId: z.string(),
    startedAt: z.iso.datetime(),
    stoppedAt: z.nullable(z.iso.datetime()),
    runId: z.nullable(z.string()),
    clockDifferences: z.strictObject({ creatioMs: noDifference, identityServiceMs: noDifference }),
  }),
  marks: marksSchema,
  /** How long the computer had been running, in milliseconds: time that goes on where its clock is set. */
  runningMs: z.optional(z.strictObject({ atStart: z.number(), atStop: z.nullable(z.number()) })),
});
type Stored = z.infer<typeof storedSchema>;

/**
 * The recording of each environment, a file for each below `recordings/`: it is on the disk before it is answered, so it goes
 * on after a crash and a restart.
 */
export interface Recordings {
  /** The last one, or null. What is damaged counts as none. */
  of(profileId: string): Promise<Recording | null>;
  /** Throws a UserError `recording-unwritable`. */
  start(profileId: string, begun: { marks: Marks; runId: string | null; startedAt: number }): Promise<Recording>;
  /** Nothing changes where it has ended. Throws a UserError `recording-missing` or `recording-unwritable`. */
  stop(profileId: string, clockDifferences: ClockDifferences): Promise<Recording>;
  forget(profileId: string): Promise<void>;
  /**
   * Its window, up to now while it goes on; null where there is none. Where the clock was set meanwhile, it holds what was written
   * by the clock as it was and as it is.
   */
  window(profileId: string): Promise<RecordedWindow | null>;
}

export function createRecordings(
  dataFolder: string,
  now: () => number = Date.now,
  running: () => number = () => uptime() * 1000,
): Recordings {
  const folder = path.join(dataFolder, 'recordings');
  // Names of environments' ids are not to be trusted as names of files.
  const fileOf = (profileId: string): string =>
    path.join(folder, `${createHash('sha256').update(profileId).digest('hex').slice(0, 32)}.json`);

  async function read(profileId: string): Promise<Stored | null> {
    const text = await readFile(fileOf(profileId), 'utf8').catch(() => null);
    if (text === null) return null;
    try {
      const stored = storedSchema.safeParse(JSON.parse(text));
      return stored.success && stored.data.recording.profileId === profileId ? stored.data : null;
    } catch {
      return null;
    }
  }

  async function write(stored: Omit<Stored, 'schemaVersion'>): Promise<Recording> {
    const { recording } = stored;
    try {
      makeFolder(folder);
      await writeTextFile(fileOf(recording.profileId), `${JSON.stringify({ schemaVersion: 1, ...stored })}\n`, 0o600);
      return recording;
    } catch (error) {
      throw new UserError(
        'recording-unwritable',
        `The recording cannot be kept in ${folder}: ${fileErrorReason(error)}. Make room or grant access, and start again.`,
      );
    }
  }

  return {
    of: async (profileId) => (await read(profileId))?.recording ?? null,
    start: (profileId, { marks, runId, startedAt }) =>
      write({
        recording: {
          profileId,
          startedAt: new Date(startedAt).toISOString(),
          stoppedAt: null,
          runId,
          clockDifferences: { creatioMs: null, identityServiceMs: null },
        },
        marks,
        runningMs: { atStart: running(), atStop: null },
      }),
    async stop(profileId, clockDifferences) {
      const stored = await read(profileId);
      if (stored === null)
        throw new UserError(
          'recording-missing',
          'Nothing is being recorded. Start a recording and reproduce the problem.',
        );
      const { recording, marks, runningMs } = stored;
      if (recording.stoppedAt !== null) return recording;
      return write({
        recording: { ...recording, stoppedAt: new Date(now()).toISOString(), clockDifferences },
        marks,
        ...(runningMs !== undefined && { runningMs: { ...runningMs, atStop: running() } }),
      });
    },
    forget: (profileId) => rm(fileOf(profileId), { force: true }),
    async window(profileId) {
      const stored = await read(profileId);
      if (stored === null) return null;
      const { startedAt, stoppedAt } = stored.recording;
      const [from, to] = [Date.parse(startedAt), stoppedAt === null ? now() : Date.parse(stoppedAt)];
      const { atStart = Number.NaN, atStop } = stored.runningMs ?? {};
      const took = (atStop ?? running()) - atStart;
      // A computer that was started again meanwhile does not tell.
      const known = took >= 0 ? took : 0;
      return { from: Math.min(from, to - known), to: Math.max(to, from + known), marks: stored.marks };
    },
  };
}
