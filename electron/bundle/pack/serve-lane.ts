import type { MessagePort } from 'node:worker_threads';
import { UserError } from '../../../shared/user-error.ts';
import { createLane } from './lane.ts';
import type { LaneReply, LaneRequest, LaneSettings } from './messages.ts';

export function serveLane(port: MessagePort, settings: LaneSettings): void {
  const reply = (message: LaneReply): void => port.postMessage(message);
  const handle = createLane(settings, reply);
  port.on('message', (request: LaneRequest) => {
    handle(request).catch((error: unknown) => {
      // What is a fault of ours ends this thread.
      if (!(error instanceof UserError)) throw error;
      reply({ kind: 'failed', code: error.code, message: error.message });
    });
  });
}
