// Makes the installers: npm run package -- [arguments of electron-builder, for example --dir or --linux deb].
// ELECTRON_DIST names a folder with another Electron to pack, for machines that cannot download the product's own.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './tools/fresh.mjs';
import { commandOf, runNode } from './tools/run.mjs';

const standIn = process.env.ELECTRON_DIST;

await ensureBuilt();
process.exitCode = await runNode([
  commandOf('electron-builder'),
  ...(standIn ? standInArguments(standIn) : []),
  ...process.argv.slice(2),
]);

function standInArguments(folder) {
  const name =
    { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron';
  const version = execFileSync(join(folder, name), ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  }).trim();
  console.log(`Packing Electron ${version} from ${folder}`);
  return [`-c.electronDist=${folder}`, `-c.electronVersion=${version}`];
}
