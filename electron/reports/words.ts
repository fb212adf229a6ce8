import type { Verdict } from '../../shared/outcomes.ts';
import type { CheckId, CheckResult, CheckStatus } from '../../shared/report.ts';

/** How a run ended, as the page says it. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  pass: 'Healthy',
  warn: 'Warning',
  fail: 'Problem',
  unknown: 'Unknown',
};

/** How a check ended, as the page says it. */
export const statusWords: Readonly<Record<CheckStatus, string>> = {
  pass: 'OK',
  warn: 'Warning',
  fail: 'Problem',
  skip: 'Skipped',
  timeout: 'Timed out',
  cancelled: 'Cancelled',
  crash: 'Console fault',
};

/** Whether a check has taken time. */
export const wasRun = ({ status, durationMs }: CheckResult): boolean =>
  status !== 'skip' && (status !== 'cancelled' || durationMs > 0);

/** A moment as people read it, in UTC: a report is read anywhere. */
export const momentInWords = (moment: string): string => `${moment.slice(0, 10)} ${moment.slice(11, 19)} UTC`;

/** The titles of checks, as one text; the id of one that the run did not have. */
export const titlesOf = (ids: readonly CheckId[], checks: readonly CheckResult[]): string =>
  ids.map((id) => checks.find((check) => check.id === id)?.title ?? id).join(', ');
