import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHistory } from '../../../electron/history/index.ts';
import { createMutedChecks } from '../../../electron/history/muted-checks.ts';
import { reportSchema } from '../../../shared/report.ts';
import { runCommand } from './command-line.ts';
import { servicesIn } from '../../fixtures/console-services.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'cli-keep-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const check = (...args: string[]) => runCommand(['check', 'practice', ...args], { CREATIO_OAUTH_HOME: home });

it('adds a run to the history of the window where it is asked to, and only there', async () => {
  expect((await check()).code).toBe(0);
  expect(await readdir(home)).not.toContain('history');
  const { code, stdout } = await check('--keep', '--format', 'json');
  expect(code).toBe(0);
  const { runs } = await createHistory({ folder: path.join(home, 'history') }).list('practice', { limit: 10 });
  expect(runs).toMatchObject([{ outcome: 'healthy', startedAt: reportSchema.parse(JSON.parse(stdout)).startedAt }]);
  const services = servicesIn(home);
  const [practice] = await services.handlers['profiles.list'](null);
  await services.close();
  expect(practice?.lastRun).toMatchObject({ verdict: 'pass', outcome: 'healthy' });
});

it('says why a run could not be kept, and gives its result all the same', async () => {
  await writeFile(path.join(home, 'history'), 'a file in the way');
  const { code, stdout, stderr } = await check('--keep');
  expect([code, stdout]).toEqual([0, expect.stringContaining('HEALTHY')]);
  expect(stderr).toContain('could not be added to the history');
});

it('tells of muted checks', async () => {
  const muted = { reason: 'It is known.', by: 'ann on PC', at: '2026-11-09T10:00:00.000Z' };
  await createMutedChecks(home).mute('practice', { checkId: 'token.use', ...muted });
  const { stdout } = await check();
  expect(stdout).toMatch(/1 check is muted: “.+” \(by ann on PC on 9 November 2026: It is known\.\)\./);
});

it('keeps no run of an environment that is not stored', async () => {
  const { code, stderr } = await runCommand(['check', '--url', 'http://127.0.0.1:1', '--keep']);
  expect([code, stderr]).toEqual([3, expect.stringContaining('--keep')]);
});

it.each([
  ['markdown', /^# OAuth diagnosis of Practice environment\n/],
  ['html', /^<!doctype html>\n/],
])('reports as %s, with stand-ins for hosts where that is asked for', async (format, begin) => {
  const plain = await check('--format', format);
  expect([plain.code, plain.stdout]).toEqual([0, expect.stringMatching(begin)]);
  expect(plain.stdout).toContain('127.0.0.1');
  const replaced = await check('--format', format, '--replace-hosts');
  expect(replaced.stdout).toMatch(begin);
  expect(replaced.stdout).not.toContain('127.0.0.1');
  expect(replaced.stdout).not.toContain(os.hostname());
});
