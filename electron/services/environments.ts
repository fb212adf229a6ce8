import { randomUUID } from 'node:crypto';
import type { OrphanedSecret, ProfileView, SecretChange } from '../../shared/contract.ts';
import { lastRunOf, type LastRun } from '../../shared/history.ts';
import { practiceProfileId } from '../../shared/profile.ts';
import type { Platform, Profile, ProfileInput, Settings } from '../../shared/profile.ts';
import { secretNameSchema, type SecretName } from '../../shared/profile-schema.ts';
import type { RemediationFacts } from '../../shared/remediation/index.ts';
import type { MutedCheck, Report } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import { maskPatterns } from '../reports/index.ts';
import type { ProfileStore, SecretMarks } from '../profiles/index.ts';
import type { EnvironmentSecrets } from '../secrets/index.ts';
import type { PracticeEnvironment } from './practice-environment.ts';
import { createSecretAccess } from './secret-access.ts';

export interface EnvironmentsOptions {
  store: ProfileStore;
  secrets: EnvironmentSecrets;
  practice: PracticeEnvironment;
  /** The last report of an environment in this session, or null. */
  lastReport: (profileId: string) => Report | null;
  /** The platform that the last run of an environment found out, or null. */
  platformOf: (profileId: string) => Platform | null;
  /** The last run of each environment that was kept, of earlier sessions and of other consoles too. */
  lastRuns: (profileIds: readonly string[]) => Promise<ReadonlyMap<string, LastRun>>;
  mutedChecks: () => Promise<ReadonlyMap<string, readonly MutedCheck[]>>;
  /** Takes a sentence for the user that answers no call. */
  onNotice: (message: string) => void;
}

export type SecretChanges = Partial<Record<SecretName, SecretChange>>;

export interface SaveRequest {
  profile: ProfileInput;
  /** As the page last saw it stored; what does not differ from that keeps what is stored by now. */
  base?: ProfileInput | undefined;
  secrets: SecretChanges;
  keepSecrets?: 'keychain' | 'session' | undefined;
}

/** The environments of this user and the built-in one, as one list. */
export interface Environments {
  /** Throws a UserError when the file cannot be read; the next call then gives the practice environment alone. */
  list(): Promise<ProfileView[]>;
  /** All or nothing: where the keychain cannot take a secret, throws its reason (see `SecretStore`) and saves nothing. */
  save(request: SaveRequest): Promise<ProfileView>;
  /** Forgets an environment with its secrets. */
  remove(id: string): Promise<void>;
  /** Adds a copy with the same secrets, each kept where it is in the original; a notice says where one could not be copied. */
  duplicate(id: string): Promise<ProfileView>;
  arrange(ids: readonly string[]): Promise<void>;
  /** Secrets in the keychain that no environment uses. Throws as `SecretStore` does. */
  orphans(): Promise<OrphanedSecret[]>;
  /** Removes what is still orphaned of these, and gives the others that are. */
  removeOrphans(wanted: readonly Pick<OrphanedSecret, 'profileId' | 'name'>[]): Promise<OrphanedSecret[]>;
  exists(id: string): Promise<boolean>;
  /** For a run: starts the practice environment where it is the one asked for. */
  find(id: string): Promise<Profile | null>;
  /** What the catalogue fills into its steps; without an environment, next to nothing. */
  factsOf(id: string | undefined): Promise<RemediationFacts>;
  /** For a run: the secret in plain, or null when none is set. Throws where it is set and cannot be read. */
  readSecret(id: string, name: SecretName): Promise<string | null>;
}

