import type { CheckId, CheckResult, CheckStatus } from '../../shared/report.ts';
import type { Check } from './types.ts';

/** Everything a check waits for, whether it needs it or merely comes after it, if only for a while. */
const waitsFor = ({ needs, after = [], afterUnlessSlow = [] }: Check): readonly CheckId[] => [
  ...needs,
  ...after,
  ...afterUnlessSlow,
];

/** Throws an Error, since it is a mistake in the program, when a check waits for an unknown one or, in the end, for itself. */
export function assertRunnable(checks: readonly Check[]): void {
  const byId = new Map(checks.map((check) => [check.id, check]));
  if (byId.size !== checks.length) throw new Error('Two checks have the same id.');
  const done = new Set<CheckId>();
  const visit = (id: CheckId, path: readonly CheckId[]): void => {
    if (done.has(id)) return;
    if (path.includes(id)) throw new Error(`Checks wait for each other: ${[...path, id].join(' -> ')}`);
    const check = byId.get(id);
    if (check === undefined) throw new Error(`The check ${path.at(-1)} waits for ${id}, which is not part of the run.`);
    for (const next of waitsFor(check)) visit(next, [...path, id]);
    done.add(id);
  };
  for (const check of checks) visit(check.id, []);
}

/** The given checks and all they wait for, in the order of `checks`. */
function withAncestors(checks: readonly Check[], ids: Iterable<CheckId>): Check[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const wanted = new Set<CheckId>();
  const visit = (id: CheckId): void => {
    const check = byId.get(id);
    if (check === undefined || wanted.has(id)) return;
    wanted.add(id);
    for (const next of waitsFor(check)) visit(next);
  };
  for (const id of ids) visit(id);
  return checks.filter((check) => wanted.has(check.id));
}

const obstacles: ReadonlySet<CheckStatus> = new Set(['fail', 'timeout', 'cancelled', 'crash']);

/** Whether a check of this status keeps those that need it from running. */
export const isObstacle = (status: CheckStatus): boolean => obstacles.has(status);

/**
 * What to run when checks are asked for again: they, those that could not run because of them the last time, and all that
 * these wait for, since the facts of the former run are gone.
 */
export function checksToRerun(
  checks: readonly Check[],
  ids: readonly CheckId[],
  former: readonly CheckResult[],
): Check[] {
  const statusOf = new Map(former.map((result) => [result.id, result.status]));
  const asked = new Set(withAncestors(checks, ids).map((check) => check.id));
  const heldBack = ({ id, needs, after = [] }: Check): boolean =>
    statusOf.get(id) === 'skip' &&
    (needs.some((need) => {
      const status = statusOf.get(need);
      return asked.has(need) && status !== undefined && (status === 'skip' || isObstacle(status));
    }) ||
      // What merely comes after another can be held back by its silence.
      after.some((other) => asked.has(other) && statusOf.get(other) === 'timeout'));
  for (let size = 0; size !== asked.size;) {
    size = asked.size;
    for (const check of checks) if (heldBack(check)) asked.add(check.id);
  }
  return withAncestors(checks, asked);
}
