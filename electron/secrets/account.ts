import { secretNameSchema, type SecretName } from '../../shared/profile-schema.ts';

/** A secret as the keychain knows it. */
export interface SecretEntry {
  profileId: string;
  name: SecretName;
}

/** The account of a secret's entry, `<profile id>/<secret name>`; of its further parts `<...>#2`, `<...>#3` and so on. */
export const accountOf = ({ profileId, name }: SecretEntry, part = 1): string =>
  `${profileId}/${name}${part === 1 ? '' : `#${part}`}`;

/** The secret that an account belongs to, or null where the account is none of this version's. */
export function entryOf(account: string): SecretEntry | null {
  const [, profileId, secretName] = /^([^/#]{1,100})\/([^/#]+)(?:#\d{1,2})?$/.exec(account) ?? [];
  const name = secretNameSchema.safeParse(secretName);
  return profileId !== undefined && name.success ? { profileId, name: name.data } : null;
}
