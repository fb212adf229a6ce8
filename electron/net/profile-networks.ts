import { createHash } from 'node:crypto';
import type { Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import { UserError } from '../../shared/user-error.ts';
import { lazily } from './lazily.ts';
import type { NetworkLimits } from './limits.ts';
import { createNetwork, type NetworkOptions } from './network.ts';
import type { Network, ProxySettings } from './types.ts';

export interface ProfileNetworksOptions {
  /** A secret of an environment in plain, or null when none is set; asked for only where its settings need it. */
  readSecret(profileId: string, name: SecretName): Promise<string | null>;
  limits?: Partial<NetworkLimits>;
  /** Asks the system which proxy to use, and answers as a PAC script does. Without it the environment's variables decide. */
  resolveProxy?: (url: string) => Promise<string>;
}

/** The way out for each environment. Those with equal settings share one, and with it their connections. */
export interface ProfileNetworks {
  /**
   * The network for a run; for an environment with default settings at once. The files of others are read anew each time,
   * and what cannot be read is told by the network where it matters.
   */
  of(profile: Profile): Network | Promise<Network>;
  /** Closes every one of them. */
  close(): Promise<void>;
}

/** Makes networks as they are asked for, and keeps each for the next run with equal settings. */
export function createProfileNetworks(options: ProfileNetworksOptions): ProfileNetworks {
  const { readSecret, limits = {} } = options;
  const system: ProxySettings = {
    mode: 'system',
    ...(options.resolveProxy === undefined ? {} : { resolveProxy: options.resolveProxy }),
  };
  const usual = lazily(() => createNetwork({ limits, proxy: system }));
  const others = new Map<string, Network>();

  async function withSettings(profile: Profile): Promise<Network> {
    const settings: NetworkOptions = { limits, trust: await trustOf(profile), proxy: await proxyOf(profile) };
    const key = keyOf(settings);
    const network = others.get(key) ?? createNetwork(settings);
    others.set(key, network);
    return network;
  }

  async function trustOf({ id, trust }: Profile) {
    const { readTrustSettings } = await import('./tls/read-settings.ts');
    return readTrustSettings(trust, () => readSecret(id, 'client-certificate-passphrase'));
  }

  async function proxyOf({ id, proxy }: Profile): Promise<ProxySettings> {
    if (proxy.mode === 'system') return system;
    if (proxy.mode !== 'manual') return { mode: proxy.mode };
    const { url, bypass } = proxy;
    const username = proxy.username === '' ? null : proxy.username;
    const manual = { mode: 'manual', url, username, bypass } as const;
    try {
      return { ...manual, password: username === null ? null : await readSecret(id, 'proxy-password') };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { ...manual, password: null, passwordProblem: error.message };
    }
  }

  return {
    of: (profile) => (hasDefaults(profile) ? usual() : withSettings(profile)),
    async close() {
      await Promise.all([usual(), ...others.values()].map((network) => network.close()));
    },
  };
}

/** Whether nothing has to be read to reach the servers of an environment. */
const hasDefaults = ({ trust, proxy }: Profile): boolean =>
  proxy.mode === 'system' &&
  trust.authorityFile === null &&
  trust.clientCertificate === null &&
  trust.acceptedCertificates.length === 0;

/** Tells settings apart without keeping the secrets among them. */
const keyOf = (options: NetworkOptions): string => createHash('sha256').update(JSON.stringify(options)).digest('hex');
