import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMutedChecks } from '../../../electron/history/muted-checks.ts';
import type { MutedCheck } from '../../../shared/report.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'muted-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const muted = (checkId: MutedCheck['checkId'], reason = 'The firewall is known.'): MutedCheck => ({
  checkId,
  reason,
  by: 'ann on ADMIN-PC',
  at: '2026-11-20T10:00:00.000Z',
});

it('keeps what is muted for other consoles and later sessions, and who unmuted it', async () => {
  const checks = createMutedChecks(path.join(folder, 'new'));
  expect(await checks.all()).toEqual(new Map());
  await checks.unmute('a', 'token.request', 'ann');
  await checks.mute('a', muted('token.request'));
  await checks.mute('a', muted('identity.keys'));
  await checks.mute('a', muted('token.request', 'Another reason.'));
  await checks.mute('b', muted('token.use'));
  const other = createMutedChecks(path.join(folder, 'new'));
  expect(await other.all()).toEqual(
    new Map([
      ['a', [muted('identity.keys'), muted('token.request', 'Another reason.')]],
      ['b', [muted('token.use')]],
    ]),
  );
  await other.unmute('a', 'identity.keys', 'bob on SERVER');
  await other.forget('b', 'bob on SERVER');
  expect(await checks.all()).toEqual(new Map([['a', [muted('token.request', 'Another reason.')]]]));
  expect(await readFile(path.join(folder, 'new', 'muted-checks.jsonl'), 'utf8')).toContain('bob on SERVER');
});

it('passes over lines that are torn or of something else', async () => {
  const checks = createMutedChecks(folder);
  const file = path.join(folder, 'muted-checks.jsonl');
  await writeFile(
    file,
    '{"profileId":"a","checkId":"token.use"}\nnull\n{"profileId":"a","checkId":"no.such","reason":"x"',
  );
  await checks.mute('a', muted('token.request'));
  await appendFile(file, '{"profileId":');
  await checks.mute('a', muted('identity.keys'));
  expect(await checks.all()).toEqual(new Map([['a', [muted('token.request'), muted('identity.keys')]]]));
});

it('says why nothing could be muted', async () => {
  await writeFile(path.join(folder, 'file'), '');
  const checks = createMutedChecks(path.join(folder, 'file'));
  await expect(checks.mute('a', muted('token.use'))).rejects.toMatchObject({
    code: 'mute-unwritable',
    message: expect.stringContaining('a file stands where a folder is needed'),
  });
  expect(await checks.all()).toEqual(new Map());
});
