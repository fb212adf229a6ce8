import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSafeNames } from '../../../electron/bundle/zip/names.ts';
import { centralHeader, endOfArchive } from '../../../electron/bundle/zip/records.ts';
import { readArchive } from '../../../electron/bundle/zip/reader.ts';
import { createZipWriter } from '../../../electron/bundle/zip/writer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const flushed = (content: Buffer): Buffer => deflateRawSync(content, { finishFlush: constants.Z_SYNC_FLUSH });

it('writes zip64 where sizes need it, and only there', async () => {
  const file = join(folder, 'large.zip');
  const handle = await open(file, 'w');
  const zip = createZipWriter(handle);
  const content = Buffer.from('änd so on');
  await zip.begin('could-be-large.log', 2 ** 40);
  await zip.add(content, flushed(content));
  await zip.add(content, flushed(content));
  await zip.end(new Date('2026-11-21T10:00:00Z'));
  const bytes = await zip.finish();
  await handle.close();
  expect((await readFile(file)).length).toBe(bytes);
  const entries = await readArchive(file);
  expect(entries).toMatchObject([{ name: 'could-be-large.log', size: 2 * content.length, deflated: true }]);

  const small = join(folder, 'small.zip');
  const other = await open(small, 'w');
  const plain = createZipWriter(other);
  await plain.begin('a.log', 100);
  await plain.add(content, flushed(content));
  await plain.end(new Date(0));
  await plain.finish();
  await other.close();
  expect((await readFile(small)).readUInt16LE(4)).toBe(20);
});

it('counts more files than the old directory can', async () => {
  const sizes = { modifiedAt: new Date(0), crc32: 0, size: 0, packedSize: 0, offset: 0, large: false };
  const headers = Array.from({ length: 66_000 }, (_, number) => centralHeader({ ...sizes, name: `ö${number}` }));
  const directory = Buffer.concat(headers);
  const archive = await fromBufferPromise(
    Buffer.concat([directory, endOfArchive(headers.length, 0, directory.length)]),
  );
  let last = '';
  for await (const entry of archive.eachEntry()) last = entry.fileName;
  expect([archive.entryCount, last]).toEqual([66_000, 'ö65999']);
});

it('makes names that every system takes, and each once', () => {
  const nameOf = createSafeNames();
  const names = [
    '/etc/../a.log',
    'logs/a.log',
    'logs/A.LOG',
    String.raw`C:\Windows\Temp\con.log`,
    'logs/what?*.log',
    'logs/ends. ',
    `logs/${'long'.repeat(100)}.log`,
    '',
  ].map((path) => nameOf(path));
  expect(names.slice(0, 6)).toEqual([
    'etc/_/a.log',
    'logs/a.log',
    'logs/A-2.LOG',
    'C_/Windows/Temp/_con.log',
    'logs/what__.log',
    'logs/ends_',
  ]);
  expect(names[6]).toMatch(/^logs\/.{116}\.log$/);
  expect(names[7]).toBe('_');
});

it('makes names that no system takes for a device or finds too long, and no file a folder of another', () => {
  const nameOf = createSafeNames();
  expect(['con .log', 'COM¹.log', 'conout$', 'CONSOLE.log', 'nul.tar.gz'].map((name) => nameOf(name))).toEqual([
    '_con .log',
    '_COM¹.log',
    '_conout$',
    'CONSOLE.log',
    '_nul.tar.gz',
  ]);
  const emoji = nameOf(`${'😀'.repeat(100)}.log`);
  expect(Buffer.byteLength(emoji)).toBeLessThanOrEqual(200);
  expect(emoji).toMatch(/^(?:😀){40,}\.log$/u);
  const deep = nameOf(`logs/creatio/${`${'d'.repeat(90)}/`.repeat(9)}2026_11_21/Common.log`);
  expect(deep).toMatch(/^logs\/creatio\/.*2026_11_21\/Common\.log$/);
  expect(deep.length).toBeLessThanOrEqual(200);
  expect(['old.log', 'old.LOG/Error.log', 'old.LOG/Error.log', 'b/c', 'B'].map((name) => nameOf(name))).toEqual([
    'old.log',
    'old.LOG-2/Error.log',
    'old.LOG-2/Error-2.log',
    'b/c',
    'B-2',
  ]);
});
