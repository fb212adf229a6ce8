import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readImport, readImportFile } from '../../../electron/transfer/index.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'import-file-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('reads a file as it is', async () => {
  const file = path.join(folder, 'export.json');
  writeFileSync(file, '\ufeff{}');
  expect(Buffer.from(await readImportFile(file)).toString('utf8')).toBe('\ufeff{}');
});

it.each([
  ['is missing', 'missing.json', /there is no such file\.$/],
  ['is a folder', '.', /it is a folder\.$/],
])('says of a file that cannot be read that it %s', async (_what, name, sentence) => {
  await expect(readImportFile(path.join(folder, name))).rejects.toMatchObject({
    code: 'import-unreadable',
    message: expect.stringMatching(sentence),
  });
});

it.runIf(existsSync('/dev/zero'))('reads no more of an endless device than a file may hold', async () => {
  const bytes = await readImportFile('/dev/zero');
  expect(() => readImport(bytes, '/dev/zero')).toThrow(/larger than 16 MiB/);
});

it.runIf(process.platform !== 'win32')(
  'reads a named pipe, and does not wait for one into which nobody writes',
  async () => {
    const pipe = path.join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(readImportFile(pipe)).rejects.toMatchObject({
      code: 'import-unreadable',
      message: expect.stringMatching(/it is a pipe, and no program writes into it/),
    });
    const content = '{}'.padEnd(300_000);
    const [read] = await Promise.all([readImportFile(pipe), writeFile(pipe, content)]);
    expect(Buffer.from(read).toString()).toBe(content);
  },
);
