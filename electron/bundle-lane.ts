import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { serveLane } from './bundle/pack/serve-lane.ts';

// Its caller is this program itself; what it hands over is plain data.
if (!isMainThread && parentPort !== null) serveLane(parentPort, workerData);
