import { execFileSync, spawnSync } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBundle } from '../../../electron/bundle/index.ts';
import { newFolder, newPart } from '../../../electron/bundle/parts.ts';
import { openBundle } from '../../../electron/bundle/view/opened.ts';
import { logsOf, orderOf } from './order.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-faults-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('packs a log of nothing but zeros, as a crash leaves it, so that the bundle is not taken for a bomb', async () => {
  const log = join(folder, 'Common.log');
  await writeFile(log, Buffer.concat([Buffer.from('2026-11-21 10:00:00,000 begun\r\n'), Buffer.alloc(17 * 2 ** 20)]));
  // As long as a name can be.
  const target = join(folder, `${'ö'.repeat(125)}.zip`);
  const [found] = await logsOf([log]);
  if (found === undefined) throw new Error('there is no log');
  const copied = { ...found, path: 'logs/creatio/Users/anna.smith/AppData/Common.log' };
  const { bytes } = await createBundle(orderOf([copied], target, []));
  expect(bytes).toBeLessThan(2 ** 20);
  const view = await openBundle(target);
  expect(view.overview.files[0]).toMatchObject({ path: 'logs/creatio/Users/user-1/AppData/Common.log', state: 'ok' });
  await view.close();
});

test('refuses a target that cannot become a bundle before anything is read, and leaves it as it is', async () => {
  const log = join(folder, 'Error.log');
  await writeFile(log, '2026-11-21 10:00:00,000 begun\r\n');
  await mkdir(join(folder, 'taken.zip'));
  const logs = await logsOf([log]);
  await expect(createBundle(orderOf(logs, join(folder, 'taken.zip'), []))).rejects.toThrow('It is a folder');
  await expect(createBundle(orderOf(logs, log, []))).rejects.toThrow('It is one of the logs');
  const unwritable = { code: 'bundle-unwritable' };
  await expect(createBundle(orderOf(logs, join(log, 'within.zip'), []))).rejects.toMatchObject(unwritable);
  await expect(createBundle(orderOf(logs, join(folder, 'none', 'a.zip'), []))).rejects.toMatchObject(unwritable);
  if (process.platform !== 'win32') {
    execFileSync('mkfifo', [join(folder, 'pipe.zip')]);
    await expect(createBundle(orderOf(logs, join(folder, 'pipe.zip'), []))).rejects.toThrow('It is a device');
  }
  await access(log);
  expect((await readdir(folder)).filter((name) => name.includes('.part'))).toEqual([]);
});

test('removes what processes left that are no more, and nothing of others', async () => {
  const gone = spawnSync(process.execPath, ['--version']).pid;
  const [part, own] = [await newPart(join(folder, 'a.zip')), await newFolder()];
  const ofGone = (name: string): string => name.replace(`-${process.pid}-`, `-${gone}-`);
  const others = [join(folder, 'a.zip.part'), join(folder, 'a.zip.12345678-1-2.part'), part];
  const left = [ofGone(part), `${ofGone(part)}.age`];
  await Promise.all([...others, ...left].map((file) => writeFile(file, 'x')));
  const leftFolder = ofGone(own);
  await mkdir(leftFolder);
  await writeFile(join(leftFolder, '0'), 'unpacked');

  await newPart(join(folder, 'b.zip'));
  const there = await readdir(folder);
  for (const file of others) expect(there).toContain(basename(file));
  for (const file of left) expect(there).not.toContain(basename(file));
  await rm(await newFolder(), { recursive: true });
  await access(own);
  await expect(access(leftFolder)).rejects.toThrow('ENOENT');
  await rm(own, { recursive: true });
});
