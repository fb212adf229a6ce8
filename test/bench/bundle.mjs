import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLog } from './logs.mjs';
import { cli, interleaved, medianOf, timed } from './measure.mjs';

const mebibyte = 2 ** 20;
const partBytes = 256 * mebibyte;

/** Logs of so many parts of 256 MiB, each of its own, in a folder. */
function writeLogs(folder, parts) {
  mkdirSync(folder);
  return Array.from({ length: parts }, (_, number) => {
    const file = join(folder, `Common.${number}.log`);
    writeLog(file, partBytes, number + 1);
    return file;
  });
}

async function withLogs(parts, measure) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-bundle-'));
  try {
    const logs = join(folder, 'logs');
    const files = writeLogs(logs, parts);
    const env = { CREATIO_OAUTH_HOME: join(folder, 'home') };
    const out = join(folder, 'bundle.zip');
    // No limit leaves any of it out.
    const limits = ['--limit-total', '100000', '--limit-file', '100000'];
    const args = ['bundle', '--out', out, '--folder', logs, ...limits];
    return await measure({ files, folder, bundle: () => timed(process.execPath, [cli, ...args], { env }) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const speed = (results, parts) => `${((parts * 256) / (medianOf(results, 'ms') / 1000)).toFixed(0)} MiB/s`;

/** A bundle with every rule and all pseudonyms, checked afterwards, against packing alone. */
export const measureBundle = () =>
  withLogs(4, async ({ files, folder, bundle }) => {
    const packed = join(folder, 'logs.gz');
    const names = files.map((file) => `'${file}'`).join(' ');
    const pigz = () => timed('sh', ['-c', `exec pigz -1 -p2 -c ${names} > '${packed}'`]);
    const [ours, theirs] = await interleaved(3, [bundle, pigz]);
    return {
      title: 'A bundle of 1 GiB of logs, redacted, packed and checked again, against `pigz -1 -p2` without redaction',
      rows: [
        [`creatio-oauth bundle (${speed(ours, 4)})`, medianOf(ours, 'ms'), medianOf(ours, 'mebibytes')],
        [`pigz -1 -p2 (${speed(theirs, 4)})`, medianOf(theirs, 'ms'), medianOf(theirs, 'mebibytes')],
      ],
      ratio: { name: 'pigz / bundle', value: medianOf(theirs, 'ms') / medianOf(ours, 'ms'), atLeast: 1.2 },
    };
  });

/** Memory does not depend on how much goes in. */
export async function measureBundleMemory() {
  const small = await withLogs(1, async ({ bundle }) => bundle());
  const large = await withLogs(16, async ({ bundle }) => bundle());
  return {
    title: 'Memory of a bundle of 256 MiB and of 4 GiB',
    rows: [
      ['256 MiB', small.ms, small.mebibytes],
      ['4 GiB', large.ms, large.mebibytes],
    ],
    ratio: { name: 'peak in MiB', value: Math.max(small.mebibytes, large.mebibytes), atMost: 300 },
  };
}

/** The thread of the window stays free while a bundle is made. */
export const measureBundleEventLoop = () =>
  withLogs(1, async ({ folder }) => {
    const { ms, mebibytes, stdout } = timed(process.execPath, [
      'test/bench/bundle-event-loop.ts',
      join(folder, 'logs'),
      join(folder, 'bundle.zip'),
    ]);
    const { longestMs } = JSON.parse(stdout);
    return {
      title: 'The longest time for which the main thread did not answer while a bundle of 256 MiB was made',
      rows: [['bundle of 256 MiB', ms, mebibytes]],
      ratio: { name: 'longest in ms', value: longestMs, atMost: 50 },
    };
  });
