import { open, rm } from 'node:fs/promises';
import { segmentFile, segmentsIn } from './segments.ts';
import { linesBackwards } from './lines-backwards.ts';
import { summaryIn } from './line.ts';

/** How much is kept of each environment; whole files are given up, so that a little more may be there. */
export interface Retention {
  /** At least so many of the newest runs, where they are not too old. */
  runs: number;
  days: number;
}

const dayMs = 86_400_000;

/** Deletes the oldest files without which enough runs are left, and those whose newest run is too old. */
export async function forgetOldRuns(folder: string, retention: Retention, now: number): Promise<void> {
  const segments = (await segmentsIn(folder)).toReversed();
  let newer = 0;
  for (const segment of segments) {
    const file = segmentFile(folder, segment);
    const { runs, newestAt } = await countRuns(file);
    const isTooOld = newestAt !== null && now - newestAt > retention.days * dayMs;
    // Another console may have it open, which Windows does not let one delete; the next time will do.
    if (newer >= retention.runs || isTooOld) await rm(file, { force: true }).catch(() => undefined);
    newer += runs;
  }
}

async function countRuns(file: string): Promise<{ runs: number; newestAt: number | null }> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return { runs: 0, newestAt: null };
  try {
    let runs = 0;
    let newestAt: number | null = null;
    for await (const line of linesBackwards(handle, (await handle.stat()).size)) {
      runs += 1;
      newestAt ??= Date.parse(summaryIn(line.text)?.startedAt ?? '') || null;
    }
    return { runs, newestAt };
  } finally {
    await handle.close();
  }
}
