import type { Profile } from '../../../shared/profile.ts';
import type { SecretName } from '../../../shared/profile-schema.ts';
import { UserError } from '../../../shared/user-error.ts';
import type { EnvironmentSecrets } from '../../secrets/index.ts';
import { printNotice } from '../output.ts';

/** The client secret of an environment for a run, or why the one that is set cannot be read. */
export interface SecretForRun {
  clientSecret: string | null;
  secretProblem: string | null;
}

/**
 * The secrets in the keychain, which is called for the first environment that has one there. A keychain that cannot be used
 * is asked once, told once on standard error, and is the reason in every report that lacks its secret.
 */
export interface StoredSecrets {
  /** Null where none is set. Throws a UserError where it is set and cannot be read. */
  read(profile: Profile, name: SecretName): Promise<string | null>;
  clientSecretOf(profile: Profile): Promise<SecretForRun>;
}

/** Once the signal is aborted, whatever is still waited for is not there. */
export function createStoredSecrets(signal: AbortSignal): StoredSecrets {
  let loading: Promise<EnvironmentSecrets> | null = null;
  let refusal: UserError | null = null;
  const cancelled = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)));

  function note(error: UserError): void {
    if (error.code === 'keychain-entry-missing') void printNotice(error.message);
    else if (refusal === null) {
      refusal = error;
      void printNotice(`The secrets in the keychain cannot be read. ${error.message}`);
    }
  }

  async function read(profile: Profile, name: SecretName): Promise<string | null> {
    if (!profile.secrets.some((secret) => secret.name === name)) return null;
    loading ??= loadSecrets();
    const secrets = await loading;
    if (refusal !== null) throw refusal;
    try {
      return await Promise.race([secrets.read(profile, name), cancelled]);
    } catch (error) {
      if (error instanceof UserError) note(error);
      throw error;
    }
  }

  return {
    read,
    async clientSecretOf(profile) {
      try {
        return { clientSecret: await read(profile, 'client-secret'), secretProblem: null };
      } catch (error) {
        if (error instanceof UserError) return { clientSecret: null, secretProblem: error.message };
        throw error;
      }
    },
  };
}

async function loadSecrets(): Promise<EnvironmentSecrets> {
  const { createEnvironmentSecrets, createSecretStore } = await import('../../secrets/index.ts');
  // Where nobody looks, as in monitoring, nobody would answer the question for a keychain's password.
  return createEnvironmentSecrets(createSecretStore({ mayAsk: process.stdin.isTTY && process.stderr.isTTY }));
}
