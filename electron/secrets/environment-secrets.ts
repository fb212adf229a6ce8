import type { OrphanedSecret, ProfileView } from '../../shared/contract.ts';
import { practiceProfileId, type Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import { UserError } from '../../shared/user-error.ts';
import type { SecretEntry } from './account.ts';
import type { SecretStore } from './keychain.ts';
import { createSessionSecrets } from './session-secrets.ts';

type Owner = Pick<Profile, 'id' | 'name' | 'secrets'>;

/** The secrets of the environments: those in the keychain, of which the profile has a mark, and those of this session. */
export interface EnvironmentSecrets {
  /** Which secrets are set. Makes no call to the keychain. */
  view(profile: Owner): ProfileView['secrets'];
  /**
   * A secret in plain, or null where none is set; calls the keychain for a marked one alone. Throws as `SecretStore` does,
   * and a UserError `keychain-entry-missing` where the keychain no longer holds what the mark says.
   */
  read(profile: Owner, name: SecretName): Promise<string | null>;
  /**
   * Puts secrets into the keychain, all or none, and gives what takes that back. Throws as `SecretStore` does.
   */
  keep(profileId: string, values: ReadonlyMap<SecretName, string>): Promise<() => Promise<void>>;
  /** Keeps secrets until the process ends. */
  keepForSession(profileId: string, values: ReadonlyMap<SecretName, string>): void;
  /** Forgets secrets of this session. */
  forgetSession(profileId: string, names: Iterable<SecretName>): void;
  /** Removes secrets from the keychain. Throws as `SecretStore` does; they are then found as orphans. */
  remove(profileId: string, names: Iterable<SecretName>): Promise<void>;
  /** Secrets in the keychain that none of these profiles uses; the former ones tell the names of those that are gone. */
  orphans(profiles: readonly Owner[], former: readonly Owner[]): Promise<OrphanedSecret[]>;
}

/** The secrets of environments, in the keychain or for the session, as their marks say. */
export function createEnvironmentSecrets(keychain: SecretStore): EnvironmentSecrets {
  const session = createSessionSecrets();

  async function put(profileId: string, name: SecretName, value: string | null): Promise<void> {
    if (value === null) await keychain.delete(profileId, name);
    else await keychain.set(profileId, name, value);
  }

  return {
    view(profile) {
      const kept = session.list(profile.id);
      const marked = profile.secrets.filter(({ name }) => !kept.some((secret) => secret.name === name));
      return [
        ...marked.map((mark) => ({ ...mark, kept: 'keychain' as const })),
        ...kept.map((secret) => ({ ...secret, kept: 'session' as const })),
      ];
    },

    async read(profile, name) {
      const kept = session.get(profile.id, name);
      const mark = profile.secrets.find((secret) => secret.name === name);
      if (kept !== null || mark === undefined) return kept;
      const value = await keychain.get(profile.id, name);
      if (value !== null) return value;
      throw new UserError(
        'keychain-entry-missing',
        `The keychain no longer holds the ${secretWords(name)} of "${profile.name}", which was set on ${mark.setAt.slice(0, 10)}. It may have been removed there, or the environments came from another computer. Enter it again in the settings of the environment.`,
      );
    },

    async keep(profileId, values) {
      const before = new Map<SecretName, string | null>();
      const undo = async (): Promise<void> => {
        for (const [name, value] of before) await put(profileId, name, value);
      };
      try {
        for (const [name, value] of values) before.set(name, await keychain.set(profileId, name, value));
      } catch (error) {
        await undo().catch(() => undefined);
        throw error;
      }
      return undo;
    },

    keepForSession(profileId, values) {
      for (const [name, value] of values) session.set(profileId, name, value);
    },

    forgetSession(profileId, names) {
      for (const name of names) session.remove(profileId, name);
    },

    async remove(profileId, names) {
      for (const name of names) await keychain.delete(profileId, name);
    },

    async orphans(profiles, former) {
      const byId = new Map(profiles.map((profile) => [profile.id, profile]));
      const isOrphan = ({ profileId, name }: SecretEntry): boolean =>
        profileId !== practiceProfileId && byId.get(profileId)?.secrets.some((mark) => mark.name === name) !== true;
      return (await keychain.list()).filter(isOrphan).map(({ profileId, name }) => ({
        profileId,
        name,
        profileName: byId.get(profileId)?.name ?? former.find(({ id }) => id === profileId)?.name ?? null,
        profileExists: byId.has(profileId),
      }));
    },
  };
}

/** What a secret is called in a sentence. */
function secretWords(name: SecretName): string {
  switch (name) {
    case 'client-secret':
      return 'client secret';
    case 'proxy-password':
      return 'password for the proxy';
    case 'client-certificate-passphrase':
      return 'passphrase of the client certificate';
    default:
      if (name.startsWith('request-secret:')) return 'secret of a saved request';
      return name.startsWith('refresh-token:') ? 'refresh token' : 'client secret of a further client';
  }
}
