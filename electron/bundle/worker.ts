import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, type ResourceLimits } from 'node:worker_threads';
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

/** Blocks of text live for a moment only. With 16 MB for new ones a bundle is no quicker and takes 40 MiB more. */
const quick: ResourceLimits = { maxYoungGenerationSizeMb: 4 };
/**
 * Where what stays may take more than 2 GB, V8 leaves so much of it uncollected that a bundle takes 60 MiB more, and 5 % less time.
 * What names need is far less than this.
 */
const thrifty: ResourceLimits = { ...quick, maxOldGenerationSizeMb: 2000 };

/** Starts a thread for a job or a view. */
export const startWorker = (what: RoleData): Worker => start('bundle-worker', what, thrifty);

/** Starts a thread that searches, replaces and deflates; in a bundle, several of them share its memory. */
export const startLaneWorker = (settings: LaneSettings, use: 'in-bundle' | 'alone'): Worker =>
  start('bundle-lane', settings, use === 'in-bundle' ? thrifty : quick);

/** Each program is a file of its own, so that it runs out of an archive as well. */
function start(program: Program, data: unknown, resourceLimits: ResourceLimits): Worker {
  const file = placesOf(program)
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error('the program of the threads that pack bundles is not there');
  return new Worker(file, {
    workerData: data,
    resourceLimits,
    // Not what the console was started with: it can name files that are not there for a thread.
    execArgv: [],
  });
}
