import { dataFolder } from '../../data-folder.ts';
import { createProfileStore, type ProfileStore } from '../../profiles/index.ts';
import { createEnvironmentSecrets, createSecretStore } from '../../secrets/index.ts';
import type { SecretAccess } from '../../transfer/index.ts';
import { printNotice } from '../output.ts';

/** The environments of this user; what the store has to say goes to standard error. */
export const openStore = (): ProfileStore =>
  createProfileStore({ folder: dataFolder(), onNotice: (message) => void printNotice(message) });

/** The secrets of this user's environments; the keychain is called when one is asked for. */
export function openSecrets(): SecretAccess {
  const mayAsk = process.stdin.isTTY && process.stderr.isTTY;
  return createEnvironmentSecrets(createSecretStore({ mayAsk }));
}
