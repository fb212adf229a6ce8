import * as z from 'zod/mini';
import { parseJson } from '../../shared/json.ts';
import type { Profile } from '../../shared/profile.ts';
import { profileSchema } from '../../shared/profile-schema.ts';

/** Of the environments in a file; a newer one may have fields that this console does not know. */
export const schemaVersion = 2;
const versionSchema = z.object({ schemaVersion: z.int() });
const contentSchema = z.strictObject({ schemaVersion: z.literal(schemaVersion), profiles: z.array(profileSchema) });
/** Version 2 added fields that have defaults. */
const contentOfVersion1 = z.strictObject({ schemaVersion: z.literal(1), profiles: z.array(z.unknown()) });

/** By version: makes content of the next version of it, or null where it is not what it says. */
const migrations: Readonly<Record<number, (content: unknown) => unknown>> = {
  1(content) {
    const found = contentOfVersion1.safeParse(content);
    return found.success ? { ...found.data, schemaVersion: 2 } : null;
  },
};

/** What a file of environments holds: profiles, or something that this console cannot use. */
export type FileContent = Profile[] | 'damaged' | 'newer';

/** Reads a file of this version or, by migrating it, of an earlier one; `damaged` is also what another program wrote. */
export const parseFile = (text: string): FileContent => parseContent(parseJson(text.replace(/^\ufeff/, '')));

/** The same of what was parsed already: `{ schemaVersion, profiles }` and nothing else. */
export function parseContent(given: unknown): FileContent {
  let content = given;
  const found = versionSchema.safeParse(content);
  if (!found.success) return 'damaged';
  if (found.data.schemaVersion > schemaVersion) return 'newer';
  for (let version = found.data.schemaVersion; version < schemaVersion; version++) {
    content = migrations[version]?.(content) ?? null;
  }
  const parsed = contentSchema.safeParse(content);
  return parsed.success ? parsed.data.profiles : 'damaged';
}

/** A readable file of this version. */
export const formatFile = (profiles: readonly Profile[]): string =>
  `${JSON.stringify({ schemaVersion, profiles }, null, 2)}\n`;
