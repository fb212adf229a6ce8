import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encryptFile, encrypterFor } from '../../../electron/bundle/age.ts';
import { createView, type View } from '../../../electron/bundle/index.ts';
import type { BundleProgress } from '../../../shared/bundle.ts';
import { bundleOf } from '../../fixtures/archives.ts';

let folder: string;
let view: View;
let told: BundleProgress[] = [];
let onTold: (progress: BundleProgress) => void = () => undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-opening-'));
  view = createView((progress) => {
    told.push(progress);
    onTold(progress);
  });
});
afterAll(async () => {
  await view.close();
  await rm(folder, { recursive: true, force: true });
});

/** Folders of this process with what was unpacked. */
const unpacked = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.includes(`-${process.pid}-`) && name.startsWith('creatio-oauth-'));

const at = (number: number): string => new Date(Date.UTC(2026, 10, 21, 10, 0, 0, number)).toISOString();
const line = (moment: string, text: string): string =>
  `${moment.replace('T', ' ').replace('.', ',').replace('Z', '')} [7] INFO Supervisor Common Execute - ${text}\r\n`;

test('opens thousands of small files, tells how far it is, and gives its lists page by page', async () => {
  const many = 3_000;
  const names = Array.from({ length: many }, (_, number) => `logs/creatio/2026_11_21/Common_${number}.log`);
  const file = join(folder, 'many.zip');
  const contents = names.map((name, number) => [name, line(at(number), `entry of file ${number}`)]);
  await writeFile(file, bundleOf(Object.fromEntries(contents)));
  const { bundleId, counts, files, logs } = await view.open({ file, key: {}, openingId: 'many' });
  expect(counts).toEqual({ files: many, wrong: 0, logs: many, skipped: 0 });
  expect([files.length, logs.length]).toEqual([200, 200]);
  const last = told.filter(({ jobId, phase }) => jobId === 'many' && phase === 'verifying');
  expect(last[0]).toMatchObject({ bytesDone: 0, filesDone: 0, filesTotal: many });
  const all = { search: '', wrongOnly: false, offset: 0, limit: 500 };
  expect(await view.ask('files', { bundleId, query: { ...all, offset: 2_800 } })).toMatchObject({ count: many });
  const found = await view.ask('files', { bundleId, query: { ...all, search: 'common_2999' } });
  expect(found).toMatchObject({ count: 1, files: [{ path: names[2_999], state: 'ok' }] });
  expect((await view.ask('files', { bundleId, query: { ...all, wrongOnly: true } })).count).toBe(0);

  const query = { search: '', paths: [], levels: [], tellingOnly: false, after: null, limit: 500 };
  const lines = (part: object) =>
    view
      .ask('timeline', { bundleId, query: { ...query, ...part } })
      .then(({ entries, next }) => ({ next, texts: entries.map(({ text }) => /\d+$/.exec(text)?.[0]) }));
  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `${from + index}`);
  const first = await lines({});
  expect(first.texts).toEqual(numbers(0, 500));
  expect((await lines({ after: first.next })).texts).toEqual(numbers(500, 1_000));
  const end = await lines({ before: 'end' });
  expect(end.texts).toEqual(numbers(2_500, many));
  expect((await lines({ before: end.next, from: at(2_400) })).texts).toEqual(numbers(2_400, 2_500));
  expect((await lines({ pathSearch: 'COMMON_299' })).texts).toEqual(['299', ...numbers(2_990, many)]);
  expect((await lines({ before: 'end', search: 'file 4', limit: 3 })).texts).toEqual(['497', '498', '499']);
  await view.ask('close', { bundleId });
  expect(await unpacked()).toEqual([]);
});

test('cancels the opening of what takes long, and leaves nothing of it', async () => {
  const plain = join(folder, 'long.zip');
  await writeFile(plain, bundleOf({ 'logs/creatio/Common.log': Buffer.alloc(24_000_000, randomBytes(250_000)) }));
  const identity = await generateX25519Identity();
  const locked = join(folder, 'long.zip.age');
  await encryptFile(plain, locked, encrypterFor({ kind: 'recipient', recipient: await identityToRecipient(identity) }));
  for (const [file, phase] of [
    [plain, 'verifying'],
    [locked, 'decrypting'],
  ] as const) {
    told = [];
    onTold = (progress) => {
      if (progress.phase === phase) void view.stopOpening(phase);
    };
    await expect(view.open({ file, key: { identity }, openingId: phase })).rejects.toMatchObject({ code: 'cancelled' });
    expect(told.map((progress) => progress.phase)).toContain(phase);
    await expect.poll(unpacked).toEqual([]);
  }
  onTold = () => undefined;
  await view.stopOpening('nothing');
  expect((await view.open({ file: plain, key: {} })).counts).toMatchObject({ files: 1, wrong: 0 });
});

test('keeps a few bundles open at once, and gives up the oldest', async () => {
  const file = join(folder, 'small.zip');
  await writeFile(file, bundleOf({ 'letter.md': 'Dear Creatio support' }));
  const opened: string[] = [];
  for (let count = 0; count < 6; count += 1) opened.push((await view.open({ file, key: {} })).bundleId);
  const read = (bundleId: string) => view.ask('read', { bundleId, path: 'letter.md', offset: 0 });
  const [oldest = '', newest = ''] = [opened[0], opened[5]];
  await expect(read(oldest)).rejects.toMatchObject({ code: 'bundle-closed' });
  expect(await read(newest)).toEqual({ text: 'Dear Creatio support', next: null });
  expect(await unpacked()).toHaveLength(4);
});
