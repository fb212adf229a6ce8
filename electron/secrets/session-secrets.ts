import type { SecretName } from '../../shared/profile-schema.ts';

interface KeptSecret {
  value: string;
  /** ISO 8601. */
  setAt: string;
}

/** Secrets of environments, held in memory and forgotten with the process. */
export interface SessionSecrets {
  get(profileId: string, name: SecretName): string | null;
  /** Which secrets an environment has. */
  list(profileId: string): { name: SecretName; setAt: string }[];
  set(profileId: string, name: SecretName, value: string): void;
  remove(profileId: string, name: SecretName): void;
}

/** Secrets that are kept in memory until the console ends. */
export function createSessionSecrets(): SessionSecrets {
  const profiles = new Map<string, Map<SecretName, KeptSecret>>();
  return {
    get: (profileId, name) => profiles.get(profileId)?.get(name)?.value ?? null,
    list: (profileId) => [...(profiles.get(profileId) ?? [])].map(([name, { setAt }]) => ({ name, setAt })),
    set(profileId, name, value) {
      const secrets = profiles.get(profileId) ?? new Map<SecretName, KeptSecret>();
      profiles.set(profileId, secrets.set(name, { value, setAt: new Date().toISOString() }));
    },
    remove: (profileId, name) => void profiles.get(profileId)?.delete(name),
  };
}
