import type { MessagePort } from 'node:worker_threads';
import { createLane } from './lane.ts';
import type { LaneRequest, LaneSettings } from './messages.ts';

export function serveLane(port: MessagePort, settings: LaneSettings): void {
  const handle = createLane(settings, (reply, moved = []) => port.postMessage(reply, moved));
  port.on('message', (request: LaneRequest) => void handle(request));
}
