import { create } from 'zustand';
import type { CallError, ConsoleEvent } from '../../shared/contract.ts';
import type { CheckId } from '../../shared/report.ts';
import { consoleApi, settled } from '../api.ts';
import { touchClock } from './clock.ts';
import { dismissError, showError } from './notices.ts';
import { finishedRun, isActive, newRun, rerunning, stopped, withEvent, withPlan, type Run } from './runs.ts';

interface Diagnosis {
  /** Every run the page knows, by its id. */
  runs: Readonly<Record<string, Run>>;
  /** The run each environment shows, by the environment's id; null when it has none. */
  shown: Readonly<Record<string, string | null>>;
  /** Environments whose run has been asked for and not begun. */
  starting: Readonly<Record<string, boolean>>;
}

export const useDiagnosis = create<Diagnosis>(() => ({ runs: {}, shown: {}, starting: {} }));

/** The run that an environment shows, or null. */
export function runOf(state: Diagnosis, profileId: string): Run | null {
  const runId = state.shown[profileId];
  return (runId && state.runs[runId]) || null;
}

/** True while a diagnosis of the environment is under way. */
export const isRunning = (state: Diagnosis, profileId: string): boolean =>
  state.starting[profileId] === true || isActive(runOf(state, profileId));

/** Asks for the last run of an environment, once; a run that began meanwhile is left alone. */
export async function loadLastRun(profileId: string): Promise<void> {
  if (profileId in useDiagnosis.getState().shown) return;
  const reply = await settled(consoleApi().diagnosis.last({ profileId }));
  if (!reply.ok) {
    showError(reply.error);
    return;
  }
  const last = reply.value;
  useDiagnosis.setState((state) => {
    if (state.shown[profileId]) return state;
    const shown = { ...state.shown, [profileId]: last?.runId ?? null };
    if (last === null) return { shown };
    return { shown, runs: { ...state.runs, [last.runId]: finishedRun(last.runId, last.report) } };
  });
}

/** Runs every check of an environment; does nothing while one of its runs is under way. */
export async function startDiagnosis(profileId: string): Promise<void> {
  if (isRunning(useDiagnosis.getState(), profileId)) return;
  setStarting(profileId, true);
  dismissError();
  const since = Date.now();
  const reply = await settled(consoleApi().diagnosis.start({ profileId }));
  setStarting(profileId, false);
  if (!reply.ok) {
    showError(reply.error);
    return;
  }
  const { runId, checks } = reply.value;
  useDiagnosis.setState((state) => {
    const { [state.shown[profileId] ?? '']: _before, ...runs } = state.runs;
    const run = withPlan(state.runs[runId] ?? newRun(runId, since), checks);
    return { runs: { ...runs, [runId]: run }, shown: { ...state.shown, [profileId]: runId } };
  });
}

/** Stops the run of an environment; what is known by then stays. */
export async function cancelDiagnosis(profileId: string): Promise<void> {
  const run = runOf(useDiagnosis.getState(), profileId);
  if (run?.phase !== 'running') return;
  changeRun(run.runId, (current) => ({ ...current, phase: 'cancelling' }));
  const reply = await settled(consoleApi().diagnosis.cancel({ runId: run.runId }));
  if (!reply.ok) giveUp(run.runId, reply.error);
}

/** Runs one check of a finished run again, with what it needs. */
export async function rerunCheck(runId: string, checkId: CheckId): Promise<void> {
  changeRun(runId, (run) => rerunning(run, Date.now()));
  const reply = await settled(consoleApi().diagnosis.rerun({ runId, checkId }));
  if (!reply.ok) giveUp(runId, reply.error);
}

type DiagnosisEvent = Extract<ConsoleEvent, { name: `diagnosis.${string}` }>;

const isOfDiagnosis = (event: ConsoleEvent): event is DiagnosisEvent => event.name.startsWith('diagnosis.');

/** Takes what the console tells about runs. */
export function receiveDiagnosisEvent(event: ConsoleEvent): void {
  if (!isOfDiagnosis(event)) return;
  const { runId } = event.payload;
  if (event.name === 'diagnosis.failed') {
    giveUp(runId, event.payload.error);
    return;
  }
  if (event.name === 'diagnosis.finished') {
    touchClock();
    const { profileId } = event.payload;
    useDiagnosis.setState((state) => ({ shown: { ...state.shown, [profileId]: runId } }));
  }
  useDiagnosis.setState(({ runs }) => ({
    runs: { ...runs, [runId]: withEvent(runs[runId] ?? newRun(runId, Date.now()), event) },
  }));
}

function giveUp(runId: string, error: CallError): void {
  showError(error);
  changeRun(runId, stopped);
}

function changeRun(runId: string, change: (run: Run) => Run): void {
  useDiagnosis.setState(({ runs }) => {
    const run = runs[runId];
    return run ? { runs: { ...runs, [runId]: change(run) } } : {};
  });
}

const setStarting = (profileId: string, starting: boolean): void =>
  useDiagnosis.setState((state) => ({ starting: { ...state.starting, [profileId]: starting } }));
