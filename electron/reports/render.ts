import type { ReportFormat } from '../../shared/report-format.ts';
import type { Report } from '../../shared/report.ts';
import type { Session } from '../../shared/wizard.ts';
import { outlineOf, sessionAsText } from '../wizard/as-text.ts';
import { reportsAsHtml } from './html/index.ts';
import { reportAsMarkdown } from './markdown.ts';
import { createMask } from './mask/mask.ts';
import { maskHeader } from './mask/patterns.ts';
import { maskedResult } from './masked-result.ts';
import { hostsReplaced, withoutHostNames, withoutHostNamesInSession } from './stand-ins/index.ts';
import { sessionAsHtml } from './session/html.ts';
import { sessionAsMarkdown } from './session/markdown.ts';
import { withSessionTexts, withTexts } from './stand-ins/texts.ts';
import { reportAsText } from './text.ts';

/** How a report leaves the house; names of hosts can be replaced. */
export interface HandingOn {
  replaceHosts?: boolean;
}

/** A report in a format that can be handed on. Ends in a newline. */
export function renderReport(report: Report, format: ReportFormat, { replaceHosts = false }: HandingOn = {}): string {
  const handedOn = reportToHandOn(report, replaceHosts);
  switch (format) {
    case 'html':
      return reportsAsHtml([handedOn]);
    case 'markdown':
      return reportAsMarkdown(handedOn);
    case 'text':
      return reportAsText(handedOn);
    case 'json':
      return `${JSON.stringify(handedOn, null, 2)}\n`;
  }
}

/** A whole guided session in such a format. */
export function renderSession(
  session: Session,
  format: ReportFormat,
  { replaceHosts = false }: HandingOn = {},
): string {
  const masked = withSessionTexts(session, createMask().apply);
  const handedOn = replaceHosts ? withoutHostNamesInSession(masked) : masked;
  const outline = outlineOf(handedOn);
  const facts = replaceHosts ? [...outline.facts, { label: 'Hosts', value: hostsReplaced }] : outline.facts;
  switch (format) {
    case 'html':
      return sessionAsHtml({ ...outline, facts });
    case 'markdown':
      return sessionAsMarkdown({ ...outline, facts });
    case 'text':
      return `${sessionAsText(handedOn)}\n`;
    case 'json':
      return `${JSON.stringify(handedOn, null, 2)}\n`;
  }
}

/** A report as it may leave the house: without secrets and, where that is wanted, without names of hosts. */
export function reportToHandOn(report: Report, replaceHosts: boolean): Report {
  const masked = withoutSecrets(report);
  return replaceHosts ? withoutHostNames(masked) : masked;
}

/**
 * Masks once more whatever is a secret by its place. A run masks its secrets itself; a report that was read from a file may
 * have been changed since.
 */
function withoutSecrets(report: Report): Report {
  const mask = createMask();
  const header = ([name, value]: [string, string]): [string, string] => [name, maskHeader(name, value)];
  const checks = report.checks.map((result) => {
    const { evidence, ...masked } = maskedResult(result, mask);
    return {
      ...masked,
      evidence: evidence.map((each) =>
        each.kind === 'exchange'
          ? {
              ...each,
              request: { ...each.request, headers: each.request.headers.map(header) },
              response: each.response && { ...each.response, headers: each.response.headers.map(header) },
            }
          : each,
      ),
    };
  });
  const head = withTexts({ ...report, checks: [], remediation: null }, mask.apply);
  return { ...head, checks, remediation: report.remediation };
}
