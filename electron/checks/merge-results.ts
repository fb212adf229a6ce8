import type { CheckId, CheckResult } from '../../shared/report.ts';
import { skippedBecauseOf } from './engine.ts';
import { isObstacle } from './graph.ts';
import type { Check } from './types.ts';

/**
 * The former results with those of a rerun in their places. What a cancel kept from running again stays as it was; what
 * rests on a check that did not pass this time is skipped, since its former result holds no longer.
 */
export function mergeResults(
  checks: readonly Check[],
  former: readonly CheckResult[],
  latest: readonly CheckResult[],
): CheckResult[] {
  const needsOf = new Map(checks.map(({ id, needs }) => [id, needs]));
  const anew = new Map(latest.filter(({ status }) => status !== 'cancelled').map((result) => [result.id, result]));
  const obstacleOf = (id: CheckId): CheckResult | null => {
    for (const need of needsOf.get(id) ?? []) {
      const result = anew.get(need);
      if (result !== undefined && isObstacle(result.status)) return result;
      const further = result === undefined || result.status === 'skip' ? obstacleOf(need) : null;
      if (further !== null) return further;
    }
    return null;
  };
  return former.map((result) => {
    const latestResult = anew.get(result.id);
    if (latestResult !== undefined) return latestResult;
    const obstacle = result.status === 'skip' ? null : obstacleOf(result.id);
    if (obstacle === null) return result;
    const summary = skippedBecauseOf(obstacle);
    return { ...result, status: 'skip', durationMs: 0, summary, evidence: [], remediation: null };
  });
}
