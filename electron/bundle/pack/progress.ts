import type { BundleProgress, FileCounts } from '../../../shared/bundle.ts';
import { createCounts } from './counts.ts';

/** How far a bundle is. */
export type Progress = Omit<BundleProgress, 'jobId'>;

/** Is told what was done. */
export interface ProgressTaker {
  begin(phase: Progress['phase'], bytesTotal: number, filesTotal: number): void;
  read(bytes: number): void;
  /** What was found in a part of a file. */
  found(path: string, counted: readonly { rule: string; count: number }[]): void;
  /** Nothing more is found in it. */
  whole(path: string): void;
  fileDone(): void;
  /** Tells what was not told yet. */
  end(): void;
}

const betweenMs = 250;

/** Tells how far it is and what was found meanwhile, a few times a second at most. */
export function createProgress(
  tell: (progress: Progress) => void,
  tellCounts: (files: FileCounts[]) => void = () => undefined,
): ProgressTaker {
  const counts = createCounts();
  let phase: Progress['phase'] = 'listing';
  let total = { bytes: 0, files: 0 };
  let done = { bytes: 0, files: 0 };
  let begunAt = performance.now();
  let toldAt = Number.NEGATIVE_INFINITY;

  const tellFound = (): void => {
    const files = counts.changed();
    if (files.length > 0) tellCounts(files);
  };
  const changed = (now = performance.now()): void => {
    if (now - toldAt < betweenMs) return;
    toldAt = now;
    const seconds = (now - begunAt) / 1000;
    const bytesPerSecond = seconds > 0 ? done.bytes / seconds : 0;
    const left = Math.max(0, total.bytes - done.bytes);
    tell({
      phase,
      bytesDone: done.bytes,
      bytesTotal: Math.max(total.bytes, done.bytes),
      filesDone: done.files,
      filesTotal: Math.max(total.files, done.files),
      bytesPerSecond,
      secondsLeft: bytesPerSecond > 0 && seconds > 0.5 ? left / bytesPerSecond : null,
    });
    tellFound();
  };
  return {
    begin(next, bytes, files) {
      phase = next;
      total = { bytes, files };
      done = { bytes: 0, files: 0 };
      begunAt = performance.now();
      toldAt = Number.NEGATIVE_INFINITY;
      changed();
    },
    read(bytes) {
      done.bytes += bytes;
      changed();
    },
    found: (path, counted) => counts.add(path, counted),
    whole: (path) => counts.whole(path),
    fileDone() {
      done.files += 1;
      changed();
    },
    end: tellFound,
  };
}
