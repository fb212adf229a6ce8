import type { OutcomeId } from '../../../shared/outcomes.ts';
import type { CheckId, CheckResult, MutedCheck } from '../../../shared/report.ts';

/** Creatio's health reply and the console's own checks say different things (finding `health-and-checks-differ`). */
export interface Contradiction {
  /** Which of the two sees a problem. */
  seenBy: 'checks' | 'health';
  /** Own checks that failed; empty when it is the health endpoint that sees the problem. */
  problems: readonly CheckResult[];
}

/** Whether a check looks at the Identity Service and its tokens, as Creatio's health check does from its side. */
const isOwnView = ({ id }: CheckResult): boolean => id.startsWith('identity.') || id.startsWith('token.');

/** Problems that the console sees for itself. A warning is a hint (an issuer of another name, say), not a problem. */
export const ownProblems = (results: readonly CheckResult[]): CheckResult[] =>
  results.filter((result) => isOwnView(result) && (result.status === 'fail' || result.status === 'timeout'));

/** Whether a check of a run ended well, if with a warning. */
export const passed = (results: readonly CheckResult[], id: CheckId): boolean =>
  results.some((result) => result.id === id && (result.status === 'pass' || result.status === 'warn'));

/**
 * The results that count for the verdict. Beside a health check that reports a problem all do: a mute would otherwise turn
 * what Creatio reports into a mere contradiction.
 */
export const countedResults = (
  outcome: OutcomeId,
  { results, muted = [] }: { results: readonly CheckResult[]; muted?: readonly MutedCheck[] },
): readonly CheckResult[] =>
  outcome === 'healthy' ? results.filter(({ id }) => !muted.some(({ checkId }) => checkId === id)) : results;

/** Null when the two agree, or when one of them has nothing to say. */
export function contradictionOf(outcome: OutcomeId, results: readonly CheckResult[]): Contradiction | null {
  const problems = ownProblems(results);
  if (outcome === 'healthy') return problems.length > 0 ? { seenBy: 'checks', problems } : null;
  return refuted(outcome, results) && problems.length === 0 ? { seenBy: 'health', problems } : null;
}

/**
 * Whether what Creatio reports as missing was there for this computer. Empty settings are a fact of Creatio that no check
 * of ours can refute.
 */
export function refuted(outcome: OutcomeId, results: readonly CheckResult[]): boolean {
  if (outcome === 'identity-service-unavailable') return passed(results, 'identity.discovery');
  return outcome === 'token-not-retrievable' && passed(results, 'token.request');
}
