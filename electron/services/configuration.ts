import type { ConfigurationReport } from '../../shared/configuration.ts';
import type { ParsedRequest } from '../../shared/contract.ts';
import type { Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import { UserError } from '../../shared/user-error.ts';
import { checkConfiguration, type KnownClient } from '../configuration/index.ts';
import type { Environments } from './environments.ts';

type Sources = Pick<Environments, 'find' | 'readSecret'>;

/** Checks configuration on disk beside an environment. Its secrets are compared here and go nowhere else. */
export async function checkConfigurationOf(
  environments: Sources,
  { profileId, folder }: ParsedRequest<'configuration.check'>,
): Promise<ConfigurationReport> {
  const profile = await environments.find(profileId);
  if (profile === null) {
    throw new UserError('profile-not-found', 'This environment no longer exists. Choose another one in the list.');
  }
  const { creatioUrl, identityServiceUrl, creatioVersion } = profile;
  const clients = await clientsOf(environments, profile);
  return checkConfiguration({ folder, environment: { creatioUrl, identityServiceUrl, creatioVersion, clients } });
}

async function clientsOf(environments: Sources, profile: Profile): Promise<KnownClient[]> {
  const own = profile.clientId === null ? [] : [{ clientId: profile.clientId, name: 'client-secret' as const }];
  const further = profile.furtherClients.map(({ id, clientId }) => ({
    clientId,
    name: `further-client:${id}` as const,
  }));
  const known: KnownClient[] = [];
  for (const { clientId, name } of [...own, ...further])
    known.push({ clientId, ...(await secretOf(environments, profile.id, name)) });
  return known;
}

async function secretOf(
  environments: Sources,
  id: string,
  name: SecretName,
): Promise<Pick<KnownClient, 'secret' | 'problem'>> {
  try {
    return { secret: await environments.readSecret(id, name), problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { secret: null, problem: error.message };
  }
}
