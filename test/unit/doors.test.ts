import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';

const linter = createRequire(import.meta.url)
  .resolve('oxlint/package.json')
  .replace('package.json', 'bin/oxlint');
let folder: string;
/** The rules that each file breaks. */
const broken = new Map<string, string[]>();

const importing = (imported: string): string => `import * as other from '${imported}';\nexport const used = other;\n`;
const using = (name: string): string => `export const used = () => ${name};\n`;
const named = (name: string): string => `import { ${name} } from 'electron';\nexport const used = ${name};\n`;

/** A file with one thing in it that must not be there. */
const refused: [file: string, text: string, rule: string][] = [
  ...[
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
    ['electron/net/k.ts', 'electron'],
    ['electron/window/l.ts', 'react'],
    // Only net/ reaches other machines.
    ['electron/checks/m.ts', 'node:net'],
    ['electron/cli/n.ts', 'node:https'],
    ['electron/services/o.ts', 'undici'],
    ['electron/services/p.ts', 'undici/lib/dispatcher/client.js'],
    ['electron/reports/q.ts', 'node:dns/promises'],
    ['electron/oauth/r.ts', 'http2'],
    ['electron/profiles/s.ts', 'socks'],
    ['electron/ipc/t.ts', 'node:dgram'],
    ['electron/preload.ts', 'node:tls'],
  ].map(([file = '', imported = '']): [string, string, string] => [file, importing(imported), 'no-restricted-imports']),
  ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].flatMap((name): [string, string, string][] => [
    [`electron/reports/${name}.ts`, using(name), 'no-restricted-globals'],
    [`renderer/${name}.ts`, using(name), 'no-restricted-globals'],
  ]),
  ['electron/main.ts', named('net'), 'no-restricted-imports'],
];

const allowed: [file: string, text: string][] = [
  ['electron/ipc/a.ts', named('app')],
  ['electron/window/b.ts', named('session')],
  ['electron/net/c.ts', importing('../../shared/report.ts')],
  ['electron/checks/d.ts', importing('../net/index.ts')],
  ['electron/net/e.ts', importing('node:net')],
  ['electron/practice/f.ts', importing('node:https')],
  ['electron/browser-host/g.ts', importing('ws')],
  ['renderer/i.ts', importing('../shared/report.ts')],
];

const foundSchema = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doors-'));
  await cp('.oxlintrc.json', join(folder, '.oxlintrc.json'));
  for (const [file, text] of [...refused, ...allowed]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [linter, '--format=json'], { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
  for (const { code, filename } of foundSchema.parse(JSON.parse(output)).diagnostics) {
    const file = filename.replaceAll('\\', '/');
    broken.set(file, [...(broken.get(file) ?? []), code]);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(refused)('the linter does not let %s hold: %s', (file, _text, rule) => {
  expect(broken.get(file)?.join()).toContain(rule);
});

it.each(allowed)('the linter lets %s hold: %s', (file) => {
  expect(broken.get(file)?.join() ?? '').not.toContain('no-restricted');
});

it('nothing outside the rooms that may load a way out does so later, past the linter', async () => {
  const loads =
    /\b(?:import|require|getBuiltinModule)\s*\(\s*['"`](?:node:)?(?:net|tls|https?|http2|dns|dgram|undici|ws|socks)\b/;
  const mayConnect = /^electron[/\\](?:net|practice|browser-host)[/\\]/;
  const files = await Promise.all(
    ['electron', 'shared', 'renderer'].map(async (room) =>
      (await readdir(room, { recursive: true })).map((file) => join(room, file)),
    ),
  );
  const sources = files.flat().filter((file) => /\.tsx?$/.test(file));
  expect(sources.length).toBeGreaterThan(100);
  const loading = await Promise.all(sources.map(async (file) => loads.test(await readFile(file, 'utf8'))));
  expect(sources.filter((file, index) => loading[index] && !mayConnect.test(file))).toEqual([]);
});
