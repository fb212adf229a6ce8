import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHistory } from '../../../electron/history/index.ts';
import type { Report } from '../../../shared/report.ts';

const report = (profileId: string, number: number, changes: Partial<Report> = {}): Report => ({
  schemaVersion: 1,
  tool: { name: 'Console', version: '1' },
  profile: { id: profileId, name: 'CRM', creatioUrl: 'https://crm.example.com', platform: 'auto' },
  host: { name: 'ADMIN-PC', os: 'Windows' },
  startedAt: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
  durationMs: number,
  verdict: 'pass',
  outcome: 'healthy',
  headline: 'OAuth works.\tTab and\nline.',
  notes: [],
  emptySettings: [],
  checks: [],
  remediation: null,
  ...changes,
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'history-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const idsOf = async (history: ReturnType<typeof createHistory>, profileId: string): Promise<string[]> =>
  (await history.list(profileId, { limit: 1_000 })).runs.map(({ runId }) => runId);

it('keeps runs beyond the session, each environment its own', async () => {
  const history = createHistory({ folder: path.join(folder, 'new') });
  expect(await history.list('environment-1', { limit: 10 })).toEqual({ runs: [], before: null });
  await history.append('a', report('environment-1', 1));
  await history.append('b', report('environment-1', 2, { verdict: 'fail', outcome: 'unreachable' }));
  await history.append('c', report('../../environment', 3));
  const other = createHistory({ folder: path.join(folder, 'new') });
  const { runs } = await other.list('environment-1', { limit: 10 });
  expect(runs).toMatchObject([
    { runId: 'b', outcome: 'unreachable', durationMs: 2 },
    { runId: 'a', outcome: 'healthy', headline: 'OAuth works.\tTab and\nline.' },
  ]);
  expect(await other.read('environment-1', 'a')).toEqual(report('environment-1', 1));
  expect(await other.read('environment-1', 'c')).toBeNull();
  expect(await idsOf(other, '../../environment')).toEqual(['c']);
  expect(await readdir(folder)).toEqual(['new']);
  await other.remove('environment-1');
  expect(await idsOf(history, 'environment-1')).toEqual([]);
  expect(await idsOf(history, '../../environment')).toEqual(['c']);
});

it('gives many runs page by page, over every file, without a gap or a double', async () => {
  const history = createHistory({ folder, segmentBytes: 3_000 });
  const all = Array.from({ length: 60 }, (_, number) => `run-${number}`);
  for (const [number, runId] of all.entries()) await history.append(runId, report('environment-1', number));
  expect((await readdir(path.join(folder, 'environment-1'))).length).toBeGreaterThan(5);
  const seen: string[] = [];
  let before: string | null | undefined;
  do {
    const page = await history.list('environment-1', { limit: 7, ...(before ? { before } : {}) });
    seen.push(...page.runs.map(({ runId }) => runId));
    before = page.before;
    // A run that comes in meanwhile does not shift the pages.
    if (seen.length === 7) await history.append('late', report('environment-1', 99));
  } while (before !== null);
  expect(seen).toEqual(all.toReversed());
});

it('takes a run that is kept anew for one run, with its last report', async () => {
  const history = createHistory({ folder });
  await history.append('a', report('environment-1', 1));
  await history.append('b', report('environment-1', 2, { verdict: 'fail' }));
  await history.append('b', report('environment-1', 2, { verdict: 'warn' }));
  await history.append('b', report('environment-1', 2, { verdict: 'pass' }));
  expect(await idsOf(history, 'environment-1')).toEqual(['b', 'a']);
  expect(await history.read('environment-1', 'b')).toMatchObject({ verdict: 'pass' });
  const first = await history.list('environment-1', { limit: 1 });
  expect(first.runs).toMatchObject([{ runId: 'b', verdict: 'pass' }]);
  const next = await history.list('environment-1', { limit: 1, before: first.before ?? '' });
  expect(next).toMatchObject({ runs: [{ runId: 'a' }], before: null });
});

it('loses only the line that was being written, and goes on after it', async () => {
  const history = createHistory({ folder });
  for (const runId of ['a', 'b', 'c']) await history.append(runId, report('environment-1', 1));
  const file = path.join(folder, 'environment-1', 'runs-000001.jsonl');
  const { length } = await readFile(file);
  await truncate(file, length - 40);
  expect(await history.read('environment-1', 'c')).toBeNull();
  await history.append('d', report('environment-1', 2));
  expect(await history.read('environment-1', 'd')).not.toBeNull();
  await appendFile(file, 'not a run\n\u0000\u0000\n{"runId":1}\t\n');
  expect((await idsOf(history, 'environment-1')).filter((id) => id !== 'c')).toEqual(['d', 'b', 'a']);
});

it('loses no run of two consoles at once', async () => {
  const consoles = [createHistory({ folder, segmentBytes: 4_000 }), createHistory({ folder, segmentBytes: 4_000 })];
  await Promise.all(
    consoles.flatMap((history, which) =>
      Array.from({ length: 20 }, (_, number) => history.append(`${which}-${number}`, report('environment-1', number))),
    ),
  );
  expect(new Set(await idsOf(createHistory({ folder }), 'environment-1')).size).toBe(40);
});

it('forgets the oldest runs by their number and by their age', async () => {
  const now = Date.UTC(2026, 0, 1) + 200 * 60_000;
  const byNumber = createHistory({ folder, segmentBytes: 2_000, retention: { runs: 10, days: 400 }, now: () => now });
  for (let number = 0; number < 60; number++) await byNumber.append(`${number}`, report('environment-1', number));
  const kept = await idsOf(byNumber, 'environment-1');
  expect(kept.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, index) => `${59 - index}`));
  expect(kept.length).toBeLessThan(20);

  const later = createHistory({
    folder,
    segmentBytes: 1,
    retention: { runs: 10, days: 1 },
    now: () => now + 3 * 86_400_000,
  });
  await later.append('new', report('environment-1', 5_000));
  expect(await idsOf(later, 'environment-1')).toEqual(['new']);
});

it('says why a run could not be kept', async () => {
  await writeFile(path.join(folder, 'environment-1'), 'a file in the way');
  await expect(createHistory({ folder }).append('a', report('environment-1', 1))).rejects.toMatchObject({
    code: 'history-unwritable',
    message: expect.stringContaining('a file stands where a folder is needed'),
  });
});
