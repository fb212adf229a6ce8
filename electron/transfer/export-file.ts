import * as z from 'zod/mini';
import { parseJson } from '../../shared/json.ts';
import type { Profile } from '../../shared/profile.ts';
import { profileSchema, secretNameSchema, type SecretName } from '../../shared/profile-schema.ts';
import { UserError } from '../../shared/user-error.ts';
import { lineText } from '../../shared/visible-text.ts';
import { application } from '../application.ts';
import { parseContent, schemaVersion } from '../profiles/index.ts';
import { decrypt, encrypt, encryptedSchema, type Encrypted, type ScryptCost } from './encryption.ts';
import type { Incoming, IncomingEnvironment } from './incoming.ts';

/** By this word a file of ours is known. */
export const formatName = 'creatio-oauth-environments';

/** In characters: the longest refresh token that is kept. */
const longestSecret = 20_000;

/** A secret of one of the environments of a file. */
export interface SecretEntry {
  profileId: string;
  name: SecretName;
  value: string;
}

const fileSchema = z.strictObject({
  format: z.literal(formatName),
  schemaVersion: z.int().check(z.minimum(1)),
  exportedAt: z.iso.datetime(),
  tool: z.strictObject({ name: z.string().check(z.maxLength(200)), version: z.string().check(z.maxLength(100)) }),
  profiles: z.array(z.unknown()),
  secrets: z.optional(z.unknown()),
});
const versionSchema = z.object({ schemaVersion: z.int() });
const secretsVersionSchema = z.object({ version: z.int() });

const entriesSchema = z.array(
  z.strictObject({
    profileId: z.string(),
    name: secretNameSchema,
    value: z.string().check(z.minLength(1), z.maxLength(longestSecret)),
  }),
);

/**
 * A file of environments, readable, without secrets. Given secrets go with it, encrypted under the passphrase and bound to
 * the rest of the file: an address that somebody changes makes them unreadable.
 */
export async function formatExport(
  profiles: readonly Profile[],
  protectedSecrets: { entries: readonly SecretEntry[]; passphrase: string; cost?: ScryptCost } | null = null,
  exportedAt = new Date(),
): Promise<string> {
  const content = {
    format: formatName,
    schemaVersion,
    exportedAt: exportedAt.toISOString(),
    tool: application,
    // Which secrets a keychain holds is of no use on another computer.
    profiles: profiles.map((profile) => ({ ...profile, secrets: [] })),
  };
  if (protectedSecrets === null) return textOf(content);
  const { entries, passphrase, cost } = protectedSecrets;
  return textOf({ ...content, secrets: await encrypt(JSON.stringify(entries), passphrase, content, cost) });
}

const textOf = (content: unknown): string => `${JSON.stringify(content, null, 2)}\n`;

/** Reads content that says it is of this format. Throws a UserError `import-newer` or `import-damaged`. */
export function readExport(content: object, file: string): Incoming {
  const version = versionSchema.safeParse(content);
  if (version.success && version.data.schemaVersion > schemaVersion) throw newer(file);
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) throw damaged(file, parsed.error.issues[0]?.path ?? []);
  const { profiles, secrets: _secrets } = parsed.data;
  const encrypted = readEncrypted(parsed.data.secrets, file);
  const found = readStored({ schemaVersion: parsed.data.schemaVersion, profiles }, file);
  if (encrypted === null) return found;
  // Exactly as it stands in the file, since that is what the secrets are bound to.
  const boundTo = Object.fromEntries(Object.entries(content).filter(([name]) => name !== 'secrets'));
  return {
    ...found,
    unlock: async (passphrase) => withSecrets(found, await decrypt(encrypted, passphrase, boundTo), file),
  };
}

/** Reads content as the console stores it, `profiles.json` or one of its copies. */
export function readStored(content: { schemaVersion: number; profiles: readonly unknown[] }, file: string): Incoming {
  const profiles = parseContent(content);
  if (profiles === 'newer') throw newer(file);
  if (profiles === 'damaged') throw damagedProfile(content.profiles, file);
  return { source: 'console', environments: profiles.map(incoming), refused: [], notes: [], unlock: null };
}

function incoming({ id, secrets: _secrets, ...settings }: Profile): IncomingEnvironment {
  return { id, settings, secrets: new Map(), notes: notesOn(settings) };
}

/** What an administrator should know before taking over somebody's settings. */
function notesOn({ trust, proxy }: Pick<Profile, 'trust' | 'proxy'>): string[] {
  const [accepted] = trust.acceptedCertificates;
  const more = trust.acceptedCertificates.length - 1;
  return [
    accepted &&
      `Accepts a certificate that is not trusted otherwise, of ${lineText(accepted.server)}${more > 0 ? ` and ${more} more` : ''}.`,
    trust.authorityFile !== null && `Trusts the authorities in ${lineText(trust.authorityFile)}.`,
    proxy.mode === 'manual' && proxy.url !== null && `Connects through the proxy ${lineText(proxy.url)}.`,
  ].filter((note) => typeof note === 'string');
}

function readEncrypted(given: unknown, file: string): Encrypted | null {
  if (given === undefined) return null;
  const version = secretsVersionSchema.safeParse(given);
  if (version.success && version.data.version > 1) throw newer(file);
  const parsed = encryptedSchema.safeParse(given);
  if (!parsed.success) throw damaged(file, ['secrets', ...(parsed.error.issues[0]?.path ?? [])]);
  return parsed.data;
}

function withSecrets(found: Incoming, text: string, file: string): Incoming {
  const entries = entriesSchema.safeParse(parseJson(text));
  if (!entries.success) throw damaged(file, ['secrets']);
  const byProfile = new Map<string, Map<SecretName, string>>();
  for (const { profileId, name, value } of entries.data) {
    byProfile.set(profileId, (byProfile.get(profileId) ?? new Map<SecretName, string>()).set(name, value));
  }
  const environments = found.environments.map((environment) => ({
    ...environment,
    secrets: byProfile.get(environment.id ?? '') ?? environment.secrets,
  }));
  return { ...found, environments, unlock: null };
}

const newer = (file: string) =>
  new UserError(
    'import-newer',
    `${file} was written by a newer version of the console. Update this one, or ask for an export of version ${application.version}.`,
  );

function damaged(file: string, path: readonly PropertyKey[]): UserError {
  const where = path.map((part) => lineText(String(part)).slice(0, 100)).join('.');
  return new UserError(
    'import-damaged',
    `${file} is damaged or was changed by hand${where === '' ? '' : `: its ${where} is not valid`}. Nothing was imported; ask for a new export.`,
  );
}

/** Says which environment it is, and which of its settings. */
function damagedProfile(profiles: readonly unknown[], file: string): UserError {
  for (const [index, profile] of profiles.entries()) {
    const parsed = profileSchema.safeParse(profile);
    if (!parsed.success) return damaged(file, ['profiles', index + 1, ...(parsed.error.issues[0]?.path ?? [])]);
  }
  return damaged(file, []);
}
