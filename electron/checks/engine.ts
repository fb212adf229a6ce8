import type { CheckId, CheckResult, CheckStatus } from '../../shared/report.ts';
import { assertRunnable, isObstacle } from './graph.ts';
import type { Check, CheckContext, EntryOfRun, Finding } from './types.ts';

export type EngineEvent =
  | { type: 'check-started'; checkId: CheckId; startedAt: string }
  | { type: 'check-slow'; checkId: CheckId; notice: string }
  | { type: 'check-finished'; result: CheckResult };

export interface EngineOptions {
  checks: readonly Check[];
  context: CheckContext;
  /** Aborting it ends the run at once; what is finished by then is kept. */
  signal: AbortSignal;
  onEvent?: (event: EngineEvent) => void;
  /** After how many ms a running check is called slow, and no longer waited for by those that can do without. */
  slowAfterMs?: number;
}

/** A result, and the check at whose door it lies that others cannot run; null when they can. */
interface Settled {
  result: CheckResult;
  obstacle: CheckResult | null;
}

type Conclusion = Omit<Finding, 'status'> & { status: CheckStatus };

const seconds = (ms: number): string => `${ms / 1000} ${ms === 1000 ? 'second' : 'seconds'}`;
const withoutEvidence = (status: CheckStatus, summary: string, remediation: EntryOfRun | null = null): Conclusion => ({
  status,
  summary,
  evidence: [],
  remediation,
});

const wordsOfObstacle: Partial<Record<CheckStatus, string>> = {
  fail: 'failed',
  timeout: 'ran out of time',
  cancelled: 'was cancelled',
  crash: 'could not be carried out by the console',
};

/** Why a check was not run, where it needs another that did not pass. */
export const skippedBecauseOf = ({ title, status }: CheckResult): string =>
  `Skipped because “${title}” ${wordsOfObstacle[status]}.`;

/** Waits for all of them, at most so many ms. */
async function settledOrSlow(all: readonly Promise<Settled>[], limitMs: number): Promise<void> {
  if (all.length === 0) return;
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
  await Promise.race([Promise.all(all), slow]);
  clearTimeout(timer);
}

/** The place in our own code, without the folders of the machine it runs on. */
const placeOf = (error: Error): string =>
  /^\s+at (.*)$/m.exec(error.stack ?? '')?.[1]?.replace(/(?:file:\/\/)?[^\s()]*[\\/]/, '') ?? 'unknown';

function crashOf(error: unknown): Conclusion {
  const fault = error instanceof Error ? error : new Error(String(error));
  return {
    status: 'crash',
    summary: 'This check ended in a fault of the console itself; it says nothing about the environment.',
    evidence: [
      {
        kind: 'facts',
        title: 'Fault of the console',
        rows: [
          { label: 'Error', value: fault.name },
          { label: 'Message', value: fault.message },
          { label: 'Place', value: placeOf(fault) },
        ],
      },
    ],
    remediation: null,
  };
}

/**
 * Runs the checks as a graph: each starts as soon as all it waits for is there, has its own time limit
 * (`profile.timeLimitSeconds`) and ends in exactly one result. Never rejects because of a check; the results come in
 * the order of the checks.
 */
export async function runChecks(options: EngineOptions): Promise<CheckResult[]> {
  const { checks, context, signal, slowAfterMs = 3_000 } = options;
  assertRunnable(checks);
  const emit = options.onEvent ?? (() => {});
  const timeLimitMs = context.profile.timeLimitSeconds * 1000;
  const running = new Set<() => void>();
  const settled = new Map<CheckId, Promise<Settled>>();

  const finish = (check: Check, conclusion: Conclusion, startedAt: Date, durationMs: number): CheckResult => {
    const { status, summary, evidence, remediation } = conclusion;
    const result: CheckResult = {
      id: check.id,
      title: check.title,
      status,
      startedAt: startedAt.toISOString(),
      durationMs: Math.round(durationMs),
      summary,
      evidence,
      remediation,
    };
    emit({ type: 'check-finished', result });
    return result;
  };

  /** The check's own word, or what ends it first: its time limit or a cancel. A late word is not heard. */
  const conclude = (check: Check): Promise<Conclusion> =>
    new Promise((resolve) => {
      const controller = new AbortController();
      const end = (conclusion: Conclusion): void => {
        clearTimeout(limit);
        clearTimeout(slow);
        running.delete(cancel);
        resolve(conclusion);
      };
      const cancel = (): void => {
        end(withoutEvidence('cancelled', 'The run was cancelled before this check ended.'));
        controller.abort(signal.reason);
      };
      const limit = setTimeout(() => {
        const summary = `This check got no result within its time limit of ${seconds(timeLimitMs)}.`;
        end(withoutEvidence('timeout', summary, 'check-timeout'));
        controller.abort(new Error(summary));
      }, timeLimitMs);
      const tellSlow = (): void => {
        const notice = `“${check.title}” takes longer than usual; the console waits up to ${seconds(timeLimitMs)} for it.`;
        emit({ type: 'check-slow', checkId: check.id, notice });
      };
      const slow = options.onEvent && setTimeout(tellSlow, slowAfterMs);
      running.add(cancel);
      Promise.resolve()
        .then(() => check.run({ ...context, endsAt: performance.now() + timeLimitMs }, controller.signal))
        .then(end, (error: unknown) => end(crashOf(error)));
    });

  const settle = async (check: Check): Promise<Settled> => {
    const atOnce = (conclusion: Conclusion): CheckResult => finish(check, conclusion, context.now(), 0);
    try {
      const applies = check.applies(context.profile, context.clientSecret, context.secretProblem);
      if (applies !== true && !signal.aborted) {
        return { result: atOnce(withoutEvidence('skip', applies)), obstacle: null };
      }
    } catch (error) {
      const result = atOnce(crashOf(error));
      return { result, obstacle: result };
    }
    const awaited = await Promise.all([...check.needs, ...(check.after ?? [])].map(settledOf));
    await settledOrSlow((check.afterUnlessSlow ?? []).map(settledOf), slowAfterMs);
    if (signal.aborted) {
      const result = atOnce(withoutEvidence('cancelled', 'The run was cancelled before this check started.'));
      return { result, obstacle: result };
    }
    const obstacle = awaited.slice(0, check.needs.length).find((need) => need.obstacle !== null)?.obstacle;
    if (obstacle) {
      return { result: atOnce(withoutEvidence('skip', skippedBecauseOf(obstacle))), obstacle };
    }
    const startedAt = context.now();
    const started = performance.now();
    emit({ type: 'check-started', checkId: check.id, startedAt: startedAt.toISOString() });
    const conclusion = await conclude(check);
    const result = finish(check, conclusion, startedAt, performance.now() - started);
    return { result, obstacle: isObstacle(result.status) ? result : null };
  };

  const byId = new Map(checks.map((check) => [check.id, check]));
  const settledOf = (id: CheckId): Promise<Settled> => {
    const known = settled.get(id);
    if (known !== undefined) return known;
    const check = byId.get(id);
    if (check === undefined) throw new Error(`There is no check ${id} in this run.`);
    const promise = settle(check);
    settled.set(id, promise);
    return promise;
  };

  const cancelAll = (): void => {
    for (const cancel of running) cancel();
  };
  signal.addEventListener('abort', cancelAll, { once: true });
  try {
    return (await Promise.all(checks.map((check) => settledOf(check.id)))).map(({ result }) => result);
  } finally {
    signal.removeEventListener('abort', cancelAll);
  }
}
