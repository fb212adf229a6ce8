import type { ClockDifferences } from '../../shared/logs.ts';
import type { CheckResult, Report } from '../../shared/report.ts';

/** How far a clock is ahead, and how far that may be off; in milliseconds. */
interface Reading {
  differenceMs: number;
  uncertaintyMs: number;
}

/** `Date` of a reply is cut to the second (RFC 9110, section 6.6.1). */
const dateCutMs = 1_000;

/**
 * How far the clocks of Creatio and of the Identity Service are ahead of this computer's, by the `Date` of the replies in a
 * report. What may be nothing but the time that the replies took counts as no difference.
 */
export function clockDifferencesOf(report: Pick<Report, 'checks'> | null): ClockDifferences {
  const of = (prefixes: readonly string[]): number | null => {
    const checks = report?.checks.filter(({ id }) => prefixes.some((prefix) => id.startsWith(prefix))) ?? [];
    const [best] = checks.flatMap(readingsOf).toSorted((one, other) => one.uncertaintyMs - other.uncertaintyMs);
    if (best === undefined) return null;
    return Math.abs(best.differenceMs) <= best.uncertaintyMs ? 0 : Math.round(best.differenceMs);
  };
  // The token endpoint is that of the Identity Service.
  return { creatioMs: of(['creatio.']), identityServiceMs: of(['identity.', 'token.request']) };
}

function readingsOf({ startedAt, durationMs, evidence }: CheckResult): Reading[] {
  return evidence.flatMap((each) => {
    if (each.kind !== 'exchange' || each.response === null || each.proxy !== undefined) return [];
    const date = each.response.headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
    const said = date === undefined ? Number.NaN : Date.parse(date);
    if (Number.isNaN(said)) return [];
    // The reply was written at some moment of the check.
    const middle = Date.parse(startedAt) + durationMs / 2;
    return [{ differenceMs: said + dateCutMs / 2 - middle, uncertaintyMs: durationMs / 2 + dateCutMs }];
  });
}

/** What one source tells, and where it tells nothing, what the other one does. */
export const eitherDifferences = (first: ClockDifferences, other: ClockDifferences | undefined): ClockDifferences => ({
  creatioMs: first.creatioMs ?? other?.creatioMs ?? null,
  identityServiceMs: first.identityServiceMs ?? other?.identityServiceMs ?? null,
});
