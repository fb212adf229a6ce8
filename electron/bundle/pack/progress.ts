import type { BundleProgress } from '../../../shared/bundle.ts';

/** How far a bundle is. */
export type Progress = Omit<BundleProgress, 'jobId'>;

/** Is told what was done. */
export interface ProgressTaker {
  begin(phase: Progress['phase'], bytesTotal: number, filesTotal: number): void;
  read(bytes: number): void;
  fileDone(): void;
}

const betweenMs = 250;

/** Tells how far it is, a few times a second at most. */
export function createProgress(tell: (progress: Progress) => void): ProgressTaker {
  let phase: Progress['phase'] = 'listing';
  let total = { bytes: 0, files: 0 };
  let done = { bytes: 0, files: 0 };
  let begunAt = performance.now();
  let toldAt = Number.NEGATIVE_INFINITY;

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
    fileDone() {
      done.files += 1;
      changed();
    },
  };
}
