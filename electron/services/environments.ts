import type { ProfileView, SecretChange } from '../../shared/contract.ts';
import { practiceProfileId } from '../../shared/profile.ts';
import type { Profile, ProfileInput } from '../../shared/profile.ts';
import { secretNameSchema, type SecretName } from '../../shared/profile-schema.ts';
import type { RemediationFacts } from '../../shared/remediation/index.ts';
import type { Report } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import type { ProfileStore, SessionSecrets } from '../profiles/index.ts';
import type { PracticeEnvironment } from './practice-environment.ts';

export interface EnvironmentsOptions {
  store: ProfileStore;
  secrets: SessionSecrets;
  practice: PracticeEnvironment;
  /** The last report of an environment in this session, or null. */
  lastReport: (profileId: string) => Report | null;
}

export type SecretChanges = Partial<Record<SecretName, SecretChange>>;

/** The environments of this user and the built-in one, as one list. */
export interface Environments {
  /** Throws a UserError when the file cannot be read; the next call then gives the practice environment alone. */
  list(): Promise<ProfileView[]>;
  save(request: { profile: ProfileInput; secrets: SecretChanges }): Promise<ProfileView>;
  remove(id: string): Promise<void>;
  /** Adds a copy with the same secrets. */
  duplicate(id: string): Promise<ProfileView>;
  arrange(ids: readonly string[]): Promise<void>;
  /** For a run: starts the practice environment where it is the one asked for. */
  find(id: string): Promise<Profile | null>;
  /** What the catalogue fills into its steps; without an environment, next to nothing. */
  factsOf(id: string | undefined): Promise<RemediationFacts>;
  /** For a run: the secret in plain, or null when none is set. */
  clientSecretOf(id: string): Promise<string | null>;
}

export function createEnvironments({ store, secrets, practice, lastReport }: EnvironmentsOptions): Environments {
  const view = (profile: Profile): ProfileView => {
    const builtIn = profile.id === practiceProfileId;
    const report = lastReport(profile.id);
    return {
      ...profile,
      builtIn,
      secrets: secrets.list(profile.id).map((secret) => ({ ...secret, kept: 'session' })),
      lastRun:
        report === null ? null : { verdict: report.verdict, outcome: report.outcome, finishedAt: finishedAt(report) },
    };
  };

  function changeSecrets(id: string, changes: SecretChanges): void {
    for (const name of Object.keys(changes).map((key) => secretNameSchema.parse(key))) {
      const change = changes[name];
      if (change?.action === 'set') secrets.set(id, name, change.value);
      if (change?.action === 'remove') secrets.remove(id, name);
    }
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

  async function known(id: string): Promise<Profile | null> {
    if (id === practiceProfileId) return practice.profile();
    return (await store.list()).find((profile) => profile.id === id) ?? null;
  }

  return {
    list: async () => [practice.profile(), ...(await readable())].map(view),
    async save({ profile, secrets: changes }) {
      const saved = await store.save(profile);
      changeSecrets(saved.id, changes);
      return view(saved);
    },
    async remove(id) {
      await store.remove(id);
      secrets.removeAll(id);
    },
    async duplicate(id) {
      const copy = await store.duplicate(id);
      secrets.copyAll(id, copy.id);
      return view(copy);
    },
    arrange: (ids) => store.arrange(ids),
    async find(id) {
      if (id === practiceProfileId) await practice.start();
      return known(id);
    },
    async factsOf(id) {
      const profile = id === undefined ? null : await known(id);
      if (profile === null) return { platform: 'auto' };
      const { platform, creatioUrl, identityServiceUrl, creatioVersion: version } = profile;
      return { platform, creatioUrl, identityServiceUrl, ...(version === null ? {} : { version }) };
    },
    clientSecretOf: async (id) =>
      id === practiceProfileId ? (await practice.start()).clientSecret : secrets.get(id, 'client-secret'),
  };
}

const finishedAt = ({ startedAt, durationMs }: Report): string =>
  new Date(Date.parse(startedAt) + durationMs).toISOString();
