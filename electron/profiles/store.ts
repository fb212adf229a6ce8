import { randomUUID } from 'node:crypto';
import { unwatchFile, watchFile, type Stats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { arranged } from '../../shared/arranged.ts';
import type { Profile, ProfileInput, Settings } from '../../shared/profile.ts';
import { UserError } from '../../shared/user-error.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { copyOf } from './copy.ts';
import { distinctIds } from './distinct-ids.ts';
import {
  findBackup,
  profileFiles,
  readBackups,
  readProfiles,
  removeLeftovers,
  writeBackup,
  writeProfiles,
} from './file.ts';
import { formatFile } from './format.ts';
import { takeLock } from './lock.ts';
import { recoverProfiles } from './recover.ts';
import { refuseBuiltIn, refuseDoubles, requireKnown, savedProfile, validInput, validProfile } from './validation.ts';

const watchIntervalMs = 500;

/** The environments of this user, without the built-in one. Every method reads the file anew. */
export interface ProfileStore {
  /**
   * In the order in which they were added or arranged. Where the file cannot be used, it is set aside, the last good copy takes its
   * place, and the notice says so. Throws a UserError where it can be neither read nor set aside and has no copy. Of two with
   * the same id the later one has another, which the next change writes down; a notice says so once.
   */
  list(): Promise<Profile[]>;
  /**
   * Adds a profile (without an id) or changes the one of that id; when this resolves, it is on the disk. What was not changed
   * since `base` stays as it is stored by now (see `mergeSettings`), and no exception for a certificate is added. Throws a UserError `profile-invalid`, `profile-unknown`, `profile-built-in` or `profile-name-taken`; names differ in more than case, because
   * the command line finds by name. Throws `profiles-locked` or `profiles-unwritable` where the file cannot be changed.
   */
  save(input: ProfileInput, more?: SaveOptions): Promise<Profile>;
  /** Throws where `save` would refuse this input; changes nothing. */
  check(input: ProfileInput, base?: ProfileInput): Promise<void>;
  /**
   * Changes a profile as it is on the disk by now, so that nothing that another console changed is lost. Throws a UserError
   * `profile-unknown` or `profile-built-in`, or where the file cannot be changed, as `save` does.
   */
  update(id: string, change: (profile: Profile) => Profile): Promise<Profile>;
  /**
   * Makes a new list of the one in the file, in one change: either all of it is on the disk when this resolves, or nothing
   * was changed. Throws as `save` does, for the first profile that cannot be kept.
   */
  updateAll(make: (profiles: readonly Profile[]) => readonly Profile[]): Promise<void>;
  /** Throws a UserError `profile-unknown` or `profile-built-in`, or where the file cannot be changed, as `save` does. */
  remove(id: string): Promise<void>;
  /** Adds a copy behind the original, named "... (copy)", without secrets. Throws as `remove` does. */
  duplicate(id: string): Promise<Profile>;
  /**
   * Changes the order to that of the ids. Environments that are not named keep their places; an id that is not there is passed
   * over. Throws a UserError where the file cannot be changed.
   */
  arrange(ids: readonly string[]): Promise<void>;
  /** The environments in the copies of the file, the newest first, also those that were removed since. */
  former(): Promise<Profile[]>;
  /** Calls the listener about a second after another process or another store changed the file, until it is stopped. */
  watch(onChange: () => void): () => void;
}

export type SecretMarks = Profile['secrets'];

export interface SaveOptions {
  /** The id of a profile that is added. */
  newId?: string;
  /** As the profile was when the change of it began; as it is stored where this is not given. */
  base?: ProfileInput | undefined;
  /** What becomes of the marks of its secrets, given its new settings; they stay where this is not given. */
  marks?: (marks: SecretMarks, settings: Settings) => SecretMarks;
}

export interface ProfileStoreOptions {
  folder: string;
  /** Takes a sentence for the user: which file was set aside, and what is used instead. */
  onNotice?: (message: string) => void;
  /** How long a change waits for another process that is changing the file. */
  lockWaitMs?: number;
}

/**
 * Keeps the environments in `profiles.json` in a folder that is made when it is needed, and its last versions beside it in
 * `profiles.backup-1.json` (the newest) to `-3`.
 */
export function createProfileStore({
  folder,
  onNotice = () => undefined,
  lockWaitMs = 10_000,
}: ProfileStoreOptions): ProfileStore {
  const files = profileFiles(folder);
  /** What this store wrote last, and nobody else since. */
  let lastOwnText: string | null = null;

  const told = new Set<string>();
  function distinct(found: Profile[]): Profile[] {
    const { profiles, renamed } = distinctIds(found);
    for (const { id, name } of renamed.filter((each) => !told.has(each.id))) {
      told.add(id);
      onNotice(
        `Another environment in ${files.file} has the same id as "${visibleText(name)}", which therefore got another one. Enter its secrets again.`,
      );
    }
    return profiles;
  }

  // One after another, so that the changes of this process do not wait for each other by asking for the lock.
  let lastTurn: Promise<unknown> = Promise.resolve();
  function locked<Result>(work: (isHeld: () => Promise<boolean>) => Promise<Result>): Promise<Result> {
    const turn = lastTurn.then(async () => {
      const lock = await takeLock(files.lock, lockWaitMs);
      try {
        return await work(lock.isHeld);
      } finally {
        await lock.release();
      }
    });
    lastTurn = turn.catch(() => undefined);
    return turn;
  }

  /** Makes a change; where it gives the very profiles that it got, there is nothing to write. */
  function change<Result>(make: (profiles: Profile[]) => { profiles: Profile[]; result: Result }): Promise<Result> {
    return locked(async (isHeld) => {
      const found = distinct(await recoverProfiles(files, onNotice));
      const { profiles, result } = make(found);
      if (profiles === found) return result;
      await removeLeftovers(files);
      if (!(await isHeld())) {
        throw new UserError(
          'profiles-locked',
          'Another console took over while this one was held up. Nothing was changed. Try again.',
        );
      }
      await writeProfiles(files, profiles);
      lastOwnText = formatFile(profiles);
      const notice = await writeBackup(files, profiles);
      if (notice !== null) onNotice(notice);
      return result;
    });
  }

  async function list(): Promise<Profile[]> {
    try {
      const content = await readProfiles(files.file);
      if (typeof content !== 'string') return distinct(content);
      if (content === 'missing' && (await findBackup(files)) === null) return [];
      return distinct(await locked(() => recoverProfiles(files, onNotice)));
    } catch (error) {
      // A file that can be neither read nor set aside, on a full or read-only disk for example.
      if (!(error instanceof UserError)) throw error;
      const backup = await findBackup(files);
      if (backup === null) throw error;
      onNotice(`${error.message} The environments shown come from the last good copy, ${backup.file}.`);
      return distinct(backup.profiles);
    }
  }

  return {
    list,

    async check(input, base) {
      savedProfile(validInput(input), base && validInput(base), await list());
    },

    async save(input, { newId = randomUUID(), base, marks = (kept: SecretMarks) => kept } = {}) {
      const wanted = validInput(input);
      const from = base && validInput(base);
      return change((profiles) => {
        const { secrets, ...settings } = savedProfile(wanted, from, profiles);
        const result = { ...settings, id: wanted.id ?? newId, secrets: marks(secrets, settings) };
        if (wanted.id === undefined) return { profiles: [...profiles, result], result };
        return { profiles: profiles.map((each) => (each.id === result.id ? result : each)), result };
      });
    },

    async update(id, changed) {
      refuseBuiltIn(id);
      return change((profiles) => {
        // What could not be read again is never written: it would count as damaged, with all other environments.
        const result = validProfile(changed(requireKnown(id, profiles)));
        return { profiles: profiles.map((each) => (each.id === id ? result : each)), result };
      });
    },

    async updateAll(make) {
      await change((before) => {
        const kept = new Set(before);
        const profiles = make(before).map((profile) => (kept.has(profile) ? profile : validProfile(profile)));
        refuseDoubles(profiles);
        return { profiles, result: null };
      });
    },

    async remove(id) {
      refuseBuiltIn(id);
      await change((profiles) => {
        requireKnown(id, profiles);
        return { profiles: profiles.filter((each) => each.id !== id), result: null };
      });
    },

    async duplicate(id) {
      refuseBuiltIn(id);
      return change((profiles) => {
        const result = copyOf(requireKnown(id, profiles), profiles);
        return { profiles: profiles.flatMap((each) => (each.id === id ? [each, result] : [each])), result };
      });
    },

    async arrange(ids) {
      await change((profiles) => {
        const inOrder = arranged(profiles, ids);
        const changed = inOrder.some((profile, index) => profile !== profiles[index]);
        return { profiles: changed ? inOrder : profiles, result: null };
      });
    },

    former: () => readBackups(files),

    watch(onChange) {
      // Looks at the file now and then, because that also works in a folder that is yet to be made or on another computer.
      async function look(now: Stats, before: Stats): Promise<void> {
        if (now.mtimeMs === before.mtimeMs && now.ino === before.ino && now.size === before.size) return;
        await lastTurn;
        const text = await readFile(files.file, 'utf8').catch(() => null);
        if (text !== null && text === lastOwnText) return;
        lastOwnText = null;
        onChange();
      }
      const listener = (now: Stats, before: Stats) => void look(now, before);
      watchFile(files.file, { interval: watchIntervalMs, persistent: false }, listener);
      return () => unwatchFile(files.file, listener);
    },
  };
}
