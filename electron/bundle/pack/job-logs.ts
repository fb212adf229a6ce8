import type { JobLog } from './job.ts';
import { createPackedLines } from './packed-lines.ts';

/** The logs of a job, which can be many thousands: kept packed, and taken one by one. */
export interface JobLogs extends Iterable<JobLog> {
  add(log: JobLog): void;
  readonly count: number;
  /** What has to be read for them, in bytes. */
  readonly bytesToRead: number;
}

export function createJobLogs(): JobLogs {
  const lines = createPackedLines();
  const sums = { count: 0, bytesToRead: 0 };
  return {
    add(log) {
      lines.add(JSON.stringify(log));
      sums.count += 1;
      sums.bytesToRead += log.file.bytesToRead;
    },
    get count() {
      return sums.count;
    },
    get bytesToRead() {
      return sums.bytesToRead;
    },
    *[Symbol.iterator]() {
      for (const line of lines.lines()) {
        // What was made of a log above.
        const log: JobLog = JSON.parse(line);
        yield log;
      }
    },
  };
}
