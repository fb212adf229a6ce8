import { dataFolder } from '../../data-folder.ts';
import { createProfileStore, type ProfileStore } from '../../profiles/index.ts';
import type { SecretAccess } from '../../transfer/index.ts';
import { printNotice } from '../output.ts';

/** The environments of this user; what the store has to say goes to standard error. */
export const openStore = (): ProfileStore =>
  createProfileStore({ folder: dataFolder(), onNotice: (message) => void printNotice(message) });

/** The secrets of these environments in the keychain, which is called when one is asked for. */
export function openSecrets(store: ProfileStore): SecretAccess {
  let loading: Promise<SecretAccess> | null = null;
  const loaded = () => (loading ??= loadSecrets(store));
  return {
    setSecret: async (id, name, value) => (await loaded()).setSecret(id, name, value),
    readSecret: async (id, name) => (await loaded()).readSecret(id, name),
  };
}

async function loadSecrets(store: ProfileStore): Promise<SecretAccess> {
  const { createEnvironmentSecrets, createSecretStore } = await import('../../secrets/index.ts');
  const { createSecretAccess } = await import('../../services/secret-access.ts');
  const mayAsk = process.stdin.isTTY && process.stderr.isTTY;
  return createSecretAccess(store, createEnvironmentSecrets(createSecretStore({ mayAsk })));
}
