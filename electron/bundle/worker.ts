import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { RoleData } from './roles.ts';

/** Beside the bundle, beside its parts, and as seen from the sources, where the built one starts faster than its source. */
const places = [
  './bundle-worker.cjs',
  '../bundle-worker.cjs',
  '../../dist/electron/bundle-worker.cjs',
  '../bundle-worker.ts',
];

/** Starts a thread of the program `bundle-worker`, which is a file of its own so that it runs out of an archive as well. */
export function startWorker(what: RoleData): Worker {
  const file = places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error('the program of the threads that pack bundles is not there');
  return new Worker(file, {
    workerData: what,
    // Blocks of text live for a moment only. With 16 MB instead, a bundle is no quicker and takes 40 MiB more.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
    // Not what the console was started with: it can name files that are not there for a thread.
    execArgv: [],
  });
}
