import { reportSchema, type Remediation, type Report } from '../../../shared/report.ts';
import type { ServerView } from '../../../shared/server-view.ts';
import { sessionSchema, type Session } from '../../../shared/wizard.ts';

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
    checks: report.checks.map((check) => ({
      ...mapped(check, change),
      id: check.id,
      remediation: check.remediation,
    })),
    remediation: report.remediation && withEntryTexts(report.remediation, change),
  });

const withServerTexts = (view: ServerView, change: (text: string) => string): object => ({
  ...mapped({ ...view, results: [] }, change),
  results: view.results.map((result) => ({ ...mapped(result, change), remediation: result.remediation })),
  // The title of an entry is ours.
  remediation: view.remediation,
});

/** A guided session with its texts changed in the same way. */
export const withSessionTexts = (session: Session, change: (text: string) => string): Session =>
  sessionSchema.parse({
    ...session,
    profileName: change(session.profileName),
    sight: session.sight && withSightTexts(session.sight, change),
    events: session.events.map((event) => ({
      ...mapped(event, change, sessionFields),
      by: mapped(event.by, change),
      ...(event.kind === 'entered' && { entry: withEntryTexts(event.entry, change) }),
      ...((event.kind === 'checked' || event.kind === 'looked') && { sight: withSightTexts(event.sight, change) }),
    })),
  });

const sessionFields = new Set([...fixedFields, 'key', 'why', 'did', 'asked', 'result', 'how', 'entry', 'sight', 'by']);

const withSightTexts = (sight: NonNullable<Session['sight']>, change: (text: string) => string): object => ({
  ...sight,
  headline: change(sight.headline),
  results: sight.results.map(({ title, summary, seenFrom, ...result }) => ({
    ...result,
    title: change(title),
    summary: change(summary),
    ...(seenFrom !== undefined && { seenFrom: change(seenFrom) }),
  })),
});

const withEntryTexts = (entry: Remediation, change: (text: string) => string): object => ({
  ...mapped(entry, change),
  id: entry.id,
  // The checks of a step are names from a list.
  steps: entry.steps.map((step) => ({ ...mapped(step, change), ...(step.checks && { checks: step.checks }) })),
});

const mapped = (fields: object, change: (text: string) => string, fixed: ReadonlySet<string> = fixedFields): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, fixed.has(name) ? value : mappedValue(value, change)]),
  );

function mappedValue(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each) => mappedValue(each, change));
  return typeof value === 'object' && value !== null ? mapped(value, change) : value;
}

/** Every such text. */
export const textsOf = (report: Report): string[] => collected((collect) => withTexts(report, collect));
export const textsOfSession = (session: Session): string[] =>
  collected((collect) => withSessionTexts(session, collect));

function collected(visit: (collect: (text: string) => string) => unknown): string[] {
  const texts: string[] = [];
  visit((text) => {
    texts.push(text);
    return text;
  });
  return texts;
}
