import { exitCodeOfVerdict, verdicts, type Verdict } from '../../../shared/outcomes.ts';
import type { Report } from '../../../shared/report.ts';
import { reportAsText } from '../../reports/index.ts';
import type { ExitCode } from '../output.ts';

/** A verdict in a word. */
export const wordOfVerdict: Readonly<Record<Verdict, string>> = {
  pass: 'healthy',
  warn: 'warning',
  fail: 'problem',
  unknown: 'unknown',
};

/** From good to bad: what is unknown could be a problem, what is a warning works. */
const severity: readonly Verdict[] = ['pass', 'warn', 'unknown', 'fail'];

/** The exit code of the worst verdict. */
export function worstExitCode(reports: readonly Report[]): ExitCode {
  const worst = Math.max(0, ...reports.map((report) => severity.indexOf(report.verdict)));
  return exitCodeOfVerdict[severity[worst] ?? 'unknown'];
}

/** Each report in turn, and a line that counts them. */
export function reportsAsText(reports: readonly Report[]): string {
  const counts = verdicts
    .map((verdict) => [reports.filter((report) => report.verdict === verdict).length, wordOfVerdict[verdict]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  const summary = `${reports.length} ${reports.length === 1 ? 'environment' : 'environments'}: ${counts.join(', ') || 'none diagnosed'}.`;
  return [...reports.map(reportAsText), summary].join('\n');
}
