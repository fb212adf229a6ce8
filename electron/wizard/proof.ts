import type { CheckId, CheckResult, Remediation } from '../../shared/report.ts';
import { currentVisit, firstVisit, type SessionState } from '../../shared/wizard-state.ts';
import type { Seen, Sight } from '../../shared/wizard.ts';
import { allChecks } from '../checks/index.ts';

const needsOf = new Map(allChecks.map(({ id, needs }) => [id, needs]));

/** Whether a check failed; running out of time counts as well. */
export const isFailure = ({ status }: Pick<CheckResult, 'status'>): boolean =>
  status === 'fail' || status === 'timeout';

/** Whether a result speaks of the environment; a check that crashed, was skipped or cancelled does not. */
export const isTelling = ({ status }: Pick<CheckResult, 'status'>): boolean =>
  !['skip', 'crash', 'cancelled'].includes(status);

/**
 * What stands in the way of a check: its own result, or the failure because of which it was skipped. Null where it passed
 * or says nothing. A warning counts where it is about this very entry; about something else it does not.
 */
function faultOf(check: CheckId, results: readonly Seen[], entryId: string): Seen | null {
  const seen = results.find(({ id }) => id === check);
  if (seen === undefined) return null;
  if (isFailure(seen)) return seen;
  if (seen.status === 'warn') return seen.remediation === entryId ? seen : null;
  if (seen.status !== 'skip') return null;
  for (const need of needsOf.get(check) ?? []) {
    const fault = faultOf(need, results, entryId);
    if (fault !== null && isFailure(fault)) return fault;
  }
  return null;
}

/** What stands in the way of these checks, each only once. */
export const faultsOf = (checks: readonly CheckId[], results: readonly Seen[], entryId: string): Seen[] => [
  ...new Set(checks.flatMap((check) => faultOf(check, results, entryId) ?? [])),
];

/** Whether the checks that prove an entry saw its fault: only then does it mean anything when they pass. */
export const sawFault = ({ id, provenBy }: Remediation, sight: Sight | null): boolean =>
  sight !== null && faultsOf(provenBy, sight.results, id).length > 0;

/** Whether the checks that prove an entry now pass; one that does not apply to the environment is left out. */
export function isProven({ id, provenBy }: Remediation, { results }: Sight): boolean {
  const told = results.filter((seen) => provenBy.includes(seen.id));
  const silent = told.some(({ status }) => status === 'crash' || status === 'cancelled');
  return !silent && told.some(isTelling) && faultsOf(provenBy, results, id).length === 0;
}

/**
 * Where the checks that prove the first entry passed all the time, as when Creatio is healthy and this computer sees a
 * problem, what failed then has to pass.
 */
function failuresAtBeginning(state: SessionState): CheckId[] {
  const { from, begunWith } = state;
  if (from !== 'finding' || begunWith === null || sawFault(firstVisit(state).entry, begunWith)) return [];
  return begunWith.results.filter(isFailure).map(({ id }) => id);
}

/** What has to pass for the entry it stands in, and for what it began with. */
export const proofOf = (state: SessionState): CheckId[] => [
  ...new Set([
    ...currentVisit(state).entry.provenBy,
    ...firstVisit(state).entry.provenBy,
    ...failuresAtBeginning(state),
  ]),
];

/** Of these, what was broken when it was begun. */
export const brokenProofOf = (state: SessionState): CheckId[] => [
  ...new Set([
    ...[currentVisit(state), firstVisit(state)]
      .filter(({ entry, sight }) => sawFault(entry, sight))
      .flatMap(({ entry }) => entry.provenBy),
    ...failuresAtBeginning(state),
  ]),
];

/** Whether what the session began with is mended by now. */
export function isMended(state: SessionState): boolean {
  const { from, begunWith, sight } = state;
  if (begunWith === null || sight === null) return false;
  if (from === 'finding' && begunWith.verdict !== 'pass' && sight.verdict === 'pass') return true;
  const { entry } = firstVisit(state);
  return sawFault(entry, begunWith) && isProven(entry, sight);
}

/** Whether the checks still see what it began with; false where they never told of it. */
export function isStillBroken(state: SessionState): boolean {
  const { from, sight } = state;
  if (sight === null) return false;
  return (from === 'finding' && sight.verdict !== 'pass') || sawFault(firstVisit(state).entry, sight);
}
