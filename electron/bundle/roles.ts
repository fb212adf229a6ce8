import type { MessagePort } from 'node:worker_threads';
import type { Job } from './pack/job.ts';
import type { LaneSettings } from './pack/messages.ts';

/** What a thread was started with; it comes from `startWorker` alone. */
export type RoleData = { role: 'lane'; data: LaneSettings } | { role: 'job'; data: Job } | { role: 'view'; data: null };

/** Loads what the role needs and no more: three threads that pack are in memory at once. */
export async function runRole(port: MessagePort, { role, data }: RoleData): Promise<void> {
  switch (role) {
    case 'lane':
      return (await import('./pack/serve-lane.ts')).serveLane(port, data);
    case 'job':
      return (await import('./pack/serve-job.ts')).serveJob(port, data);
    case 'view':
      return (await import('./view/serve.ts')).serveView(port);
  }
}
