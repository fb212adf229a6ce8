import * as z from 'zod/mini';
import type { Profile } from '../../shared/profile.ts';
import { profileSchema } from '../../shared/profile-schema.ts';

const schemaVersion = 1;
const versionSchema = z.object({ schemaVersion: z.int() });
const contentSchema = z.strictObject({ schemaVersion: z.literal(schemaVersion), profiles: z.array(profileSchema) });

/** By version: what makes a file of the next version of one of this version. There is none yet, version 1 is the first. */
const migrations: Readonly<Record<number, (content: unknown) => unknown>> = {};

/** What a file of environments holds: profiles, or something that this console cannot use. */
export type FileContent = Profile[] | 'damaged' | 'newer';

/** Reads a file of this version or, by migrating it, of an earlier one; `damaged` is also what another program wrote. */
export function parseFile(text: string): FileContent {
  let content = parseJson(text);
  const found = versionSchema.safeParse(content);
  if (!found.success) return 'damaged';
  if (found.data.schemaVersion > schemaVersion) return 'newer';
  for (let version = found.data.schemaVersion; version < schemaVersion; version++) {
    content = migrations[version]?.(content);
    if (content === undefined) return 'damaged';
  }
  const parsed = contentSchema.safeParse(content);
  return parsed.success ? parsed.data.profiles : 'damaged';
}

/** A readable file of this version. */
export const formatFile = (profiles: readonly Profile[]): string =>
  `${JSON.stringify({ schemaVersion, profiles }, null, 2)}\n`;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
