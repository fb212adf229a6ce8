import { dataFolder } from '../../data-folder.ts';
import { createProfileStore, type ProfileStore } from '../../profiles/index.ts';
import type { SecretAccess } from '../../transfer/index.ts';
import { UserError } from '../../../shared/user-error.ts';
import { printNotice } from '../output.ts';

/** The environments of this user; what the store has to say goes to standard error. */
export const openStore = (): ProfileStore =>
  createProfileStore({ folder: dataFolder(), onNotice: (message) => void printNotice(message) });

const withoutKeychain = () =>
  Promise.reject(
    new UserError(
      'keychain-missing',
      'The command line has no keychain to keep secrets in. Enter them in the settings of the environment.',
    ),
  );

/** The secrets of this user's environments. */
export const openSecrets = (): SecretAccess => ({ setSecret: withoutKeychain, readSecret: withoutKeychain });
