import { stat } from 'node:fs/promises';
import { answered, eachOf } from './abort.ts';
import { identityOf } from './read/open.ts';
import type { FoundLogs } from './types.ts';
import type { RecordedWindow } from './plan.ts';

const mostMarks = 1_000;

/**
 * How long the logs are now whose lines may have no times: what is written from now on can be told from what was there
 * before by that alone.
 */
export async function markEnds(found: FoundLogs, signal?: AbortSignal): Promise<RecordedWindow['marks']> {
  const untimed = found.sources
    .filter(({ kind }) => kind === 'identity-service' || kind === 'other')
    .flatMap(({ files }) => files.filter(({ archive }) => archive === null))
    .slice(0, mostMarks);
  const marks: Record<string, { identity: string | null; bytes: number }> = {};
  await eachOf(untimed, 16, async ({ path }) => {
    const status = await answered(stat(path, { bigint: true }), signal).catch(() => null);
    if (status?.isFile()) marks[path] = { identity: identityOf(status), bytes: Number(status.size) };
  });
  return marks;
}
