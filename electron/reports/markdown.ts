import { elapsedInWords } from '../../shared/date.ts';
import { proxyAsText, replyAsText, requestAsText } from '../../shared/exchange-text.ts';
import type { CheckResult, Evidence, Remediation, Report } from '../../shared/report.ts';
import type { ServerView } from '../../shared/server-view.ts';
import { lineText, visibleText } from '../../shared/visible-text.ts';
import { addressRows, certificateRows, exchangeRemarks } from './evidence-rows.ts';
import { factsOf } from './facts.ts';
import { momentInWords, statusWords, titlesOf, verdictWords, wasRun } from './words.ts';

/** A text of others on one line, in which nothing means anything to Markdown or HTML. */
export const inline = (text: string): string =>
  lineText(text.replaceAll(/\s*[\r\n]+\s*/g, ' '))
    .replaceAll('&', '&amp;')
    .replaceAll(/[\\`*_[\]|#~{}$]/g, String.raw`\$&`)
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replace(/^(\s*)([-+=]|\d+(?=[.)]))/, (_begin, space: string, sign: string) =>
      /\d/.test(sign) ? `${space}&#${sign.charCodeAt(0)};${sign.slice(1)}` : `${space}\\${sign}`,
    );

/** The same as it is, as code on one line of its own fence. */
function code(text: string): string {
  const line = lineText(text.replaceAll(/[\r\n]+/g, ' ')).replaceAll('|', '¦');
  if (line.trim() === '') return '';
  const fence = fenceAround(line, 1);
  return `${fence} ${line} ${fence}`;
}

/** A block of code, whatever stands in it. */
function block(text: string): string[] {
  const shown = visibleText(text.replaceAll(/\r\n?/g, '\n')).replaceAll(/[^\P{Cc}\n\t]/gu, '\uFFFD');
  const fence = fenceAround(shown, 3);
  return [`${fence}text`, shown, fence];
}

const fenceAround = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));

/** A report to be pasted into a ticket; of the checks that did not pass with evidence. Ends in a newline. */
export function reportAsMarkdown(report: Report): string {
  const { profile, verdict, headline, notes, checks, muted = [], remediation } = report;
  const isMuted = ({ id }: CheckResult) => muted.some(({ checkId }) => checkId === id);
  const telling = checks.filter(({ status, evidence }) => evidence.length > 0 && !['pass', 'skip'].includes(status));
  return [
    `# OAuth diagnosis of ${inline(profile.name)}`,
    '',
    `**${verdictWords[verdict]}:** ${inline(headline)}`,
    '',
    ...notes.map((note) => `- ${inline(note)}`),
    '',
    '| The run | |',
    '| --- | --- |',
    ...factsOf(report).map(({ label, value }) => `| ${inline(label)} | ${inline(value)} |`),
    ...(remediation === null ? [] : ['', ...solutionLines(remediation, checks)]),
    '',
    '## Checks',
    '',
    '| Check | Result | Time | What it found |',
    '| --- | --- | --: | --- |',
    ...checks.map(
      (check) =>
        `| ${inline(check.title)} | ${statusWords[check.status]}${isMuted(check) ? ' (muted)' : ''} | ${wasRun(check) ? elapsedInWords(check.durationMs) : ''} | ${inline(check.summary)} |`,
    ),
    ...(report.serverView === undefined ? [] : serverLines(report.serverView)),
    ...(telling.length === 0 ? [] : ['', '## Evidence of what did not pass']),
    ...telling.flatMap((check) => ['', `### ${inline(check.title)}`, ...check.evidence.flatMap(evidenceLines)]),
    '',
  ].join('\n');
}

const serverLines = ({ machine, lookedAt, address, headline, notes, results, remediation }: ServerView): string[] => [
  '',
  '## Seen from the Creatio server',
  '',
  `From the Creatio server ${inline(machine.name)} (${inline(machine.os)}), ${momentInWords(lookedAt)}, looking at ${inline(address)}: **${inline(headline)}**`,
  '',
  ...notes.map((note) => `- ${inline(note)}`),
  ...(remediation === null ? [] : [`- What to do: ${inline(remediation.title)} (${remediation.id})`]),
  '',
  '| What | Result | Time | What it found |',
  '| --- | --- | --: | --- |',
  ...results.map(
    ({ title, status, durationMs, summary }) =>
      `| ${inline(title)} | ${statusWords[status]} | ${durationMs === null ? '' : elapsedInWords(durationMs)} | ${inline(summary)} |`,
  ),
];

const solutionLines = (
  { cause, steps, provenBy, proof, sources }: Remediation,
  checks: readonly CheckResult[],
): string[] => [
  '## What to do',
  '',
  inline(cause),
  '',
  ...steps.flatMap(({ text, path = [], values = [], documented, versions }, index) => [
    `${index + 1}. ${inline(text)} _(${documented ? 'documented by Creatio' : 'our advice'}${versions === undefined ? '' : `; ${inline(versions)}`})_`,
    ...(path.length > 0 ? [`   - Where: ${path.map(inline).join(' > ')}`] : []),
    ...values.map(({ label, value }) => `   - ${inline(label)}: ${code(value)}`),
  ]),
  '',
  ...(provenBy.length > 0 ? [`It is mended when these checks pass: ${inline(titlesOf(provenBy, checks))}.`] : []),
  ...(proof === undefined ? [] : [`It is mended when this is so: ${inline(proof)}`]),
  ...(sources.length > 0 ? ['', 'Sources:', ''] : []),
  ...sources.map(({ title, url, versions }) =>
    url.startsWith('https://')
      ? `- [${inline(title)}](<${url.replaceAll(/[<>\s]/g, encodeURIComponent)}>) (${inline(versions)})`
      : `- ${inline(title)}`,
  ),
];

function evidenceLines(evidence: Evidence): string[] {
  const title = ['', `**${inline(evidence.title)}**`, ''];
  switch (evidence.kind) {
    case 'exchange':
      return [
        ...title,
        ...[proxyAsText(evidence), requestAsText(evidence), replyAsText(evidence)]
          .filter((text) => text !== '')
          .flatMap((text) => [...block(text), '']),
        ...exchangeRemarks(evidence).map((remark) => `- ${inline(remark)}`),
      ];
    case 'addresses':
      return [
        ...title,
        '| Address | State | Time | What happened |',
        '| --- | --- | --: | --- |',
        ...addressRows(evidence).map((cells) => `| ${cells.map(inline).join(' | ')} |`),
      ];
    case 'certificates':
      return [
        ...title,
        ...evidence.problems.map((problem) => `- ${inline(problem)}`),
        ...evidence.chain.flatMap((certificate, index) => [
          `${index === 0 && evidence.problems.length > 0 ? '\n' : ''}${index + 1}. ${certificateRows(certificate)
            .map(({ label, value }) => `${label}: ${inline(value)}`)
            .join('; ')}`,
        ]),
      ];
    case 'facts':
      return [...title, ...evidence.rows.map(({ label, value }) => `- ${inline(label)}: ${inline(value)}`)];
  }
}
