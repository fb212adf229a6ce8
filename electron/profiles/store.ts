import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Profile, ProfileInput } from '../../shared/profile.ts';
import { practiceProfileId } from '../../shared/profile.ts';
import { profileInputSchema } from '../../shared/profile-schema.ts';
import { UserError } from '../../shared/user-error.ts';
import { readProfiles, writeProfiles } from './file.ts';

/** The environments of this user, without the built-in one. Every method reads the file anew. */
export interface ProfileStore {
  /** In the order in which they were added. */
  list(): Promise<Profile[]>;
  /**
   * Adds a profile (without an id) or replaces the one of that id. Throws a UserError `profile-invalid`, `profile-unknown`,
   * `profile-built-in` or `profile-name-taken`; names differ in more than case, because the command line finds by name.
   */
  save(input: ProfileInput): Promise<Profile>;
  /** Throws a UserError `profile-unknown` or `profile-built-in`. */
  remove(id: string): Promise<void>;
}

/** Keeps the environments in `profiles.json` in a folder that is made when it is needed. */
export function createProfileStore({ folder }: { folder: string }): ProfileStore {
  const file = path.join(folder, 'profiles.json');

  // One change after another, so that none is made on a list that is about to be replaced.
  let lastChange: Promise<unknown> = Promise.resolve();
  function change<Result>(make: (profiles: Profile[]) => { profiles: Profile[]; result: Result }): Promise<Result> {
    const changed = lastChange.then(async () => {
      const { profiles, result } = make(await readProfiles(file));
      await writeProfiles(file, profiles);
      return result;
    });
    lastChange = changed.catch(() => undefined);
    return changed;
  }

  return {
    list: () => readProfiles(file),

    async save(input) {
      const parsed = profileInputSchema.safeParse(input);
      if (!parsed.success) {
        const field = parsed.error.issues[0]?.path.join('.') ?? '';
        throw new UserError('profile-invalid', `The environment cannot be saved: its ${field} is not valid.`);
      }
      const { id, ...rest } = parsed.data;
      refuseBuiltIn(id);
      return change((profiles) => {
        const profile: Profile = { ...rest, id: id ?? randomUUID() };
        refuseTakenName(profile, profiles);
        if (id === undefined) return { profiles: [...profiles, profile], result: profile };
        refuseUnknown(id, profiles);
        return { profiles: profiles.map((each) => (each.id === id ? profile : each)), result: profile };
      });
    },

    async remove(id) {
      refuseBuiltIn(id);
      await change((profiles) => {
        refuseUnknown(id, profiles);
        return { profiles: profiles.filter((each) => each.id !== id), result: null };
      });
    },
  };
}

function refuseBuiltIn(id: string | undefined): void {
  if (id !== practiceProfileId) return;
  throw new UserError(
    'profile-built-in',
    'The practice environment is built in; it can be neither changed nor removed.',
  );
}

function refuseUnknown(id: string, profiles: readonly Profile[]): void {
  if (profiles.some((profile) => profile.id === id)) return;
  throw new UserError(
    'profile-unknown',
    'This environment no longer exists. It may have been removed in another window.',
  );
}

function refuseTakenName(profile: Profile, profiles: readonly Profile[]): void {
  const name = profile.name.toLowerCase();
  const builtIn = name === practiceProfileId || name === 'practice environment';
  if (!builtIn && !profiles.some((each) => each.id !== profile.id && each.name.toLowerCase() === name)) return;
  throw new UserError(
    'profile-name-taken',
    `There is already an environment named "${profile.name}". Choose another name; upper and lower case make no difference.`,
  );
}
