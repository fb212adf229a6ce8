import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
// Windows knows no signal that a program could answer.
const stoppedCode = process.platform === 'win32' ? null : 0;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'start-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

function start(script: string, ...scriptArguments: string[]) {
  return startIn({}, script, ...scriptArguments);
}

function startIn(environment: Readonly<Record<string, string>>, script: string, ...scriptArguments: string[]) {
  const own = { CREATIO_OAUTH_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const env = { ...process.env, ...own, ...environment };
  const child = spawn(process.execPath, [join(root, script), ...scriptArguments], { env });
  let output = '';
  const address = new Promise<string>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(output)?.[0];
      if (url !== undefined) resolve(url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { address, ended, output: () => output, stop: () => child.kill('SIGINT') };
}

it('starts in a browser where that is asked for, prints its address, and ends clean', async () => {
  const started = start('build/start.mjs', '--browser');
  const url = await started.address;
  expect((await fetch(new URL('/', url))).status).toBe(403);
  started.stop();
  expect(await started.ended).toBe(stoppedCode);
});

it.runIf(process.platform === 'linux')('says that there is no display, and opens the browser host', async () => {
  const started = start('build/start.mjs');
  await started.address;
  expect(started.output()).toContain('because this session has no display');
  started.stop();
  expect(await started.ended).toBe(0);
});

it.each([
  ['of which there is no file', 'missing', 'there is no such file'],
  ['that ends at once', 'ends-at-once', 'Electron cannot run here'],
])('goes on in a browser after an ELECTRON_EXECUTABLE %s', async (_what, name, reason) => {
  await writeFile(join(home, 'ends-at-once'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const started = startIn({ DISPLAY: ':0', ELECTRON_EXECUTABLE: join(home, name) }, 'build/start.mjs');
  await started.address;
  expect(started.output()).toContain(reason);
  started.stop();
  expect(await started.ended).toBe(stoppedCode);
});

it.each([
  ['build/start.mjs', '--bowser'],
  ['dist/electron/browser-host.cjs', '--bowser'],
  ['dist/electron/browser-host.cjs', '--port=http'],
  ['dist/electron/browser-host.cjs', '--port=70000'],
])('%s %s: one sentence, exit code 3', async (script, argument) => {
  const started = start(script, argument);
  expect(await started.ended).toBe(3);
  expect(started.output().trim().split('\n')).toHaveLength(1);
});

it('says that its port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const address = other.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const started = start('dist/electron/browser-host.cjs', `--port=${port}`);
  expect(await started.ended).toBe(3);
  expect(started.output()).toContain(`Port ${port} is in use`);
  other.close();
});
