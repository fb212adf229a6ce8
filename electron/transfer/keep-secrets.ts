import type { Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import type { ImportResult } from '../../shared/transfer.ts';
import { UserError } from '../../shared/user-error.ts';
import type { ProfileStore, SecretMarks } from '../profiles/index.ts';
import type { EnvironmentSecrets } from '../secrets/index.ts';
import type { DoneRow } from './plan.ts';
import { secretTitle } from './secret-title.ts';

/** Where the secrets of imported environments go, and where those of an export come from. */
export type SecretAccess = Pick<EnvironmentSecrets, 'forgetSession' | 'keep' | 'keepForSession' | 'read'>;

/** A secret of an environment that has been imported. */
export interface ImportedSecret {
  row: DoneRow;
  name: SecretName;
  value: string;
}

/** How many secrets are kept, and those that are not, with the reason. */
export interface KeptSecrets {
  kept: number;
  left: { secret: ImportedSecret; reason: string }[];
}

export const secretsOf = (done: readonly DoneRow[]): ImportedSecret[] =>
  done.flatMap((row) => [...row.environment.secrets].map(([name, value]) => ({ row, name, value })));

/**
 * Puts the secrets of imported environments into the keychain and marks them in one change of the store, since a change for
 * each would take minutes for a thousand. Secrets that cannot be kept are listed with the reason. What is killed in between
 * leaves secrets without a mark, which are found as orphans.
 */
export async function keepSecrets(
  all: readonly ImportedSecret[],
  store: ProfileStore,
  secrets: SecretAccess,
): Promise<KeptSecrets> {
  const kept = new Map<ImportedSecret, () => Promise<void>>();
  const left: KeptSecrets['left'] = [];
  /** Why the keychain takes nothing; it is then not asked again, since each question may wait for its time limit. */
  let refusal: string | null = null;
  for (const secret of all) {
    if (refusal !== null) {
      left.push({ secret, reason: refusal });
      continue;
    }
    try {
      kept.set(secret, await secrets.keep(secret.row.id, new Map([[secret.name, secret.value]])));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      left.push({ secret, reason: error.message });
      if (error.code.startsWith('keychain-')) refusal = error.message;
    }
  }
  try {
    if (kept.size > 0) await markSecrets([...kept.keys()], store);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const [secret, undo] of kept) {
      await undo().catch(() => undefined);
      left.push({ secret, reason: error.message });
    }
    return { kept: 0, left };
  }
  for (const { row, name } of kept.keys()) secrets.forgetSession(row.id, [name]);
  return { kept: kept.size, left };
}

/** Keeps secrets until the console is closed. */
export function keepSecretsForSession(all: readonly ImportedSecret[], secrets: SecretAccess): void {
  for (const { row, name, value } of all) secrets.keepForSession(row.id, new Map([[name, value]]));
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

/** The secrets that are not kept, for the user. */
export const notKept = ({ left }: KeptSecrets): ImportResult['secretsNotKept'] =>
  left.map(({ secret: { row, name }, reason }) => ({
    environment: row.name,
    secret: secretTitle(name, row.environment.settings.furtherClients),
    reason,
  }));
