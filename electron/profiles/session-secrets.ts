/** Client secrets by profile id, held in memory and forgotten with the process. */
export interface SessionSecrets {
  get(profileId: string): string | null;
  has(profileId: string): boolean;
  set(profileId: string, clientSecret: string): void;
  remove(profileId: string): void;
}

export function createSessionSecrets(): SessionSecrets {
  const secrets = new Map<string, string>();
  return {
    get: (profileId) => secrets.get(profileId) ?? null,
    has: (profileId) => secrets.has(profileId),
    set: (profileId, clientSecret) => void secrets.set(profileId, clientSecret),
    remove: (profileId) => void secrets.delete(profileId),
  };
}
