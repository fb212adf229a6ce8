import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LaneSettings } from './pack/messages.ts';
import type { RoleData } from './roles.ts';

/** Lanes have a program of their own, a tenth as large: of each job several are in memory at once. */
type Program = 'bundle-worker' | 'bundle-lane';

/** Beside the bundle, beside its parts, and as seen from the sources, where the built one starts faster than its source. */
const placesOf = (program: Program): string[] => [
  `./${program}.cjs`,
  `../${program}.cjs`,
  `../../dist/electron/${program}.cjs`,
  `../${program}.ts`,
];

/** Starts a thread for a job or a view. */
export const startWorker = (what: RoleData): Worker => start('bundle-worker', what);

/** Starts a thread that searches, replaces and deflates. */
export const startLaneWorker = (settings: LaneSettings): Worker => start('bundle-lane', settings);

/** Each program is a file of its own, so that it runs out of an archive as well. */
function start(program: Program, data: unknown): Worker {
  const file = placesOf(program)
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error('the program of the threads that pack bundles is not there');
  return new Worker(file, {
    workerData: data,
    // Blocks of text live for a moment only. With 16 MB instead, a bundle is no quicker and takes 40 MiB more.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
    // Not what the console was started with: it can name files that are not there for a thread.
    execArgv: [],
  });
}
