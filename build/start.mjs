// `npm start`: opens the console in Electron where its runtime is here or can be fetched, else in a browser.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fetchElectron, installedElectron } from './electron-runtime.mjs';
import { ensureBuilt } from './tools/fresh.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = (name) => join(root, 'dist', name);
const usage = 'npm start knows: -- --browser (open in a browser) and -- --port N (the port to use there).';

/** What our own main process ends with: closed, data folder not usable (it said so), a fault of ours (it said so). */
const ownExitCodes = [0, 3, 70];

function readArguments() {
  try {
    return parseArgs({ options: { browser: { type: 'boolean' }, port: { type: 'string', default: '0' } } }).values;
  } catch {
    console.error(usage);
    process.exit(3);
  }
}

async function buildWhereNeeded() {
  try {
    await ensureBuilt();
  } catch (error) {
    console.error(`The console cannot be started. ${error.message} Run npm ci, which installs what building needs.`);
    process.exit(3);
  }
}

/** Runs a program until it ends. Being told to stop, this process tells the program, and waits for it. */
function run(program, programArguments) {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, { stdio: 'inherit' });
    let stopped = false;
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.on(signal, () => {
        stopped = true;
        child.kill(signal);
      });
    child.once('error', () => resolve({ code: null, stopped }));
    child.once('exit', (code) => resolve({ code, stopped }));
  });
}

/** Why there is no window to open here, before looking for a runtime; null when there could be. */
function whyNoWindow() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return 'this session has no display for a window';
  return null;
}

/** Opens Electron's window and ends with it. Returns the reason when there is none. */
async function openWindow() {
  const noWindow = whyNoWindow();
  if (noWindow !== null) return noWindow;
  const installed = installedElectron();
  const wanted = process.env.ELECTRON_EXECUTABLE;
  if (installed === null && wanted) return `ELECTRON_EXECUTABLE names ${wanted}, and there is no such file`;
  const { executable, reason } = installed === null ? await fetchElectron() : { executable: installed };
  if (executable === undefined) return reason;

  const isRoot = process.platform === 'linux' && process.getuid() === 0;
  if (isRoot)
    console.log('Started as root: Chromium then runs without its process sandbox. An ordinary account is safer.');
  const { code, stopped } = await run(executable, isRoot ? ['--no-sandbox', root] : [root]);
  if (stopped) process.exit(0);
  if (ownExitCodes.includes(code)) process.exit(code);
  return 'Electron cannot run here; what it says stands above';
}

const { browser, port } = readArguments();
process.chdir(root);
await buildWhereNeeded();
if (!browser) console.log(`The console runs in a browser this time, because ${await openWindow()}.`);
const { code, stopped } = await run(process.execPath, [built('electron/browser-host.cjs'), '--open', '--port', port]);
process.exit(stopped ? 0 : (code ?? 3));
