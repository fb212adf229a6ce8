import type { BundleContent } from '../../shared/bundle.ts';
import type { LogSelection } from '../../shared/logs.ts';
import type { Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import type { Report } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import type { Session } from '../../shared/wizard.ts';
import { knownHosts, knownSecrets, type BundleContents, type RedactionSettings } from '../bundle/index.ts';
import { systemFacts, type ReadingPlan } from '../logs/index.ts';
import { personalKinds, type Exception } from '../redaction/index.ts';
import { plainRule } from './own-rules.ts';

type KnownSettings = Pick<Profile, 'id' | 'name' | 'creatioUrl' | 'identityServiceUrl' | 'proxy' | 'logFolders'>;

export interface BundleSources {
  /** The environment, or null. */
  find: (profileId: string) => Promise<Profile | null>;
  /** All environments with the names of the secrets they have. */
  list: () => Promise<
    readonly (KnownSettings & { secrets: readonly { name: SecretName; kept: 'keychain' | 'session' }[] })[]
  >;
  readSecret: (profileId: string, name: SecretName) => Promise<string | null>;
  plan: (selection: LogSelection, signal?: AbortSignal) => Promise<ReadingPlan>;
  /** The report of a run, or of the last one; null where there is none. */
  report: (profileId: string, runId: string | null) => Promise<Report | null>;
  /** Throws a UserError where the session is not there. */
  session: (sessionId: string) => Promise<Session>;
  /** Tokens of this session that no rule knows by their form. */
  tokens?: (profileId: string) => readonly string[];
  /** What the test client sent and received. */
  oauthTraces?: (profileId: string) => Promise<readonly unknown[]>;
  /** What stands behind a replaced part of a preview; null where that is no longer known. */
  occurrence: (id: string) => { rule: string; value: string } | null;
}

export async function profileOf({ find }: BundleSources, id: string): Promise<Profile> {
  const profile = await find(id);
  if (profile !== null) return profile;
  throw new UserError('profile-not-found', 'This environment no longer exists. Choose another one in the list.');
}

/** Gathers what a bundle is about. Throws a UserError where the environment, the recording or the session is not there. */
export async function gather(
  sources: BundleSources,
  content: BundleContent,
  signal?: AbortSignal,
): Promise<BundleContents> {
  const { profileId, include, selection, letter } = content;
  const profile = await profileOf(sources, profileId);
  const plan = await sources.plan(selection, signal);
  const report = include.report ? await sources.report(profileId, include.runId ?? null) : null;
  const session = include.sessionId === null ? null : await sources.session(include.sessionId);
  const listed = await sources.list();
  const environments = [...listed.filter(({ id }) => id === profileId), ...listed.filter(({ id }) => id !== profileId)];
  const secrets = await knownSecrets({
    environments,
    read: ({ id }, name) => sources.readSecret(id, name),
    further: environments.flatMap(({ id }) => sources.tokens?.(id) ?? []),
  });
  const hosts = await knownHosts({ environments, report, plan, signal });
  const traces = include.oauthTraces ? ((await sources.oauthTraces?.(profileId)) ?? []) : [];
  return {
    plan,
    profile,
    report,
    session,
    systemFacts: include.systemFacts ? systemFacts(profile, report) : null,
    oauthTraces: traces.length === 0 ? null : traces,
    facts: letter,
    redaction: { ...redactionSettings(sources, content, secrets.values), hosts },
    skipped: secrets.skipped,
  };
}

/** Without the secrets of the keychain, for a look at an own rule for example. */
function redactionSettings(
  { occurrence }: BundleSources,
  { replace, rules, exceptions }: BundleContent,
  secrets: readonly string[],
): RedactionSettings {
  return {
    secrets,
    keep: personalKinds.filter((kind) => !replace.includes(kind)),
    rules: rules.map(plainRule),
    exceptions: exceptions.flatMap((each): Exception[] => {
      if (each.kind === 'value') {
        return [{ value: each.value, ...(each.rule !== undefined && { rule: each.rule }) }];
      }
      const found = occurrence(each.occurrence);
      if (found === null) {
        throw new UserError(
          'occurrence-forgotten',
          'An exception was made from a preview that the console no longer remembers. Remove it, and make it again from the preview.',
        );
      }
      // The name of a known computer is found by other rules as well where it stands in an address.
      const everyRule = each.everyRule || found.rule === 'known-host';
      return [{ value: found.value, ...(!everyRule && { rule: found.rule }) }];
    }),
  };
}
