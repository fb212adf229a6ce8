import type { FileCounts } from '../../../shared/bundle.ts';
import type { JobResult } from './job.ts';
import type { Progress } from './progress.ts';

/** What the thread of a job tells. */
export type JobMessage =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'counted'; files: FileCounts[] }
  | { kind: 'done'; result: JobResult }
  | { kind: 'failed'; code: string; message: string };
