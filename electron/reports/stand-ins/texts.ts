import { reportSchema, type Report } from '../../../shared/report.ts';
import type { ServerView } from '../../../shared/server-view.ts';

/**
 * Fields that are chosen from a list, name a moment or a certificate, or are our own: no text of others stands there.
 * The addresses of sources are those of articles.
 */
const fixedFields = new Set([
  'schemaVersion',
  'tool',
  'platform',
  'startedAt',
  'lookedAt',
  'receivedAt',
  'script',
  'part',
  'at',
  'verdict',
  'outcome',
  'emptySettings',
  'checkId',
  'status',
  'kind',
  'method',
  'httpVersion',
  'charset',
  'serialNumber',
  'validFrom',
  'validTo',
  'fingerprint256',
  'protocol',
  'cipher',
  'sources',
  'provenBy',
  'when',
  'entry',
]);

/** A report with every text that may tell of the installation changed; what is left is as it was. */
export const withTexts = (report: Report, change: (text: string) => string): Report =>
  reportSchema.parse({
    ...mapped({ ...report, checks: [], serverView: undefined, remediation: null }, change),
    ...(report.serverView && { serverView: withServerTexts(report.serverView, change) }),
    checks: report.checks.map((check) => ({ ...mapped(check, change), id: check.id })),
    remediation: report.remediation && {
      ...mapped(report.remediation, change),
      id: report.remediation.id,
      // The checks of a step are names from a list.
      steps: report.remediation.steps.map((step) => ({
        ...mapped(step, change),
        ...(step.checks && { checks: step.checks }),
      })),
    },
  });

const withServerTexts = (view: ServerView, change: (text: string) => string): object => ({
  ...mapped({ ...view, results: [] }, change),
  results: view.results.map((result) => ({ ...mapped(result, change), remediation: result.remediation })),
  // The title of an entry is ours.
  remediation: view.remediation,
});

const mapped = (fields: object, change: (text: string) => string): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, fixedFields.has(name) ? value : mappedValue(value, change)]),
  );

function mappedValue(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mappedValue(each, change));
  return typeof value === 'object' && value !== null ? mapped(value, change) : value;
}

/** Every such text. */
export function textsOf(report: Report): string[] {
  const texts: string[] = [];
  withTexts(report, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}
