import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { saveTextFile } from '../../../electron/window/save-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'save-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('saves where the user says, for this user alone', async () => {
  const file = path.join(folder, 'chosen.json');
  const ask = vi.fn(async () => ({ canceled: false, filePath: file }));
  expect(await saveTextFile(ask, '/documents', 'proposed.json', '{}\n')).toBe(file);
  expect(ask).toHaveBeenCalledWith(expect.objectContaining({ defaultPath: path.join('/documents', 'proposed.json') }));
  expect(await readFile(file, 'utf8')).toBe('{}\n');
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('writes nothing where the question is closed', async () => {
  expect(await saveTextFile(async () => ({ canceled: true, filePath: '' }), folder, 'a.json', '{}')).toBeNull();
  expect(await saveTextFile(async () => ({ canceled: false }), folder, 'a.json', '{}')).toBeNull();
  expect(await readdir(folder)).toEqual([]);
});

it('says why it cannot be saved', async () => {
  const filePath = path.join(folder, 'none', 'a.json');
  await expect(saveTextFile(async () => ({ canceled: false, filePath }), folder, 'a.json', '{}')).rejects.toMatchObject(
    {
      code: 'file-unwritable',
      message: `The file could not be saved to ${filePath}: its folder does not exist. Choose another folder.`,
    },
  );
});
