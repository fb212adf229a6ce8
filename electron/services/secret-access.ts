import type { Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import type { ProfileStore } from '../profiles/index.ts';
import type { EnvironmentSecrets } from '../secrets/index.ts';

/** Secrets of stored environments by their ids. */
export interface StoredSecretAccess {
  /** Null where none is set. Throws where it is set and cannot be read. */
  readSecret(id: string, name: SecretName): Promise<string | null>;
  /** Puts secrets of an environment into the keychain, all or none, and marks them there. Throws as `SecretStore` does. */
  setSecrets(id: string, values: ReadonlyMap<SecretName, string>): Promise<void>;
}

export function createSecretAccess(store: ProfileStore, secrets: EnvironmentSecrets): StoredSecretAccess {
  const stored = async (id: string): Promise<Profile | undefined> =>
    (await store.list()).find((profile) => profile.id === id);

  async function setSecrets(id: string, values: ReadonlyMap<SecretName, string>): Promise<void> {
    const undo = await secrets.keep(id, values);
    const setAt = new Date().toISOString();
    const marks = [...values.keys()].map((name) => ({ name, setAt }));
    try {
      await store.update(id, (profile) => ({
        ...profile,
        secrets: [...profile.secrets.filter(({ name }) => !values.has(name)), ...marks],
      }));
    } catch (error) {
      await undo().catch(() => undefined);
      throw error;
    }
    secrets.forgetSession(id, values.keys());
  }

  return {
    async readSecret(id, name) {
      const profile = await stored(id);
      return profile === undefined ? null : secrets.read(profile, name);
    },
    setSecrets,
  };
}
