import type { MessagePort } from 'node:worker_threads';
import { UserError } from '../../../shared/user-error.ts';
import type { JobMessage, JobRequest } from './job-messages.ts';
import { createJobLogs } from './job-logs.ts';
import { runJob, type Job, type JobSettings } from './job.ts';
import { createProgress } from './progress.ts';

export function serveJob(port: MessagePort, settings: JobSettings): void {
  const logs = createJobLogs();
  port.on('message', (message: JobRequest) => {
    if (message.kind === 'logs') for (const log of message.logs) logs.add(log);
    else run(port, { ...settings, logs });
  });
}

function run(port: MessagePort, job: Job): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
  const send = (message: JobMessage): void => port.postMessage(message);
  const progress = createProgress(
    (each) => send({ kind: 'progress', progress: each }),
    (files) => send({ kind: 'counted', files }),
  );
  runJob(job, progress).then(
    (result) => {
      progress.end();
      send({ kind: 'done', result });
    },
    (error: unknown) => {
      // A UserError loses its class on the way to another thread; what is a fault of ours ends this one.
      if (!(error instanceof UserError)) throw error;
      send({ kind: 'failed', code: error.code, message: error.message });
    },
  );
}