/** The list of environments over the file and the keychain, which it keeps in step. */
export function createEnvironments(options: EnvironmentsOptions): Environments {
  const { store, secrets, practice, lastReport, platformOf, lastRuns, mutedChecks, onNotice } = options;
  const access = createSecretAccess(store, secrets);
  async function views(profiles: readonly Profile[]): Promise<ProfileView[]> {
    const [kept, muted] = await Promise.all([lastRuns(profiles.map(({ id }) => id)), mutedChecks()]);
    return profiles.map((profile) => {
      const report = lastReport(profile.id);
      return {
        ...profile,
        builtIn: profile.id === practiceProfileId,
        secrets: secrets.view(profile),
        lastRun: newer(report && lastRunOf(report), kept.get(profile.id) ?? null),
        ...(muted.has(profile.id) && { mutedChecks: [...(muted.get(profile.id) ?? [])] }),
      };
    });
  }
  async function view(profile: Profile): Promise<ProfileView> {
    const [viewed] = await views([profile]);
    if (viewed === undefined) throw new Error('A list of one has one entry.');
    return viewed;
  }

  let told: string | null = null;
  /** Why the file cannot be read is told first; asked again, there is the practice environment alone. */
  async function readable(): Promise<Profile[]> {
    const before = told;
    told = null;
    try {
      return await store.list();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error.message === before) return [];
      told = error.message;
      throw error;
    }
  }

  const stored = async (id: string): Promise<Profile | null> =>
    (await store.list()).find((profile) => profile.id === id) ?? null;
  const known = async (id: string): Promise<Profile | null> =>
    id === practiceProfileId ? practice.profile() : stored(id);

  /** Of secrets whose mark is gone already: what cannot be removed now is an orphan, and the user is told. */
  async function removeFromKeychain(id: string, names: readonly SecretName[]): Promise<void> {
    try {
      await secrets.remove(id, names);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      onNotice(
        `The secret is no longer used, but it is still in the keychain. ${error.message} It can be removed later with “Secrets left behind” in the settings.`,
      );
    }
  }

  async function save({
    profile,
    base,
    secrets: changes,
    keepSecrets = 'keychain',
  }: SaveRequest): Promise<ProfileView> {
    const id = profile.id ?? randomUUID();
    const { values, isGone } = sortedChanges(changes);
    const keeping = keepSecrets === 'keychain' ? [...values.keys()] : [];
    let former: SecretMarks = [];
    const marks = (before: SecretMarks, settings: Settings): SecretMarks => {
      former = before;
      const setAt = new Date().toISOString();
      const all = [...before.filter(({ name }) => !values.has(name)), ...keeping.map((name) => ({ name, setAt }))];
      return all.filter(({ name }) => !isGone(name, settings));
    };
    // First the keychain, then the file: what a crash leaves in between is a secret without a mark, which is found as orphan.
    let undo: (() => Promise<void>) | null = null;
    if (keeping.length > 0) {
      await store.check(profile, base);
      undo = await secrets.keep(id, values);
    }
    let saved: Profile;
    try {
      saved = await store.save(profile, { newId: id, base, marks });
    } catch (error) {
      await undo?.().catch(() => undefined);
      throw error;
    }
    if (keepSecrets === 'session') secrets.keepForSession(id, values);
    const inSession = secrets.view({ ...saved, secrets: [] }).map(({ name }) => name);
    secrets.forgetSession(
      id,
      inSession.filter((name) => isGone(name, saved) || keeping.includes(name)),
    );
    // A secret that the keychain does not take now is not asked to be given up by it either.
    const unmarked = [...former.map(({ name }) => name), ...keeping].filter((name) => isGone(name, saved));
    if (unmarked.length > 0) await removeFromKeychain(id, unmarked);
    return view(saved);
  }

  async function remove(id: string): Promise<void> {
    const profile = await stored(id);
    await store.remove(id);
    if (profile === null) return;
    secrets.forgetSession(
      id,
      secrets.view(profile).map(({ name }) => name),
    );
    if (profile.secrets.length > 0) {
      await removeFromKeychain(
        id,
        profile.secrets.map(({ name }) => name),
      );
    }
  }

  async function duplicateSecrets(from: string, to: string): Promise<void> {
    const source = await stored(from);
    if (source === null) return;
    const copies = { keychain: new Map<SecretName, string>(), session: new Map<SecretName, string>() };
    for (const { name, kept } of secrets.view(source)) {
      const value = await secrets.read(source, name);
      if (value !== null) copies[kept].set(name, value);
    }
    secrets.keepForSession(to, copies.session);
    if (copies.keychain.size > 0) await access.setSecrets(to, copies.keychain);
  }

  async function duplicate(id: string): Promise<ProfileView> {
    const copy = await store.duplicate(id);
    try {
      await duplicateSecrets(id, copy.id);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      onNotice(`The copy has no secrets, because they could not be copied. ${error.message}`);
    }
    return view((await stored(copy.id)) ?? copy);
  }

  const orphans = async (): Promise<OrphanedSecret[]> => secrets.orphans(await store.list(), await store.former());

  return {
    list: async () => views([practice.profile(), ...(await readable())]),
    save,
    remove,
    duplicate,
    arrange: (ids) => store.arrange(ids),
    orphans,
    async removeOrphans(wanted) {
      const found = await orphans();
      const isWanted = (orphan: OrphanedSecret) =>
        wanted.some(({ profileId, name }) => profileId === orphan.profileId && name === orphan.name);
      for (const { profileId, name } of found.filter(isWanted)) await secrets.remove(profileId, [name]);
      return found.filter((orphan) => !isWanted(orphan));
    },
    exists: async (id) => (await known(id)) !== null,
    async find(id) {
      if (id === practiceProfileId) await practice.start();
      return known(id);
    },
    async factsOf(id) {
      const profile = id === undefined ? null : await known(id);
      if (profile === null) return { platform: 'auto' };
      const { creatioUrl, identityServiceUrl, creatioVersion: version } = profile;
      return {
        platform: platformOf(profile.id) ?? profile.platform,
        creatioUrl: maskPatterns(creatioUrl),
        identityServiceUrl: identityServiceUrl === null ? null : maskPatterns(identityServiceUrl),
        ...(version === null ? {} : { version }),
      };
    },
    async readSecret(id, name) {
      if (id === practiceProfileId) return name === 'client-secret' ? (await practice.start()).clientSecret : null;
      return access.readSecret(id, name);
    },
  };
}

/** What is to be kept, and whether a secret is to go: also one of a further client that the environment no longer has. */
function sortedChanges(changes: SecretChanges) {
  const values = new Map<SecretName, string>();
  const removals = new Set<SecretName>();
  for (const name of Object.keys(changes).map((key) => secretNameSchema.parse(key))) {
    const change = changes[name];
    if (change?.action === 'set') values.set(name, change.value);
    if (change?.action === 'remove') removals.add(name);
  }
  const isGone = (name: SecretName, { furtherClients }: Pick<Settings, 'furtherClients'>): boolean =>
    removals.has(name) ||
    (name.startsWith('further-client:') && !furtherClients.some(({ id }) => name === `further-client:${id}`));
  return { values, isGone };
}

const newer = (own: LastRun | null, kept: LastRun | null): LastRun | null =>
  own === null || (kept !== null && kept.finishedAt > own.finishedAt) ? kept : own;
