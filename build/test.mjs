// `npm test`: lint, types, and every suite that needs nothing but this project; `npm test -- PATH` runs the suites of that path alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchElectron, installedElectron } from './electron-runtime.mjs';
import { findBrowser } from './tools/browser.mjs';
import { ensurePackages, isDebian } from './tools/debian.mjs';
import { ensureBuilt } from './tools/fresh.mjs';
import { commandOf, run, runNode } from './tools/run.mjs';

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

try {
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  console.error(`The tests cannot run. ${error.message}`);
  process.exitCode = 1;
}

async function test(paths) {
  const browser = prepareMachine();
  await ensureBuilt();
  const electron = await findElectron();
  const broken = paths.length > 0 ? [] : await examineSources();

  const suites = ['unit', 'integration', 'ui', ...(electron.executable ? ['electron'] : [])];
  const env = { ...process.env, BROWSER_EXECUTABLE: browser };
  if (electron.executable) env.ELECTRON_EXECUTABLE = electron.executable;
  const { passed, failed, code } = await runSuites(suites, paths, env);

  if (electron.reason) console.log(`\nNOT RUN: the suite in a real Electron. ${electron.reason}.`);
  for (const part of broken) console.log(`\nFAILED: ${part}; its messages stand above.`);
  console.log(`\n${passed} passed, ${failed} failed`);
  return code !== 0 || failed > 0 || broken.length > 0 ? 1 : 0;
}

/** Installs or finds what the suites need besides npm packages, and gives the browser. */
function prepareMachine() {
  if (isDebian) {
    ensurePackages(['dbus', 'gnome-keyring', 'libsecret-1-0', 'xvfb', 'xauth']);
    if (!process.env.BROWSER_EXECUTABLE) ensureBrowser();
  }
  const browser = findBrowser();
  if (browser === null) throw new Error('Install Chrome, Edge or Chromium, or set BROWSER_EXECUTABLE to its path.');
  return browser;
}

/** Older systems have Chromium as a whole only. */
function ensureBrowser() {
  try {
    ensurePackages(['chromium-headless-shell']);
  } catch {
    if (findBrowser() === null) ensurePackages(['chromium']);
  }
}

/** The runtime that is here or can be fetched, or the reason why there is none. */
async function findElectron() {
  const executable = installedElectron();
  if (executable !== null) return { executable };
  const wanted = process.env.ELECTRON_EXECUTABLE;
  if (wanted) throw new Error(`ELECTRON_EXECUTABLE names ${wanted}, and there is no such file.`);
  return fetchElectron();
}

/** Lint, format and types. Gives the names of the parts that failed. */
async function examineSources() {
  const parts = {
    'the linter': [commandOf('oxlint'), '--deny-warnings'],
    'the check of the format': [commandOf('prettier'), '--check', '--log-level', 'warn', '.'],
    'the check of types': [commandOf('typescript', 'tsc'), '-b'],
  };
  const failed = [];
  for (const [name, command] of Object.entries(parts)) if ((await runNode(command)) !== 0) failed.push(name);
  return failed;
}

/** Runs vitest, with a screen of its own where there is none, and counts from its report. */
async function runSuites(suites, paths, env) {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'));
  const report = join(folder, 'report.json');
  const projects = suites.flatMap((name) => ['--project', name]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = [process.execPath, commandOf('vitest'), 'run', ...projects, ...reporters, ...paths];
  try {
    const [program, ...rest] = hasDisplay ? command : ['xvfb-run', '-a', ...command];
    const code = await run(program, rest, { env });
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, code };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
