import type { FileCounts } from '../../../shared/bundle.ts';
import type { JobLog, JobResult } from './job.ts';
import type { Progress } from './progress.ts';

/** What the thread of a job is told when it has started: its logs, some at a time, and that these were all. */
export type JobRequest = { kind: 'logs'; logs: readonly JobLog[] } | { kind: 'all' };

/** What the thread of a job tells. */
export type JobMessage =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'counted'; files: FileCounts[] }
  | { kind: 'done'; result: JobResult }
  | { kind: 'failed'; code: string; message: string };
