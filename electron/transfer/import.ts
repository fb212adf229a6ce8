import type { ImportResult } from '../../shared/transfer.ts';
import type { ProfileStore } from '../profiles/index.ts';
import { keepSecrets, notKept, secretsOf, type ImportedSecret, type SecretAccess } from './keep-secrets.ts';
import { applyImport, type DoneRow, type PlannedRow } from './plan.ts';

/**
 * Carries out what was planned: all environments in one change of the store, then their secrets. Throws where the store
 * cannot be changed; nothing has come in then. Secrets that cannot be kept are listed with the reason, and given for
 * another try.
 */
export async function runImport(
  rows: readonly PlannedRow[],
  store: ProfileStore,
  secrets: SecretAccess,
): Promise<{ result: ImportResult; left: ImportedSecret[] }> {
  let done: readonly DoneRow[] = [];
  if (rows.some(({ choice }) => choice !== 'skip')) {
    await store.updateAll((stored) => {
      const applied = applyImport(rows, stored);
      done = applied.done;
      return applied.profiles;
    });
  }
  const namesOf = (what: DoneRow['did']) => done.filter(({ did }) => did === what).map(({ name }) => name);
  const renamed = done.filter((row) => row.renamed);
  const kept = await keepSecrets(secretsOf(done), store, secrets);
  const result = {
    added: namesOf('added'),
    replaced: namesOf('replaced'),
    skipped: rows.length - done.length,
    secretsKept: kept.kept,
    secretsNotKept: notKept(kept),
    notes: renamed.map(
      ({ name, environment }) => `“${environment.settings.name}” is now called “${name}”, because the name was taken.`,
    ),
  };
  return { result, left: kept.left.map(({ secret }) => secret) };
}
