import { create } from 'zustand';
import type { RunSummary } from '../../shared/history.ts';
import type { Report } from '../../shared/report.ts';
import { consoleApi, settled } from '../api.ts';
import { showError } from './notices.ts';

/** The kept runs of the environment whose history is looked at. */
interface History {
  profileId: string | null;
  /** The newest first; null until the first page has come. */
  runs: readonly RunSummary[] | null;
  /** Where older ones begin, or null. */
  before: string | null;
  loadingOlder: boolean;
}

const nothing: History = { profileId: null, runs: null, before: null, loadingOlder: false };
export const useHistory = create<History>(() => nothing);

const pageLength = 100;

/** Brings the history of an environment onto the page, its newest runs first. */
export async function openHistory(profileId: string): Promise<void> {
  if (useHistory.getState().profileId !== profileId) useHistory.setState({ ...nothing, profileId });
  await refreshHistory(profileId);
}

/** Fetches what was kept since, where this is the history that is looked at. */
export async function refreshHistory(profileId: string): Promise<void> {
  if (useHistory.getState().profileId !== profileId) return;
  const reply = await settled(consoleApi().history.list({ profileId, limit: pageLength }));
  if (!reply.ok) {
    showError(reply.error);
    return;
  }
  const page = reply.value;
  useHistory.setState((state) => {
    if (state.profileId !== profileId) return state;
    const fetched = new Set(page.runs.map(({ runId }) => runId));
    const older = (state.runs ?? []).slice((state.runs ?? []).findLastIndex(({ runId }) => fetched.has(runId)) + 1);
    const joins = state.runs !== null && older.length < state.runs.length && older.length > 0;
    return joins ? { runs: [...page.runs, ...older] } : { runs: page.runs, before: page.before };
  });
}

/** Fetches the runs before the oldest one that is shown; gives how many came. */
export async function loadOlderRuns(): Promise<number> {
  const { profileId, before, loadingOlder } = useHistory.getState();
  if (profileId === null || before === null || loadingOlder) return 0;
  useHistory.setState({ loadingOlder: true });
  const reply = await settled(consoleApi().history.list({ profileId, limit: pageLength, before }));
  useHistory.setState({ loadingOlder: false });
  if (!reply.ok) {
    showError(reply.error);
    return 0;
  }
  if (useHistory.getState().profileId !== profileId) return 0;
  useHistory.setState(({ runs }) => ({ runs: [...(runs ?? []), ...reply.value.runs], before: reply.value.before }));
  return reply.value.runs.length;
}

/** The report of a kept run, or null where it cannot be had any more. */
export async function readRun(profileId: string, runId: string): Promise<Report | null> {
  const reply = await settled(consoleApi().history.read({ profileId, runId }));
  if (!reply.ok) showError(reply.error);
  return reply.ok ? reply.value : null;
}
