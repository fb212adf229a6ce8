import type { CheckResult, RemediationBranch, RemediationStep } from '../report.ts';

type Seen = Pick<CheckResult, 'id' | 'status' | 'remediation'>;

/** A check that crashed, was skipped or was stopped says nothing, neither good nor bad. */
const isProblem = ({ status }: Seen) => status === 'fail' || status === 'warn' || status === 'timeout';

const holds = ({ when }: RemediationBranch, seen: Seen) =>
  when?.check === seen.id && (when.is === 'pass' ? seen.status === 'pass' : isProblem(seen));

/**
 * The entry to which the evidence leads from a step; null where the next step follows. A way back to the entry one
 * stands in is no way on.
 */
export function branchFor(
  step: Pick<RemediationStep, 'branches'>,
  results: readonly Seen[],
  currentEntry: string,
): string | null {
  for (const branch of step.branches ?? []) {
    const seen = results.find((result) => holds(branch, result));
    const entry = seen === undefined ? null : (branch.entry ?? seen.remediation);
    if (entry !== null && entry !== currentEntry) return entry;
  }
  return null;
}
