import type { Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import type { ImportResult } from '../../shared/transfer.ts';
import { UserError } from '../../shared/user-error.ts';
import type { ProfileStore, SecretMarks } from '../profiles/index.ts';
import type { EnvironmentSecrets } from '../secrets/index.ts';
import type { DoneRow } from './plan.ts';
import { secretTitle } from './secret-title.ts';

/** Where the secrets of imported environments go, and where those of an export come from. */
export type SecretAccess = Pick<EnvironmentSecrets, 'keep' | 'read' | 'forgetSession'>;

type Kept = Pick<ImportResult, 'secretsKept' | 'secretsNotKept'>;

interface ImportedSecret {
  row: DoneRow;
  name: SecretName;
  value: string;
}

/**
 * Puts the secrets of imported environments into the keychain and marks them in one change of the store, since a change for
 * each would take minutes for a thousand. Secrets that cannot be kept are listed with the reason. What is killed in between
 * leaves secrets without a mark, which are found as orphans.
 */
export async function keepSecrets(done: readonly DoneRow[], store: ProfileStore, secrets: SecretAccess): Promise<Kept> {
  const all = done.flatMap((row) => [...row.environment.secrets].map(([name, value]) => ({ row, name, value })));
  const kept = new Map<ImportedSecret, () => Promise<void>>();
  const refused: [ImportedSecret, reason: string][] = [];
  /** Why the keychain takes nothing; it is then not asked again, since each question may wait for its time limit. */
  let refusal: string | null = null;
  for (const secret of all) {
    if (refusal === null) {
      try {
        kept.set(secret, await secrets.keep(secret.row.id, new Map([[secret.name, secret.value]])));
        continue;
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        refused.push([secret, error.message]);
        if (error.code.startsWith('keychain-')) refusal = error.message;
      }
    } else refused.push([secret, refusal]);
  }
  if (kept.size > 0) {
    try {
      await markSecrets([...kept.keys()], store);
      for (const { row, name } of kept.keys()) secrets.forgetSession(row.id, [name]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      for (const [secret, undo] of kept) {
        await undo().catch(() => undefined);
        refused.push([secret, error.message]);
      }
      kept.clear();
    }
  }
  return { secretsKept: kept.size, secretsNotKept: refused.map(describe) };
}

/** Marks in the environments which secrets the keychain holds for them by now. */
async function markSecrets(secrets: readonly ImportedSecret[], store: ProfileStore): Promise<void> {
  const setAt = new Date().toISOString();
  const marks = new Map<string, SecretMarks>();
  for (const { row, name } of secrets) marks.set(row.id, [...(marks.get(row.id) ?? []), { name, setAt }]);
  await store.updateAll((profiles) => profiles.map((profile) => marked(profile, marks.get(profile.id) ?? [])));
}

function marked(profile: Profile, marks: SecretMarks): Profile {
  if (marks.length === 0) return profile;
  const former = profile.secrets.filter(({ name }) => !marks.some((mark) => mark.name === name));
  return { ...profile, secrets: [...former, ...marks] };
}

const describe = ([{ row, name }, reason]: [ImportedSecret, string]): ImportResult['secretsNotKept'][number] => ({
  environment: row.name,
  secret: secretTitle(name, row.environment.settings.furtherClients),
  reason,
});
