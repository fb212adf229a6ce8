import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { runRole } from './bundle/roles.ts';

// Its caller is this program itself; what it hands over is plain data.
if (!isMainThread && parentPort !== null) void runRole(parentPort, workerData);
