import type { SecretName } from '../../shared/profile-schema.ts';
import type { ImportResult } from '../../shared/transfer.ts';
import { UserError } from '../../shared/user-error.ts';
import type { ProfileStore } from '../profiles/index.ts';
import { applyImport, type DoneRow, type PlannedRow } from './plan.ts';

/** Where the secrets of imported environments go, and where those of an export come from. */
export interface SecretAccess {
  /** Throws a UserError with the reason where the secret cannot be kept; `keychain-...` where none can be. */
  setSecret(profileId: string, name: SecretName, value: string): Promise<void>;
  /** Null where it is not set. Throws a UserError where it cannot be read. */
  readSecret(profileId: string, name: SecretName): Promise<string | null>;
}

/**
 * Carries out what was planned: all environments in one change of the store, then their secrets. Throws where the store
 * cannot be changed; nothing has come in then. Secrets that cannot be kept are listed with the reason.
 */
export async function runImport(
  rows: readonly PlannedRow[],
  store: ProfileStore,
  secrets: SecretAccess,
): Promise<ImportResult> {
  let done: readonly DoneRow[] = [];
  if (rows.some(({ choice }) => choice !== 'skip')) {
    await store.updateAll((stored) => {
      const applied = applyImport(rows, stored);
      done = applied.done;
      return applied.profiles;
    });
  }
  const namesOf = (what: DoneRow['did']) => done.filter(({ did }) => did === what).map(({ name }) => name);
  const renamed = done.filter(({ name, environment }) => name !== environment.settings.name);
  return {
    added: namesOf('added'),
    replaced: namesOf('replaced'),
    skipped: rows.length - done.length,
    ...(await keepSecrets(done, secrets)),
    notes: renamed.map(
      ({ name, environment }) => `“${environment.settings.name}” is now called “${name}”, because the name was taken.`,
    ),
  };
}

async function keepSecrets(
  done: readonly DoneRow[],
  secrets: SecretAccess,
): Promise<Pick<ImportResult, 'secretsKept' | 'secretsNotKept'>> {
  let secretsKept = 0;
  const secretsNotKept: ImportResult['secretsNotKept'] = [];
  /** Why the keychain takes nothing; it is then not asked again, since each question may wait for its time limit. */
  let refusal: string | null = null;
  for (const { environment, id, name: environmentName } of done) {
    for (const [name, value] of environment.secrets) {
      let reason: string | null = refusal;
      if (reason === null) {
        try {
          await secrets.setSecret(id, name, value);
          secretsKept += 1;
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          reason = error.message;
          if (error.code.startsWith('keychain-')) refusal = reason;
        }
      }
      if (reason !== null)
        secretsNotKept.push({
          environment: environmentName,
          secret: secretTitle(name, environment.settings.furtherClients),
          reason,
        });
    }
  }
  return { secretsKept, secretsNotKept };
}

/** A secret by its name for people. */
export function secretTitle(name: SecretName, clients: readonly { id: string; name: string }[] = []): string {
  if (name === 'client-secret') return 'client secret';
  if (name === 'proxy-password') return 'password of the proxy';
  if (name === 'client-certificate-passphrase') return 'passphrase of the client certificate';
  const client = clients.find(({ id }) => name === `further-client:${id}`);
  return client === undefined ? 'secret of a further client' : `secret of the client “${client.name}”`;
}
