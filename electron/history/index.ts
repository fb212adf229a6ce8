import { open, rm } from 'node:fs/promises';
import { summaryOf, type RunsPage, type RunSummary } from '../../shared/history.ts';
import type { Report } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorReason, makeFolder } from '../files/index.ts';
import { isLineOf, lineOf, reportIn, summaryIn } from './line.ts';
import { linesBackwards, type Line } from './lines-backwards.ts';
import { forgetOldRuns, type Retention } from './retention.ts';
import { folderOf, segmentFile, segmentsIn } from './segments.ts';

export { createLastRuns } from './last-runs.ts';
export type { Retention } from './retention.ts';

/** The runs of every environment, kept beyond the session. Several consoles may use one folder at once. */
export interface History {
  /**
   * Keeps a run; when this resolves, it outlives a loss of power. One that is kept anew under its id, right after the former,
   * takes its place. Throws a UserError `history-unwritable`, with which nothing else is lost.
   */
  append(runId: string, report: Report): Promise<RunSummary>;
  /** So many runs of an environment, the newest first; lines that cannot be read are passed over. */
  list(profileId: string, options: { limit: number; before?: string }): Promise<RunsPage>;
  /** The whole report of a run, or null when it is no longer kept. */
  read(profileId: string, runId: string): Promise<Report | null>;
  /** Forgets every run of an environment. */
  remove(profileId: string): Promise<void>;
}

export interface HistoryOptions {
  /** It is made when something is kept. */
  folder: string;
  retention?: Retention;
  /** After so many bytes a file is full, and another one is begun. */
  segmentBytes?: number;
  now?: () => number;
}

/**
 * Keeps runs in `<folder>/<environment>/runs-000001.jsonl` and so on. A file is only ever appended to, and given up whole,
 * so that no lock is needed and nothing but the line that was being written can be torn.
 */
export function createHistory({
  folder: root,
  retention = { runs: 10_000, days: 400 },
  segmentBytes = 2 * 1024 * 1024,
  now = Date.now,
}: HistoryOptions): History {
  async function append(runId: string, report: Report): Promise<RunSummary> {
    const folder = folderOf(root, report.profile.id);
    const line = await lineOf(runId, report);
    try {
      makeFolder(folder);
      const segment = (await segmentsIn(folder)).at(-1) ?? 1;
      if (await appendLine(segmentFile(folder, segment), line, segmentBytes)) return summaryOf(runId, report);
      await appendLine(segmentFile(folder, segment + 1), line, Infinity);
      await forgetOldRuns(folder, retention, now());
      return summaryOf(runId, report);
    } catch (error) {
      throw new UserError(
        'history-unwritable',
        `This run could not be added to the history in ${folder}: ${fileErrorReason(error)}. Its report is complete all the same.`,
      );
    }
  }

  /** Every line of an environment's runs that lies before a place, the newest first. */
  async function* newestFirst(profileId: string, before?: string): AsyncGenerator<{ place: string; line: Line }> {
    const folder = folderOf(root, profileId);
    const [lastSegment = Infinity, lastOffset = Infinity] = before?.split(':').slice(0, 2).map(Number) ?? [];
    for (const segment of (await segmentsIn(folder)).toReversed()) {
      if (segment > lastSegment) continue;
      const handle = await open(segmentFile(folder, segment)).catch(() => null);
      if (handle === null) continue;
      try {
        const { size } = await handle.stat();
        const end = segment === lastSegment ? Math.min(lastOffset, size) : size;
        for await (const line of linesBackwards(handle, end)) yield { place: `${segment}:${line.start}`, line };
      } finally {
        await handle.close();
      }
    }
  }

  return {
    append,
    async list(profileId, { limit, before }) {
      const runs: RunSummary[] = [];
      // The place of the last run that was given, and its id, since earlier lines of the same run may follow.
      let last = before ?? '';
      for await (const { place, line } of newestFirst(profileId, before)) {
        const summary = summaryIn(line.text);
        if (summary === null || last.endsWith(`:${summary.runId}`)) continue;
        if (runs.length === limit) return { runs, before: last };
        runs.push(summary);
        last = `${place}:${summary.runId}`;
      }
      return { runs, before: null };
    },
    async read(profileId, runId) {
      for await (const { line } of newestFirst(profileId)) {
        if (isLineOf(line.text, runId)) return reportIn(line.text);
      }
      return null;
    },
    remove: (profileId) => rm(folderOf(root, profileId), { recursive: true, force: true }),
  };
}

/** Appends a line durably unless the file is full; false then. A line that was torn before stays by itself. */
async function appendLine(file: string, line: string, limitBytes: number): Promise<boolean> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    if (size >= limitBytes) return false;
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    await handle.appendFile(size > 0 && last[0] !== 0x0a ? `\n${line}` : line);
    await handle.datasync();
    return true;
  } finally {
    await handle.close();
  }
}
