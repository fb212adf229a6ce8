import type { BundleContent, BundleRule } from '../../shared/bundle.ts';
import type { ProfileView } from '../../shared/contract.ts';
import { filesPerPage, type ListedFile, type LogSelection, type LogSource, type Recording } from '../../shared/logs.ts';
import { consoleApi, settled } from '../api.ts';
import { showError } from '../store/notices.ts';
import { showTab } from '../store/view.ts';
import { present, set, useCollecting, type Collecting } from './collecting-state.ts';
import { periodOf } from './period/period.ts';
import type { StepName } from './steps.ts';

export const turnTo = (profileId: string, step: StepName): void => set(profileId, { step });

/** Changes what does not bear on which logs are taken. */
export const decide = (
  profileId: string,
  part: Partial<Pick<Collecting, 'include' | 'letter' | 'replace' | 'exceptions'>>,
): void => set(profileId, part);

/** Changes which logs are taken; what they come to is estimated anew. */
export function select(
  profileId: string,
  part: Partial<Pick<Collecting, 'sourcesLeftOut' | 'filesLeftOut' | 'configuration' | 'period' | 'limits'>>,
): void {
  set(profileId, { ...part, selection: null });
  estimateSoon(profileId);
}

let connected = false;

/** Opens the page for an environment: what it was left with, or a beginning. */
export function openCollecting(profile: ProfileView): void {
  if (!connected) {
    connected = true;
    consoleApi().events.subscribe((event) => {
      if (event.name === 'logs.finding') {
        const { profileId, folder, files } = event.payload;
        if (present(profileId).finding) set(profileId, { foundSoFar: { folder, files } });
      }
      if (event.name === 'logs.recording-changed') recorded(event.payload.profileId, event.payload.recording);
    });
  }
  const isNew = useCollecting.getState().of[profile.id] === undefined;
  if (isNew) set(profile.id, { letter: { ...present(profile.id).letter, caseNumber: profile.caseNumber ?? '' } });
  const sessionId = wantedSessions.get(profile.id);
  if (sessionId !== undefined) set(profile.id, { include: { ...present(profile.id).include, sessionId } });
  wantedSessions.delete(profile.id);
  void settled(consoleApi().logs.recording({ profileId: profile.id })).then((reply) => {
    if (reply.ok) recorded(profile.id, reply.value);
    else showError(reply.error);
  });
  if (isNew) void findLogs(profile.id);
}

/** Turns to the logs, to hand them on together with a guided session. */
export function collectWith(profileId: string, sessionId: string): void {
  wantedSessions.set(profileId, sessionId);
  showTab('logs');
}

/** Sessions that are to go with the logs of an environment, until its page is opened. */
const wantedSessions = new Map<string, string>();

/** Looks for logs, in the folders named by hand too. What was chosen of those found before stays chosen. */
export async function findLogs(profileId: string, folders = present(profileId).folders): Promise<void> {
  if (present(profileId).finding) return;
  set(profileId, { folders, finding: true, foundSoFar: null, failure: null });
  const reply = await settled(consoleApi().logs.find({ profileId, folders: [...folders] }));
  const stopped = !reply.ok && reply.error.code === 'cancelled';
  set(profileId, {
    finding: false,
    ...(reply.ok ? { found: reply.value, furtherFiles: {} } : {}),
    failure: reply.ok || stopped ? null : reply.error.message,
    selection: null,
  });
  estimateSoon(profileId);
}

/** Ends what looks for logs or estimates. */
export const stopReading = (profileId: string): void => void settled(consoleApi().logs.stop({ profileId }));

export const logSourcesOf = ({ found }: Collecting): LogSource[] =>
  found?.sources.filter(({ kind }) => kind !== 'configuration') ?? [];

export const configurationsOf = ({ found }: Collecting): LogSource[] =>
  found?.sources.filter(({ kind }) => kind === 'configuration') ?? [];

/** The files of a source, as many as have been fetched. */
export const filesOf = ({ furtherFiles }: Collecting, source: LogSource): ListedFile[] => [
  ...source.files,
  ...(furtherFiles[source.id] ?? []),
];

