import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createProfileStore, type ProfileStore } from '../../../electron/profiles/index.ts';

const writer = fileURLToPath(new URL('../../fixtures/profiles-writer.ts', import.meta.url));

vi.setConfig({ testTimeout: 60_000 });

/** What one writer has compiled, for the ones after it: two thirds of the start of each. */
let compiled: string;
beforeAll(async () => {
  compiled = await mkdtemp(path.join(tmpdir(), 'profiles-compiled-'));
});
afterAll(() => rm(compiled, { recursive: true, force: true }));

let folder: string;
let notices: string[];
let store: ProfileStore;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'profiles-'));
  notices = [];
  store = createProfileStore({ folder, onNotice: (message) => notices.push(message) });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  acknowledged: string[];
  stderr: string;
}

/** Adds environments from a process of its own; with a number, it is killed a moment after so many were acknowledged. */
function write(prefix: string, count: number, killAfter = Infinity, shell: string | null = null): Promise<Ended> {
  const args = [process.execPath, writer, folder, prefix, String(count)];
  const child = spawn('/bin/sh', ['-c', `${shell ?? ':'}; exec "$@"`, 'sh', ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const [out, err]: string[][] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => {
    out?.push(chunk.toString());
    if ((out?.join('').split('\n').length ?? 0) > killAfter)
      setTimeout(() => child.kill('SIGKILL'), Math.random() * 15);
  });
  child.stderr.on('data', (chunk: Buffer) => err?.push(chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', () =>
      resolve({ acknowledged: out?.join('').split('\n').slice(0, -1) ?? [], stderr: err?.join('') ?? '' }),
    );
  });
}

const names = async () => (await store.list()).map((profile) => profile.name);

it('keeps every acknowledged environment when its process is killed again and again during 500 writes', async () => {
  const acknowledged: string[] = [];
  let kills = 0;
  while (acknowledged.length < 500) {
    const killAfter = kills < 5 ? 20 + Math.random() * 60 : Infinity;
    const run = await write(`Run ${kills}`, 500 - acknowledged.length, killAfter);
    expect(run.stderr).toBe('');
    acknowledged.push(...run.acknowledged);
    kills++;
    const stored = await names();
    expect(acknowledged.filter((name) => !stored.includes(name))).toEqual([]);
    // What was written and not yet acknowledged may be there, too.
    expect(stored.length - acknowledged.length).toBeLessThanOrEqual(kills);
  }
  expect(kills).toBeGreaterThan(5);
  expect(notices).toEqual([]);
  const left = (await readdir(folder)).filter(
    (name) => !/^profiles(\.backup-[123])?\.json$|^profiles\.lock-/.test(name),
  );
  expect(left).toEqual([]);
});

it('loses no change of two processes at once', async () => {
  const runs = await Promise.all([write('One', 100), write('Two', 100)]);
  expect(runs.map(({ stderr }) => stderr)).toEqual(['', '']);
  const stored = await names();
  expect(stored).toHaveLength(200);
  expect(new Set(stored)).toEqual(new Set(runs.flatMap((run) => run.acknowledged)));
  expect(notices).toEqual([]);
});

it('loses nothing when the disk takes only a part of the file, and says why', async () => {
  // A file that may not grow is cut off after a part of it is written, as on a disk that is full.
  const run = await write('Full', 100, Infinity, 'ulimit -f 24');
  expect(run.acknowledged.length).toBeGreaterThan(5);
  expect(run.acknowledged.length).toBeLessThan(100);
  expect(run.stderr).toBe(
    `The environments could not be saved to ${path.join(folder, 'profiles.json')}: the file would be larger than the system allows. Nothing was changed.\n`,
  );
  expect(await names()).toEqual(run.acknowledged);
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp') || name.includes('lock'))).toEqual([]);
  expect((await write('Later', 1)).acknowledged).toEqual(['Later 1']);
  expect(await names()).toEqual([...run.acknowledged, 'Later 1']);
  expect(notices).toEqual([]);
});
