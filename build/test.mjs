// `npm test`: lint, types, and every suite that needs nothing but this project; `npm test -- PATH` runs the suites of that path alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchElectron, installedElectron } from './electron-runtime.mjs';
import { findBrowser } from './tools/browser.mjs';
import { ensurePackages, isDebian } from './tools/debian.mjs';
import { ensureBuilt } from './tools/fresh.mjs';
import { commandOf, run, runKept } from './tools/run.mjs';

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
/** Without `-noreset` the screen begins anew whenever its last window closes, and cuts off one that opens at that moment. */
const withDisplay = ['xvfb-run', '-a', '--server-args', '-screen 0 1280x1024x24 -noreset'];

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
  const env = { ...process.env, BROWSER_EXECUTABLE: browser };

  // Electron and the examination of the sources fill what the suites leave of the processors while they wait for sockets.
  const beside = runBeside(electron.executable, paths, env);
  const [suites, { window, broken, output }] = await Promise.all([
    runSuites(['unit', 'integration', 'ui'], paths, env, run),
    beside,
  ]);
  process.stdout.write(output);

  const passed = suites.passed + window.passed;
  const failed = suites.failed + window.failed;
  if (electron.reason) console.log(`\nNOT RUN: the suite in a real Electron. ${electron.reason}.`);
  for (const part of broken) console.log(`\nFAILED: ${part}; its messages stand above.`);
  if (passed + failed === 0) console.log('\nNo test has such a path.');
  console.log(`\n${passed} passed, ${failed} failed`);
  const isWhole = suites.isWhole && window.isWhole && broken.length === 0 && passed > 0;
  return isWhole && failed === 0 ? 0 : 1;
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

/** Examines the sources and runs the suite in Electron, one after the other. What they write is given at the end, in one piece. */
async function runBeside(executable, paths, env) {
  const written = [];
  const runHere = async (program, args, options) => {
    const { code, output } = await runKept(program, args, options);
    written.push(output);
    return code;
  };
  const broken = paths.length > 0 ? [] : await examineSources(runHere);
  const window = executable
    ? await runSuites(['electron'], paths, { ...env, ELECTRON_EXECUTABLE: executable }, runHere)
    : { passed: 0, failed: 0, isWhole: true };
  return { window, broken, output: written.join('') };
}

/** Lint, format and types. Gives the names of the parts that failed. */
async function examineSources(runHere) {
  const parts = {
    'the linter': [commandOf('oxlint'), '--deny-warnings'],
    'the check of the format': [commandOf('prettier'), '--check', '--log-level', 'warn', '.'],
    // Each further checker does much of the work of the first once more.
    'the check of types': [commandOf('typescript', 'tsc'), '-b', '--checkers', '1'],
  };
  const failed = [];
  for (const [name, command] of Object.entries(parts))
    if ((await runHere(process.execPath, command)) !== 0) failed.push(name);
  return failed;
}

/** Runs vitest and counts from its report. Electron gets a screen of its own where there is none. */
async function runSuites(suites, paths, env, runHere) {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'));
  const report = join(folder, 'report.json');
  const projects = suites.flatMap((name) => ['--project', name]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const vitest = [process.execPath, commandOf('vitest'), 'run', '--passWithNoTests', ...projects, ...reporters];
  const needsDisplay = suites.includes('electron') && !hasDisplay;
  try {
    const [program, ...rest] = [...(needsDisplay ? withDisplay : []), ...vitest, ...paths];
    const code = await runHere(program, rest, { env });
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, isWhole: code === 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
