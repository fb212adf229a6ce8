import type * as z from 'zod/mini';
import { practiceProfileId, type Profile, type ProfileInput } from '../../shared/profile.ts';
import { profileInputSchema, profileSchema } from '../../shared/profile-schema.ts';
import { UserError } from '../../shared/user-error.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { mergeSettings, withoutNewExceptions } from './merge-settings.ts';

function invalid(error: z.core.$ZodError): UserError {
  const field = error.issues[0]?.path.join('.') ?? '';
  return new UserError('profile-invalid', `The environment cannot be saved: its ${field} is not valid.`);
}

/** What is saved of an environment, after its schema. */
export type ValidInput = z.output<typeof profileInputSchema>;

/** What saving makes of an environment among these, its marks as they were; an added one has no id yet. Throws as `save` does. */
export function savedProfile(input: ValidInput, base: ValidInput | undefined, profiles: readonly Profile[]): Profile {
  if (input.id === undefined) {
    const added = { ...input, id: '', secrets: [] };
    refuseTakenName(added, profiles);
    return added;
  }
  const stored = requireKnown(input.id, profiles);
  const { id, secrets, savedRequests } = stored;
  const from = base ?? stored;
  const settings = mergeSettings(from, stored, withoutNewExceptions(input, from));
  const profile = validProfile({ ...settings, id, secrets, ...(savedRequests && { savedRequests }) });
  refuseTakenName(profile, profiles);
  return profile;
}

/** Throws a UserError `profile-invalid` or `profile-built-in`. */
export function validInput(input: ProfileInput): ValidInput {
  const parsed = profileInputSchema.safeParse(input);
  if (!parsed.success) throw invalid(parsed.error);
  refuseBuiltIn(parsed.data.id);
  return parsed.data;
}

/** Throws a UserError `profile-invalid` or `profile-built-in`. */
export function validProfile(profile: Profile): Profile {
  refuseBuiltIn(profile.id);
  const parsed = profileSchema.safeParse(profile);
  if (!parsed.success) throw invalid(parsed.error);
  return parsed.data;
}

/** Throws a UserError where an id or a name stands twice in a list. */
export function refuseDoubles(profiles: readonly Profile[]): void {
  const byName = new Map<string, Profile>();
  const ids = new Set<string>();
  for (const profile of profiles) {
    const other = byName.get(profile.name.toLowerCase());
    refuseTakenName(profile, other === undefined ? [] : [other]);
    if (ids.has(profile.id)) {
      throw new UserError('profile-invalid', `The environment "${profile.name}" cannot be saved: its id is taken.`);
    }
    byName.set(profile.name.toLowerCase(), profile);
    ids.add(profile.id);
  }
}

/** Throws a UserError `profile-built-in` for the id of the practice environment. */
export function refuseBuiltIn(id: string | undefined): void {
  if (id !== practiceProfileId) return;
  throw new UserError(
    'profile-built-in',
    'The practice environment is built in; it can be neither changed nor removed.',
  );
}

/** Throws a UserError `profile-unknown` where none has the id. */
export function requireKnown(id: string, profiles: readonly Profile[]): Profile {
  const known = profiles.find((profile) => profile.id === id);
  if (known) return known;
  throw new UserError(
    'profile-unknown',
    'This environment no longer exists. It may have been removed in another window.',
  );
}

function refuseTakenName(profile: Pick<Profile, 'id' | 'name'>, profiles: readonly Profile[]): void {
  const name = profile.name.toLowerCase();
  const builtIn = name === practiceProfileId || name === 'practice environment';
  if (!builtIn && !profiles.some((each) => each.id !== profile.id && each.name.toLowerCase() === name)) return;
  throw new UserError(
    'profile-name-taken',
    `There is already an environment named "${visibleText(profile.name)}". Choose another name; upper and lower case make no difference.`,
  );
}
