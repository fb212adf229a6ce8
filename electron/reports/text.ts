import { elapsedInWords } from '../../shared/date.ts';
import type { Verdict } from '../../shared/outcomes.ts';
import type { CheckResult, CheckStatus, Remediation, RemediationStep, Report } from '../../shared/report.ts';
import { serverViewLines } from '../../shared/server-view-text.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { wasRun } from './words.ts';

const wordOfVerdict: Readonly<Record<Verdict, string>> = {
  pass: 'HEALTHY',
  warn: 'WARNING',
  fail: 'PROBLEM',
  unknown: 'UNKNOWN',
};

const wordOfStatus: Readonly<Record<CheckStatus, string>> = {
  pass: 'ok',
  warn: 'WARNING',
  fail: 'FAILED',
  skip: 'skipped',
  timeout: 'TIMEOUT',
  cancelled: 'cancelled',
  crash: 'CRASH',
};

/** Control characters of an outside text must not reach a terminal, nor may it turn the words around. */
// eslint-disable-next-line no-control-regex
const safe = (text: string): string => visibleText(text.replace(/[\u0000-\u001F\u007F-\u009F]+/g, ' '));

function checkLines({ checks, muted = [] }: Report): string[] {
  const isMuted = ({ id }: CheckResult) => muted.some(({ checkId }) => checkId === id);
  const width = Math.max(0, ...checks.map(({ title }) => title.length));
  return checks.flatMap((check) => {
    const time = wasRun(check) ? elapsedInWords(check.durationMs) : '';
    const head =
      `  ${safe(check.title).padEnd(width)}  ${wordOfStatus[check.status].padEnd(9)} ${time.padStart(8)}${isMuted(check) ? '  (muted)' : ''}`.trimEnd();
    return check.status === 'pass' ? [head] : [head, `      ${safe(check.summary)}`];
  });
}

function stepLines(step: RemediationStep, index: number): string[] {
  const origin = step.documented ? 'documented by Creatio' : 'our advice';
  const lines = [
    `  ${index + 1}. ${safe(step.text)} [${origin}${step.versions === undefined ? '' : `; ${step.versions}`}]`,
  ];
  if (step.path !== undefined) lines.push(`     Where: ${step.path.map(safe).join(' > ')}`);
  for (const { label, value } of step.values ?? []) lines.push(`     ${safe(label)}: ${safe(value)}`);
  const { checks = [], branches = [] } = step;
  if (checks.length > 0) lines.push(`     Verified by: ${checks.join(', ')}`);
  for (const { label, entry } of branches) if (entry !== undefined) lines.push(`     ${safe(label)} See ${entry}.`);
  if (branches.some(({ entry }) => entry === undefined)) lines.push('     Follow what a failing check names.');
  return lines;
}

/** The steps that mend something, as plain text lines, with where each comes from. */
export function remediationLines({ title, cause, steps, provenBy, proof, sources }: Remediation): string[] {
  const shownBy = provenBy.length === 0 ? [] : [`  It is mended when these checks pass: ${provenBy.join(', ')}.`];
  return [
    `What to do: ${safe(title)}`,
    `  ${safe(cause)}`,
    ...steps.flatMap(stepLines),
    ...shownBy,
    ...(proof === undefined ? [] : [`  It is mended when this is so: ${proof}`]),
    ...(sources.length === 0 ? [] : ['  Sources:']),
    ...sources.map((source) => `  - ${source.title} (${source.versions}): ${source.url}`),
  ];
}

/** A report as plain text for terminals and tickets: the answer first, then the steps, then what to do. Ends in a newline. */
export function reportAsText(report: Report): string {
  const { profile, host, tool } = report;
  const settings =
    report.emptySettings.length === 0 ? [] : [`Empty system settings: ${report.emptySettings.join(', ')}`];
  return [
    `${wordOfVerdict[report.verdict]}: ${safe(report.headline)}`,
    ...report.notes.map((note) => `  ${safe(note)}`),
    '',
    `Environment: ${safe(profile.name)} (${safe(profile.creatioUrl)})${profile.production === true ? ', a production environment' : ''}`,
    `Outcome: ${report.outcome}`,
    ...settings,
    ...(report.routes ?? []).map(({ target, route }) => `Route to ${target}: ${safe(route)}`),
    `Run: ${report.startedAt} on ${safe(host.name)} (${safe(host.os)}), ${elapsedInWords(report.durationMs)}, ${tool.name} ${tool.version}`,
    '',
    'Checks:',
    ...checkLines(report),
    ...(report.serverView === undefined ? [] : ['', ...serverViewLines(report.serverView).map(safe)]),
    ...(report.remediation === null ? [] : ['', ...remediationLines(report.remediation)]),
    '',
  ].join('\n');
}
