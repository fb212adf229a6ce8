import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Profile } from '../../shared/profile.ts';
import { profileSchema } from '../../shared/profile-schema.ts';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason, writeTextFile } from '../files/index.ts';

const schemaVersion = 1;
const versionSchema = z.object({ schemaVersion: z.number() });
const fileSchema = z.strictObject({ schemaVersion: z.literal(schemaVersion), profiles: z.array(profileSchema) });

/**
 * The profiles in a file; none when there is no file. A file that is torn or of another kind is renamed, and a UserError
 * `profiles-set-aside` tells so; the next reading then finds no file. A file of a newer console is left alone
 * (`profiles-newer`).
 */
export async function readProfiles(file: string): Promise<Profile[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return [];
    throw new UserError(
      'profiles-unreadable',
      `The environments in ${file} cannot be read: ${fileErrorReason(error)}.`,
    );
  }
  const content = parseJson(text);
  const version = versionSchema.safeParse(content);
  if (version.success && version.data.schemaVersion > schemaVersion) {
    throw new UserError(
      'profiles-newer',
      `The environments in ${file} were saved by a newer version of the console. Update this one; the file was left as it is.`,
    );
  }
  const parsed = fileSchema.safeParse(content);
  if (parsed.success) return parsed.data.profiles;
  return setAside(file);
}

/** Throws a UserError `profiles-unwritable`; the former file is then still there. */
export async function writeProfiles(file: string, profiles: readonly Profile[]): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeTextFile(file, `${JSON.stringify({ schemaVersion, profiles }, null, 2)}\n`, 0o600);
  } catch (error) {
    throw new UserError(
      'profiles-unwritable',
      `The environments could not be saved to ${file}: ${fileErrorReason(error)}. Nothing was changed.`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

async function setAside(file: string): Promise<never> {
  const moment = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const { dir, name, ext } = path.parse(file);
  const kept = path.join(dir, `${name}.set-aside-${moment}${ext}`);
  try {
    await rename(file, kept);
  } catch (error) {
    throw new UserError(
      'profiles-unreadable',
      `The environments in ${file} are damaged, and the file could not be set aside: ${fileErrorReason(error)}. Move it away, then try again.`,
    );
  }
  throw new UserError(
    'profiles-set-aside',
    `The file with the environments is damaged or was not written by this console. It was kept as ${kept}; the list now starts empty.`,
  );
}
