export type * from './types.ts';
export { bodyLimitBytes } from './types.ts';
export { combineTcpFailures } from './failures.ts';
export { createNetwork, type NetworkOptions } from './network.ts';
export type { NetworkLimits } from './limits.ts';
