import path from 'node:path';
import { logSelectionSchema } from '../../../shared/logs.ts';
import { practiceProfileId, profileDefaults, defaultTimeLimitSeconds, type Profile } from '../../../shared/profile.ts';
import type { Report } from '../../../shared/report.ts';
import type { Session } from '../../../shared/wizard.ts';
import { UserError } from '../../../shared/user-error.ts';
import { lineText } from '../../../shared/visible-text.ts';
import { dataFolder } from '../../data-folder.ts';
import { createHistory } from '../../history/index.ts';
import {
  clockDifferencesOf,
  createRecordings,
  eitherDifferences,
  findLogs,
  planReading,
  type FoundFile,
  type FoundLogs,
  type ReadingPlan,
} from '../../logs/index.ts';
import { createProfileStore } from '../../profiles/index.ts';
import { createSessionStore } from '../../wizard/store.ts';
import { findStored } from '../check/environments.ts';
import { printNotice } from '../output.ts';
import type { BundleCommand } from './options.ts';

export interface Stored {
  /** The environment that is asked for; one without a name where only folders are. */
  profile: Profile;
  all: Profile[];
}

const withoutName: Profile = {
  ...profileDefaults,
  id: 'command-line',
  name: 'Logs',
  creatioUrl: '',
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: defaultTimeLimitSeconds,
};

/** Throws a UserError where there is no such environment. */
export async function findProfile(name: string | null): Promise<Stored> {
  if (name !== null && name.toLowerCase() === practiceProfileId) {
    throw new UserError(
      'environment-unsuitable',
      'The practice environment has no logs of its own. Name its folder with --folder.',
    );
  }
  const notices: Promise<void>[] = [];
  const onNotice = (message: string): void => void notices.push(printNotice(message));
  const all = await createProfileStore({ folder: dataFolder(), onNotice }).list();
  await Promise.all(notices);
  return { profile: name === null ? withoutName : findStored(name, all), all };
}

/** The newest run that is kept of an environment, or null. */
export async function lastReportOf(profile: Profile): Promise<Report | null> {
  const history = createHistory({ folder: path.join(dataFolder(), 'history') });
  const { runs } = await history.list(profile.id, { limit: 1 });
  return runs[0] === undefined ? null : history.read(profile.id, runs[0].runId);
}

/** A guided session of an environment: by its id, or the one that changed last. Throws a UserError `session-unknown`. */
export async function sessionOf(profile: Profile, wanted: string): Promise<Session> {
  const notices: Promise<void>[] = [];
  const store = createSessionStore(dataFolder(), (message) => void notices.push(printNotice(message)));
  const sessions = (await store.list(profile.id)).toSorted((a, b) => (changedAt(a) < changedAt(b) ? 1 : -1));
  await Promise.all(notices);
  const found = wanted === 'latest' ? sessions[0] : sessions.find(({ id }) => id === wanted);
  if (found !== undefined) return found;
  const there = sessions.slice(0, mostNamed).map((session) => `${session.id} (${changedAt(session)})`);
  throw new UserError(
    'session-unknown',
    there.length === 0
      ? 'This environment has no guided session. Leave out --session.'
      : `This environment has no guided session of that id. It has ${there.join(', ')}.`,
  );
}

const mostNamed = 5;
const changedAt = ({ events }: Session): string => events.at(-1)?.at ?? '';

/** The configuration files that are asked for. Throws a UserError `configuration-unknown`. */
function configurationOf({ sources }: FoundLogs, wanted: BundleCommand['configuration']): FoundFile[] {
  const there = sources.flatMap(({ kind, files }) => (kind === 'configuration' ? files : []));
  if (wanted === 'all') return there;
  const slashed = (file: string): string => `/${file.replaceAll('\\', '/')}`.toLowerCase();
  return wanted.flatMap((name) => {
    const named = there.filter(
      (file) => file.path === path.resolve(name) || slashed(file.path).endsWith(slashed(name)),
    );
    if (named.length > 0) return named;
    const known = there.map((file) => lineText(file.path)).join(', ');
    throw new UserError(
      'configuration-unknown',
      `No configuration file ${lineText(name)} was found. ${known === '' ? 'None was found.' : `There is ${known}.`}`,
    );
  });
}

/** Finds the logs and decides what is taken of them. Throws a UserError `recording-missing`, `configuration-unknown` or `logs-none`. */
export async function planOf(
  profile: Profile,
  { environment, folders, period, offsetMinutes, limits, configuration }: BundleCommand,
  report: Report | null,
  signal: AbortSignal,
): Promise<ReadingPlan> {
  const named = folders.map((folder) => path.resolve(folder));
  const found = await findLogs({
    profile,
    platform: report?.profile.platform === 'auto' || report === null ? null : report.profile.platform,
    folders: named,
    // Folders alone are what is asked for, not what this computer has besides.
    ...(environment === null && { system: [] }),
    signal,
  });
  for (const { title, why, remediation } of found.missing) {
    const how = remediation === null ? '' : ` What to do: creatio-oauth explain ${remediation}`;
    await printNotice(`${title}: ${why}${how}`);
  }
  const recordings = createRecordings(dataFolder());
  const recorded = period.kind === 'recorded' ? await recordings.window(profile.id) : null;
  if (period.kind === 'recorded' && recorded === null) {
    throw new UserError('recording-missing', 'Nothing was recorded for this environment. Choose another period.');
  }
  const selection = logSelectionSchema.parse({
    profileId: profile.id,
    folders: named,
    files: 'all',
    configuration: configurationOf(found, configuration).map(({ id }) => id),
    period,
    offsetMinutes,
    limits,
  });
  const recording = environment === null ? null : await recordings.of(profile.id);
  const clockDifferences = eitherDifferences(clockDifferencesOf(report), recording?.clockDifferences);
  const plan = await planReading(found, { selection, recorded, clockDifferences, signal });
  if (plan.files.length > 0) return plan;
  throw new UserError(
    'logs-none',
    'There are no logs to pack. Look at the notes above, name the folders with --folder, or choose another period.',
  );
}
