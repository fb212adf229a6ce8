import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The command line as `npm run build` made it. */
export const cli = 'dist/electron/cli.cjs';

/** What every process of the bench gets: no data of this machine's user, and secrets only where they are given. */
export const environment = (additions) => ({ PATH: process.env.PATH, HOME: process.env.HOME, ...additions });

/**
 * Runs a program to its end under Debian's `time`.
 * Gives its wall-clock time in ms, the peak memory of its largest process in MiB, and its output. Throws unless it ends
 * with one of the expected exit codes.
 */
export function timed(program, args, { env = {}, input = '', exitCodes = [0] } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, 'memory');
  try {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync('time', ['--quiet', '-f', '%M', '-o', file, program, ...args], {
      env: environment(env),
      input,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    const ms = performance.now() - start;
    if (!exitCodes.includes(status)) throw new Error(`${program} ended with exit code ${status}: ${stderr}`);
    return { ms, mebibytes: Number(readFileSync(file, 'utf8')) / 1024, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the measurements in turn, so that what the machine does meanwhile meets all alike; gives the results of each. */
export async function interleaved(repetitions, measurements) {
  const results = measurements.map(() => []);
  for (let round = 0; round < repetitions; round++) {
    for (const [index, measure] of measurements.entries()) results[index].push(await measure());
  }
  return results;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[Math.floor(half)];
}

export const medianOf = (results, key) => median(results.map((result) => result[key]));

/** Starts a program of ours and waits for the first line it prints. */
export async function startProgram(args, env = {}) {
  const child = spawn(process.execPath, args, { env: environment(env), stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${args.join(' ')} ended with exit code ${code}`);
  });
  const [line] = await Promise.race([once(lines, 'line'), failed]);
  failed.catch(() => {});
  return {
    line,
    async close() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
    },
  };
}
