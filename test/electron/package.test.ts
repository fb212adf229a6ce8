import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { getCurrentFuseWire } from '@electron/fuses';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startKeyring, type Keyring } from '../fixtures/keyring.ts';

const packLimitMs = 180_000;
const startLimitMs = 60_000;

let folder: string;
let packed: { executable: string; archive: string };
let keyring: Keyring | null = null;
let stop: (() => Promise<void>) | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  packed = await pack();
  if (process.platform === 'linux') keyring = await startKeyring();
}, packLimitMs);

afterAll(async () => {
  await stop?.();
  await keyring?.close();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

it('holds what runs in Electron and nothing else', () => {
  const files = listPackage(packed.archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
  expect(files).toEqual(
    expect.arrayContaining(['/package.json', '/LICENSE', '/dist/electron/main.cjs', '/dist/electron/preload.cjs']),
  );
  expect(files).toContain('/dist/renderer/index.html');
  for (const foreign of ['/dist/types', '/dist/electron/browser-host.cjs', '/dist/electron/cli.cjs']) {
    expect(files).not.toContain(foreign);
  }
  const library = '/node_modules/keytar';
  const binary = `${library}/prebuilds/${process.platform}-${process.arch}/keytar.node`;
  expect(files.filter((path) => path.startsWith('/node_modules/') && /\.\w+$/.test(path)).toSorted()).toEqual(
    [`${library}/LICENSE.md`, `${library}/lib/keytar.js`, `${library}/package.json`, binary].toSorted(),
  );
  expect(existsSync(join(`${packed.archive}.unpacked`, binary))).toBe(true);
  const manifest: unknown = JSON.parse(extractFile(packed.archive, 'package.json').toString());
  expect(manifest).not.toHaveProperty('scripts');
  expect(manifest).not.toHaveProperty('devDependencies');
});

it('has every fuse of its runtime on the strict side', async () => {
  const { version, ...wire } = await getCurrentFuseWire(packed.executable);
  expect(version).toBe('1');
  // The wire's order: run as Node, cookie encryption, NODE_OPTIONS, inspection, integrity, archive only, own snapshot, file privileges, WebAssembly traps.
  const strict = ['0', '1', '0', '0', '1', '1', '0', '0', '1'].map((state) => state.charCodeAt(0));
  const states = Object.values(wire);
  expect(states.length).toBeGreaterThanOrEqual(7);
  expect(states).toEqual(strict.slice(0, states.length));
});

it('starts, reaches the keychain and diagnoses the practice environment', async () => {
  const browser = await start();
  const consolePage = () =>
    browser
      .contexts()[0]
      ?.pages()
      .find((page) => page.url().startsWith('app://'));
  await expect.poll(consolePage, { timeout: startLimitMs }).toBeDefined();
  const page = consolePage();
  await page?.getByRole('button', { name: /^Run diagnosis/ }).click();
  await page?.getByRole('heading', { name: /^OAuth works/ }).waitFor();
  // The library for the keychain is loaded out of the package, by a process of its own.
  await page?.getByRole('contentinfo').getByText('keychain ready').waitFor();
});

/** Packs dist/ as `npm run package -- --dir` does, with the runtime under test. */
async function pack() {
  const app = join(folder, 'app');
  const output = join(folder, 'release');
  await mkdir(app);
  await cp('dist/electron', join(app, 'dist/electron'), { recursive: true });
  await cp('dist/renderer', join(app, 'dist/renderer'), { recursive: true });
  await cp('LICENSE', join(app, 'LICENSE'));
  await cp('package.json', join(app, 'package.json'));
  for (const library of ['keytar', 'node-addon-api']) {
    await cp(join('node_modules', library), join(app, 'node_modules', library), { recursive: true });
  }
  const standIn = await findStandIn();
  await writeFile(join(app, 'dist/electron/boot.cjs'), bootFile(standIn.preludes));
  await promisify(execFile)(
    process.execPath,
    [
      'build/package.mjs',
      '--dir',
      `-c.directories.app=${app}`,
      `-c.directories.output=${output}`,
      '-c.extraMetadata.main=dist/electron/boot.cjs',
    ],
    { env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false', ...standIn.env } },
  );
  const [unpacked = ''] = (await readdir(output)).filter((name) => /unpacked$|^mac/.test(name));
  const [executable, resources] = {
    win32: ['OAuth Console for Creatio.exe', 'resources'],
    darwin: [
      'OAuth Console for Creatio.app/Contents/MacOS/OAuth Console for Creatio',
      'OAuth Console for Creatio.app/Contents/Resources',
    ],
  }[process.platform as string] ?? ['oauth-console-for-creatio', 'resources'];
  return {
    executable: join(output, unpacked, executable ?? ''),
    archive: join(output, unpacked, resources ?? '', 'app.asar'),
  };
}

/**
 * The runtime to pack where ELECTRON_EXECUTABLE names a stand-in: its folder without an app in it, and what it loads before
 * the app's own main file. Nothing of it where the product's own Electron is there.
 */
async function findStandIn(): Promise<{ env: Record<string, string>; preludes: string[] }> {
  const executable = process.env['ELECTRON_EXECUTABLE'];
  const boot = executable === undefined ? '' : join(dirname(executable), 'resources/app/boot.cjs');
  if (executable === undefined || !existsSync(boot)) return { env: {}, preludes: [] };
  const loaded = [...(await readFile(boot, 'utf8')).matchAll(/require\("(.+?)"\)/g)].map(([, path]) => path ?? '');
  let runtime = process.env['ELECTRON_DIST'];
  if (runtime === undefined) {
    runtime = join(folder, 'runtime');
    const app = join(dirname(executable), 'resources/app');
    await cp(dirname(executable), runtime, { recursive: true, filter: (path) => path !== app });
  }
  return { env: { ELECTRON_DIST: runtime }, preludes: loaded.slice(0, -1) };
}

const bootFile = (preludes: readonly string[]): string =>
  [
    `process.env.ELECTRON_APP_DIR = ${JSON.stringify(resolve('.'))};`,
    ...preludes.map((path) => `require(${JSON.stringify(path)});`),
    `require('./main.cjs');`,
  ].join('\n');

/** Starts the packed console. Its fuses forbid Node's inspector, so the page is driven through Chromium's own door. */
async function start(): Promise<Browser> {
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(packed.executable, ['--remote-debugging-port=0', ...sandbox], {
    env: {
      ...process.env,
      CREATIO_OAUTH_HOME: join(folder, 'home'),
      ...(keyring && { DBUS_SESSION_BUS_ADDRESS: keyring.env['DBUS_SESSION_BUS_ADDRESS'] }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  stop = async () => {
    child.kill();
    await exited;
  };
  const browser = await chromium.connectOverCDP(await debuggingAddress(child), { noDefaults: true });
  stop = async () => {
    await browser.close();
    child.kill();
    await exited;
  };
  return browser;
}

async function debuggingAddress(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('The packed console has no error output.');
  const said: string[] = [];
  const lines = createInterface({ input: child.stderr });
  const timer = setTimeout(() => lines.close(), startLimitMs);
  for await (const line of lines) {
    said.push(line);
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      clearTimeout(timer);
      child.stderr.resume();
      return address;
    }
  }
  throw new Error(`The packed console does not start. ${said.slice(-5).join('\n')}`);
}
