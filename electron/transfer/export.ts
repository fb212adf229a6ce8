import { largestImportBytes } from '../../shared/import-limit.ts';
import { passphraseProblem } from '../../shared/passphrase.ts';
import type { Profile } from '../../shared/profile.ts';
import { UserError } from '../../shared/user-error.ts';
import { formatExport, type SecretEntry } from './export-file.ts';
import type { SecretAccess } from './keep-secrets.ts';
import { secretTitle } from './secret-title.ts';

/** The text of an export, and how many secrets are in it. */
export interface Export {
  text: string;
  secrets: number;
  /** Secrets that are said to be set and were not found, each with its environment. */
  missing: string[];
}

/**
 * Exports environments, with their secrets only under a passphrase. Throws a UserError `passphrase-unfit`,
 * `export-too-large`, or that of a secret which cannot be read: whoever needs the export would notice too late that it lacks one.
 */
export async function exportProfiles(
  profiles: readonly Profile[],
  passphrase: string | null,
  secrets: SecretAccess,
): Promise<Export> {
  if (passphrase === null) return { text: importable(await formatExport(profiles)), secrets: 0, missing: [] };
  const problem = passphraseProblem(passphrase);
  if (problem !== null) throw new UserError('passphrase-unfit', problem);
  const entries: SecretEntry[] = [];
  const missing: string[] = [];
  for (const profile of profiles) {
    for (const { name } of profile.secrets) {
      const value = await secrets.read(profile, name).catch(nullWhereMissing);
      if (value === null) missing.push(`${secretTitle(name, profile.furtherClients)} of “${profile.name}”`);
      else entries.push({ profileId: profile.id, name, value });
    }
  }
  const text = importable(await formatExport(profiles, { entries, passphrase }));
  return { text, secrets: entries.length, missing };
}

/** No file is made that could not be read again. */
function importable(text: string): string {
  if (Buffer.byteLength(text) <= largestImportBytes) return text;
  throw new UserError(
    'export-too-large',
    `The file would be larger than ${largestImportBytes / 1024 / 1024} MiB, more than can be imported. Export the environments in several files.`,
  );
}

/** What is said to be set and was taken out of the keychain by other hands keeps nothing from being exported. */
function nullWhereMissing(error: unknown): null {
  if (error instanceof UserError && error.code === 'keychain-entry-missing') return null;
  throw error;
}

/** A name for the file of an export, for example `creatio-environments-2026-11-21.json`. */
export const exportFileName = (moment: Date = new Date()): string =>
  `creatio-environments-${moment.toISOString().slice(0, 10)}.json`;
