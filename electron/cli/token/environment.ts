import { practiceProfileId, profileDefaults, defaultTimeLimitSeconds, type Profile } from '../../../shared/profile.ts';
import { createNetwork, createProfileNetworks, type Network } from '../../net/index.ts';
import { findEnvironments } from '../check/environments.ts';
import { createStoredSecrets } from '../check/index.ts';

/** What a token is asked for with, and for which environment. */
export interface OpenEnvironment {
  profile: Profile;
  network: Network;
  /** The client secret that is kept for it; null where none is. Throws a UserError where it cannot be read. */
  readSecret(): Promise<string | null>;
  close(): Promise<void>;
}

/** Opens an environment by its name or id, the practice environment, or none: then all comes from the command line. */
export async function openEnvironment(name: string | null, signal: AbortSignal): Promise<OpenEnvironment> {
  if (name === null) return openNone();
  const [environment] = await findEnvironments({ names: [name] });
  if (environment === undefined || environment === practiceProfileId) return openPractice();
  const stored = createStoredSecrets(signal);
  const networks = createProfileNetworks({ readSecret: (_id, secret) => stored.read(environment, secret) });
  return {
    profile: environment,
    network: await networks.of(environment),
    readSecret: () => stored.read(environment, 'client-secret'),
    close: () => networks.close(),
  };
}

const unnamed: Profile = {
  ...profileDefaults,
  id: 'command-line',
  name: 'the command line',
  creatioUrl: 'http://localhost',
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: defaultTimeLimitSeconds,
};

function openNone(): OpenEnvironment {
  const network = createNetwork({ proxy: { mode: 'system' } });
  return { profile: unnamed, network, readSecret: async () => null, close: () => network.close() };
}

async function openPractice(): Promise<OpenEnvironment> {
  const { startPractice } = await import('../../practice/index.ts');
  const practice = await startPractice();
  const network = createNetwork({ trust: { additionalCertificates: practice.trustedCertificates } });
  const { creatioUrl, identityServiceUrl, clientId, clientSecret } = practice;
  return {
    profile: {
      ...unnamed,
      id: practiceProfileId,
      name: 'Practice environment',
      creatioUrl,
      identityServiceUrl,
      clientId,
    },
    network,
    readSecret: async () => clientSecret,
    async close() {
      await network.close();
      await practice.close();
    },
  };
}