/** Fetches further files of a source: the next page, or all there are. */
export async function fetchFurtherFiles(profileId: string, source: LogSource, all = false): Promise<void> {
  const before = present(profileId);
  const known = filesOf(before, source).length;
  const further: ListedFile[] = [];
  while (known + further.length < source.fileCount) {
    const offset = known + further.length;
    const request = { profileId, folders: [...before.folders], sourceId: source.id, offset };
    const reply = await settled(consoleApi().logs.files(request));
    if (!reply.ok) {
      showError(reply.error);
      return;
    }
    further.push(...reply.value);
    if (!all || reply.value.length < filesPerPage) break;
  }
  const { furtherFiles, found } = present(profileId);
  // Meanwhile it may have been looked for anew, or fetched by another click.
  if (found !== before.found || furtherFiles[source.id] !== before.furtherFiles[source.id]) return;
  const files = [...(furtherFiles[source.id] ?? []), ...further];
  set(profileId, { furtherFiles: { ...furtherFiles, [source.id]: files } });
}

const contents = new Map<string, { of: readonly unknown[]; content: BundleContent }>();

/**
 * Everything that goes into the bundle; null while it is not known which logs do, or which own rules there are. The same
 * object as long as the same is decided.
 */
export function contentOf(
  profileId: string,
  collecting: Collecting,
  rules: readonly BundleRule[] | null,
): BundleContent | null {
  const { selection, include, replace, exceptions, letter } = collecting;
  if (selection === null || rules === null) return null;
  const of = [selection, include, replace, rules, exceptions, letter];
  const known = contents.get(profileId);
  if (known?.of.every((part, index) => part === of[index])) return known.content;
  const values = exceptions.map(({ exception }) => exception);
  const content = { profileId, selection, include, replace, rules: [...rules], exceptions: values, letter };
  contents.set(profileId, { of, content });
  return content;
}

function recorded(profileId: string, recording: Recording | null): void {
  const before = present(profileId).recording;
  // What is known already changes nothing, so that nothing is asked for anew when the page is turned back to.
  if (before?.startedAt === recording?.startedAt && before?.stoppedAt === recording?.stoppedAt) return;
  const wasGoingOn = before?.stoppedAt === null;
  set(profileId, { recording, selection: null });
  // What happened meanwhile may stand in files that were not there when it began.
  if (wasGoingOn && recording !== null && recording.stoppedAt !== null) void findLogs(profileId);
  else estimateSoon(profileId);
}

const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Estimates once nothing has been changed for a moment. */
function estimateSoon(profileId: string): void {
  clearTimeout(timers.get(profileId));
  timers.set(
    profileId,
    setTimeout(() => void estimate(profileId), 200),
  );
}

async function estimate(profileId: string): Promise<void> {
  const before = present(profileId);
  if (before.found === null || before.finding) return;
  const isOutdated = (): boolean => {
    const now = present(profileId);
    return (
      now.period !== before.period ||
      now.recording !== before.recording ||
      now.found !== before.found ||
      now.sourcesLeftOut !== before.sourcesLeftOut ||
      now.filesLeftOut !== before.filesLeftOut ||
      now.configuration !== before.configuration ||
      now.limits !== before.limits
    );
  };
  const selection: LogSelection = {
    profileId,
    folders: [...before.folders],
    files: await chosenFiles(profileId),
    configuration: [...before.configuration],
    // Until a period is decided on, the sizes are those of everything.
    period: periodOf(before.period, before.recording) ?? { kind: 'everything' },
    limits: before.limits,
    offsetMinutes: null,
  };
  if (isOutdated()) return;
  set(profileId, { selection });
  const reply = await settled(consoleApi().logs.estimate({ selection }));
  if (isOutdated()) return;
  if (reply.ok) set(profileId, { estimate: reply.value });
  else if (reply.error.code !== 'cancelled') showError(reply.error);
}

async function chosenFiles(profileId: string): Promise<LogSelection['files']> {
  const { sourcesLeftOut, filesLeftOut } = present(profileId);
  const sources = logSourcesOf(present(profileId));
  if (filesLeftOut.size === 0 && !sources.some(({ id }) => sourcesLeftOut.has(id))) return 'all';
  const chosen = sources.filter(({ id }) => !sourcesLeftOut.has(id));
  for (const source of chosen) await fetchFurtherFiles(profileId, source, true);
  const now = present(profileId);
  return chosen.flatMap((source) => filesOf(now, source).flatMap(({ id }) => (filesLeftOut.has(id) ? [] : [id])));
}
