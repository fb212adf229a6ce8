export type * from './types.ts';
export { bodyLimitBytes } from './types.ts';
export { combineTcpFailures } from './failures.ts';
export { createNetwork, type NetworkOptions } from './network.ts';
export { createProfileNetworks, type ProfileNetworks, type ProfileNetworksOptions } from './profile-networks.ts';
export type { NetworkLimits } from './limits.ts';
