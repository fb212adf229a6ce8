import type { MessagePort } from 'node:worker_threads';
import type { JobSettings } from './pack/job.ts';

/** What a thread was started with; it comes from `startWorker` alone. */
export type RoleData = { role: 'job'; data: JobSettings } | { role: 'view'; data: null };

/** Loads what the role needs and no more. */
export async function runRole(port: MessagePort, { role, data }: RoleData): Promise<void> {
  switch (role) {
    case 'job':
      return (await import('./pack/serve-job.ts')).serveJob(port, data);
    case 'view':
      return (await import('./view/serve.ts')).serveView(port);
  }
}
