import { appendFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLastRuns } from '../../../electron/history/index.ts';
import type { LastRun, RunSummary } from '../../../shared/history.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'last-runs-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const healthy: LastRun = { verdict: 'pass', outcome: 'healthy', finishedAt: '2026-11-20T10:00:00.000Z' };
const failing: LastRun = { verdict: 'fail', outcome: 'unreachable', finishedAt: '2026-11-20T11:00:00.000Z' };
const summary: RunSummary = {
  runId: 'r',
  startedAt: '2026-11-20T10:59:59.000Z',
  durationMs: 1_000,
  verdict: 'fail',
  outcome: 'unreachable',
  headline: '',
  emptySettings: [],
  checks: [],
};
const noHistory = { list: async () => ({ runs: [], before: null }) };
const open = (history: Parameters<typeof createLastRuns>[0]['history'] = noHistory, onRebuilt = () => {}) =>
  createLastRuns({ folder: path.join(folder, 'history'), history, onRebuilt, rebuildAfterMs: 10 });

it('tells the last run of each environment in later sessions and other consoles', async () => {
  const lastRuns = open();
  expect(await lastRuns.of(['a'])).toEqual(new Map());
  await lastRuns.settled();
  expect(await readdir(folder)).toEqual([]);
  await lastRuns.note('a', healthy);
  await lastRuns.note('b', healthy);
  const other = open();
  expect((await other.of(['a', 'b'])).get('a')).toEqual(healthy);
  await lastRuns.note('a', failing);
  await lastRuns.forget('b');
  await appendFile(path.join(folder, 'history', 'last-runs.jsonl'), 'torn {');
  expect(await other.of(['a', 'b'])).toEqual(new Map([['a', failing]]));
});

it('makes the file anew from the history where it is missing, beside the caller', async () => {
  const rebuilt = vi.fn<() => void>();
  const history = {
    list: async (profileId: string) => {
      asked.push(profileId);
      return { runs: profileId === a ? [summary] : [], before: null };
    },
  };
  const asked: string[] = [];
  const [a, b, c] = ['environment-a', 'environment-b', 'environment-c'] as const;
  for (const id of [a, b]) await mkdir(path.join(folder, 'history', id), { recursive: true });
  const lastRuns = open(history, rebuilt);
  expect(await lastRuns.of([a, b, c])).toEqual(new Map());
  expect(asked).toEqual([]);
  await vi.waitFor(() => expect(rebuilt).toHaveBeenCalled());
  expect(asked).toEqual([a, b]);
  expect(await lastRuns.of([a, b, c])).toEqual(new Map([[a, failing]]));
});

it('begins no file that would hide that others are missing', async () => {
  await open().note('a', healthy);
  const file = path.join(folder, 'history', 'last-runs.jsonl');
  await rm(file);
  await appendFile(path.join(folder, 'history', 'environment-a'), '');
  await appendFile(path.join(folder, 'history', 'environment-b'), '');
  await open().note('a', healthy);
  expect(await readdir(path.dirname(file))).not.toContain('last-runs.jsonl');
});

it('writes a file that has grown long anew', async () => {
  const lastRuns = open();
  await lastRuns.note('a', healthy);
  const file = path.join(folder, 'history', 'last-runs.jsonl');
  await appendFile(file, (await readFile(file, 'utf8')).repeat(2_100));
  await lastRuns.note('a', failing);
  expect(await lastRuns.of([])).toEqual(new Map([['a', failing]]));
  await lastRuns.settled();
  expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(2);
  expect(await lastRuns.of([])).toEqual(new Map([['a', failing]]));
});
