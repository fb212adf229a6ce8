import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const linter = createRequire(import.meta.url)
  .resolve('oxlint/package.json')
  .replace('package.json', 'bin/oxlint');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doors-'));
  await cp('.oxlintrc.json', join(folder, '.oxlintrc.json'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the project's linter says of a file with one import. */
async function lint(file: string, imported: string): Promise<string> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `import * as other from '${imported}';\nexport const used = other;\n`);
  return new Promise((resolve) => {
    execFile(process.execPath, [linter, file], { cwd: folder }, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}

it.each([
  ['shared/a.ts', 'node:fs'],
  ['shared/b.ts', '../electron/services.ts'],
  ['shared/remediation/c.ts', '../../renderer/api.ts'],
  ['shared/d.ts', 'electron'],
  ['renderer/e.ts', 'electron'],
  ['renderer/app/f.ts', 'node:path'],
  ['renderer/app/g.ts', '../../electron/services.ts'],
  ['renderer/h.ts', 'undici'],
  ['electron/checks/i.ts', 'electron'],
  ['electron/services.ts', 'electron'],
  ['electron/net/j.ts', '../../renderer/api.ts'],
  ['electron/window/k.ts', 'react'],
])('the linter keeps %s from importing %s', async (file, imported) => {
  expect(await lint(file, imported)).toContain('no-restricted-imports');
});

it.each([
  ['electron/main.ts', 'electron'],
  ['electron/window/l.ts', 'electron'],
  ['electron/ipc/m.ts', 'electron'],
  ['electron/net/n.ts', '../../shared/report.ts'],
  ['renderer/o.ts', '../shared/report.ts'],
])('the linter lets %s import %s', async (file, imported) => {
  expect(await lint(file, imported)).not.toContain('no-restricted-imports');
});
