import { appendFile, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { lastRunOf, lastRunSchema, type LastRun } from '../../shared/history.ts';
import { parseJson } from '../../shared/json.ts';
import { fileErrorCode, makeFolder, writeTextFile } from '../files/index.ts';
import type { History } from './index.ts';
import { folderOf } from './segments.ts';

/** The last run of every environment in one small file, so that a list of a thousand environments costs one read. */
export interface LastRuns {
  /**
   * By the environment's id. Where the file is missing, it is made anew from the history of these environments, beside the
   * caller, who gets what is known.
   */
  of(profileIds: readonly string[]): Promise<ReadonlyMap<string, LastRun>>;
  /** Notes the run that an environment finished last, and that was kept. Throws the error of the operating system. */
  note(profileId: string, lastRun: LastRun): Promise<void>;
  forget(profileId: string): Promise<void>;
  /** Begins nothing more, and resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

export interface LastRunsOptions {
  folder: string;
  history: Pick<History, 'list'>;
  /** Told when the file was made anew and more is known than was said. */
  onRebuilt: () => void;
  /** How long the page has to paint before the history is read to make the file anew. */
  rebuildAfterMs?: number;
}

const lineSchema = z.strictObject({ profileId: z.string(), lastRun: lastRunSchema.nullable() });

/** So many more lines than environments make the file worth writing anew. */
const mostOutdatedLines = 2_000;

/** Keeps `<folder>/last-runs.jsonl`, to which consoles only append: the last line of an environment counts. */
export function createLastRuns({ folder, history, onRebuilt, rebuildAfterMs = 1_000 }: LastRunsOptions): LastRuns {
  const file = path.join(folder, 'last-runs.jsonl');
  let known: { version: string; runs: ReadonlyMap<string, LastRun> } | null = null;
  let underWay: Promise<void> = Promise.resolve();
  let waiting: NodeJS.Timeout | undefined;

  const isMissing = async (): Promise<boolean> => (await stat(file).catch(() => null)) === null;

  async function append(profileId: string, lastRun: LastRun | null): Promise<void> {
    makeFolder(folder);
    // A file with this one alone would hide that others are missing.
    if ((await isMissing()) && (await readdir(folder)).length > 1) return;
    await appendFile(file, lineOf(profileId, lastRun), { mode: 0o600 });
  }

  async function rebuild(profileIds: readonly string[]): Promise<void> {
    const lines: string[] = [];
    const folders = new Set(await readdir(folder));
    for (const profileId of profileIds) {
      if (!folders.has(path.basename(folderOf(folder, profileId)))) continue;
      const [run] = (await history.list(profileId, { limit: 1 })).runs;
      if (run) lines.push(lineOf(profileId, lastRunOf(run)));
    }
    if (lines.length === 0) return;
    // What was noted meanwhile is newer, and stays behind.
    const since = await readFile(file, 'utf8').catch(() => '');
    await writeTextFile(file, lines.join('') + since, 0o600);
    onRebuilt();
  }

  /** Done beside the caller; what fails is tried again by the next session. */
  const beside = (work: () => Promise<void>): void => {
    underWay = underWay.then(work).catch(() => undefined);
  };

  return {
    async of(profileIds) {
      try {
        const { size, mtimeMs } = await stat(file);
        const version = `${size} ${mtimeMs}`;
        if (known?.version === version) return known.runs;
        const { runs, outdated } = lastRunsIn(await readFile(file, 'utf8'));
        known = { version, runs };
        if (outdated > mostOutdatedLines) {
          beside(() => writeTextFile(file, [...runs].map(([id, run]) => lineOf(id, run)).join(''), 0o600));
        }
        return runs;
      } catch (error) {
        if (known === null && fileErrorCode(error) === 'ENOENT') {
          waiting = setTimeout(() => beside(() => rebuild(profileIds)), rebuildAfterMs).unref();
        }
        known ??= { version: '', runs: new Map() };
        return known.runs;
      }
    },
    note: append,
    async forget(profileId) {
      if (!(await isMissing())) await append(profileId, null);
    },
    settled() {
      clearTimeout(waiting);
      return underWay;
    },
  };
}

const lineOf = (profileId: string, lastRun: LastRun | null): string => `${JSON.stringify({ profileId, lastRun })}\n`;

/** What the lines come to; torn ones are passed over. */
function lastRunsIn(text: string): { runs: Map<string, LastRun>; outdated: number } {
  const runs = new Map<string, LastRun>();
  const lines = text.split('\n');
  for (const line of lines) {
    const parsed = lineSchema.safeParse(parseJson(line)).data;
    if (parsed === undefined) continue;
    const { profileId, lastRun } = parsed;
    if (lastRun === null) runs.delete(profileId);
    else runs.set(profileId, lastRun);
  }
  return { runs, outdated: lines.length - runs.size };
}
