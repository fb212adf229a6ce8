import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './run.mjs';

const sources = ['electron', 'renderer', 'shared', 'build/bundle.mjs', 'package-lock.json'];
const product = 'dist/electron/main.cjs';

/** Builds dist/ unless it is newer than every source. Throws when the build fails. */
export async function ensureBuilt() {
  const newest = Math.max(...sources.map(newestChange));
  if (existsSync(product) && statSync(product).mtimeMs >= newest) return;
  if ((await runNode(['build/bundle.mjs'])) !== 0) throw new Error('The build failed; its messages stand above.');
}

function newestChange(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
