import type { ConsoleEvent, PlannedCheck } from '../../shared/contract.ts';
import type { CheckId, CheckResult, CheckStatus, Report } from '../../shared/report.ts';

/** One step of a run as the page shows it. */
export interface Step {
  readonly id: CheckId;
  readonly title: string;
  readonly state: CheckStatus | 'waiting' | 'running';
  readonly startedAt: string | null;
  /** What it waits for, when it takes longer than usual. */
  readonly notice: string | null;
  /** The last result; it stays on the page while the check runs again. */
  readonly result: CheckResult | null;
}

export interface Run {
  readonly runId: string;
  readonly phase: 'running' | 'cancelling' | 'finished';
  /** When the page began to wait for it, in ms since the epoch. */
  readonly since: number;
  readonly steps: readonly Step[];
  /** The last report; null until the first one is made. */
  readonly report: Report | null;
  /** True of a run from the history, of which nothing can be run again. */
  readonly kept?: true;
}

/** Whether a run is under way. */
export const isActive = (run: Run | null | undefined): boolean =>
  run !== null && run !== undefined && run.phase !== 'finished';

/** A run of which nothing is known yet. Events may come before the reply that names its checks. */
export const newRun = (runId: string, since: number): Run => ({
  runId,
  phase: 'running',
  since,
  steps: [],
  report: null,
});

/** A finished run as it is known from its report alone. */
export const finishedRun = (runId: string, report: Report): Run =>
  withReport(newRun(runId, Date.parse(report.startedAt)), report);

/** A run from the history. */
export const keptRun = (runId: string, report: Report): Run => ({ ...finishedRun(runId, report), kept: true });

/** Puts the planned checks in their order, and keeps what has already come. */
export function withPlan(run: Run, planned: readonly PlannedCheck[]): Run {
  const known = new Map(run.steps.map((step) => [step.id, step]));
  const steps = planned.map((check) => ({ ...(known.get(check.id) ?? waiting(check.id)), title: check.title }));
  const extra = run.steps.filter((step) => !planned.some((check) => check.id === step.id));
  return { ...run, steps: [...steps, ...extra] };
}

/** What an event makes of the run it speaks of. */
export function withEvent(run: Run, event: ConsoleEvent): Run {
  switch (event.name) {
    case 'diagnosis.check-started': {
      const { checkId, startedAt } = event.payload;
      return withStep(run, checkId, (step) => ({ ...step, state: 'running', startedAt, notice: null }));
    }
    case 'diagnosis.check-slow': {
      const { checkId, notice } = event.payload;
      return withStep(run, checkId, (step) => ({ ...step, notice }));
    }
    case 'diagnosis.check-finished':
      return withResult(run, event.payload.result);
    case 'diagnosis.finished':
      return withReport(run, event.payload.report);
    default:
      return run;
  }
}

/** The page asked for a check of a finished run to be run again. */
export const rerunning = (run: Run, since: number): Run => ({ ...run, phase: 'running', since });

/** The run could not go on; what is known stays. */
export const stopped = (run: Run): Run => ({
  ...run,
  phase: 'finished',
  steps: run.steps.map((step) => (step.result ? settledStep(step, step.result) : step)),
});

function withReport(run: Run, report: Report): Run {
  const filled = report.checks.reduce(withResult, run);
  return { ...filled, report, phase: 'finished' };
}

const withResult = (run: Run, result: CheckResult): Run =>
  withStep(run, result.id, (step) => settledStep(step, result));

const settledStep = (step: Step, result: CheckResult): Step => ({
  ...step,
  title: result.title,
  state: result.status,
  startedAt: result.startedAt,
  notice: null,
  result,
});

const waiting = (id: CheckId): Step => ({
  id,
  title: id,
  state: 'waiting',
  startedAt: null,
  notice: null,
  result: null,
});

function withStep(run: Run, id: CheckId, change: (step: Step) => Step): Run {
  const known = run.steps.some((step) => step.id === id);
  const steps = known
    ? run.steps.map((step) => (step.id === id ? change(step) : step))
    : [...run.steps, change(waiting(id))];
  return { ...run, steps };
}
