import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProfileStore } from '../../../electron/profiles/index.ts';
import { takeLock } from '../../../electron/profiles/lock.ts';

const environment = {
  name: 'Test',
  creatioUrl: 'https://crm.example.com',
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: 15,
} as const;

let folder: string;
let lockFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'profiles-'));
  lockFolder = path.join(folder, 'profiles.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function leaveLock(owner: { pid: number; host: string }, ageSeconds = 0): Promise<void> {
  await mkdir(lockFolder);
  const file = path.join(lockFolder, 'owner-left.json');
  await writeFile(file, JSON.stringify({ ...owner, since: '2026-01-02T03:04:05.000Z' }));
  const then = Date.now() / 1000 - ageSeconds;
  await utimes(file, then, then);
}

it('waits for a change by another process no longer than it has to, and names it', async () => {
  await leaveLock({ pid: 4711, host: 'other-server' });
  const store = createProfileStore({ folder, lockWaitMs: 30 });
  await expect(store.save(environment)).rejects.toMatchObject({
    name: 'UserError',
    code: 'profiles-locked',
    message: expect.stringContaining(
      `process 4711 on other-server since 2026-01-02T03:04:05.000Z: ${lockFolder} is in the way`,
    ),
  });
  expect(await store.list()).toEqual([]);
  expect(await readdir(folder)).toEqual(['profiles.lock']);
  await rm(lockFolder, { recursive: true });
  await store.save(environment);
  expect(await store.list()).toHaveLength(1);
});

it('respects a process of this computer that is still there', async () => {
  await leaveLock({ pid: process.ppid, host: os.hostname() });
  await expect(createProfileStore({ folder, lockWaitMs: 30 }).save(environment)).rejects.toMatchObject({
    code: 'profiles-locked',
  });
});

it.each([
  ['of a process of this computer that is gone', { pid: 2 ** 22 + 1, host: os.hostname() }, 0],
  ['that is old', { pid: 4711, host: 'other-server' }, 120],
])('takes over a lock %s', async (_, owner, age) => {
  await leaveLock(owner, age);
  await createProfileStore({ folder }).save(environment);
  expect(await readdir(folder)).not.toContain('profiles.lock');
});

it('is held by one alone, also when many take over at once', async () => {
  await leaveLock({ pid: 4711, host: 'other-server' }, 120);
  let holders = 0;
  const most: number[] = [];
  await Promise.all(
    Array.from({ length: 30 }, async () => {
      const lock = await takeLock(lockFolder, 10_000);
      most.push(++holders);
      await readdir(folder);
      expect(await lock.isHeld()).toBe(true);
      holders--;
      await lock.release();
    }),
  );
  expect(most).toEqual(Array.from({ length: 30 }, () => 1));
  expect(await readdir(folder)).toEqual([]);
});

it('tells an owner that slept too long that it lost the lock', async () => {
  const sleeper = await takeLock(lockFolder, 1_000);
  const [name = ''] = await readdir(lockFolder);
  await utimes(path.join(lockFolder, name), 1, 1);
  const next = await takeLock(lockFolder, 1_000);
  expect(await sleeper.isHeld()).toBe(false);
  await sleeper.release();
  expect(await next.isHeld()).toBe(true);
});
