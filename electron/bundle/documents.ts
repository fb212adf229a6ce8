import type { Report } from '../../shared/report.ts';
import type { Session } from '../../shared/wizard.ts';
import { renderReport, renderSession } from '../reports/render.ts';
import type { PersonalKind, Pseudonyms } from '../redaction/index.ts';
import type { SystemFacts } from '../logs/index.ts';
import { canaryLines } from './canaries.ts';
import { letterOf, type LetterSource } from './letter.ts';
import { namesIn, withoutNames } from './own-names.ts';

/** What the console itself writes into a bundle, before redaction. JSON-safe. */
export interface DocumentSources {
  report: Report | null;
  session: Session | null;
  systemFacts: SystemFacts | null;
  /** What the test client sent and received. */
  oauthTraces: readonly unknown[] | null;
  letter: LetterSource;
}

/** A text of a bundle, redacted. */
export interface Document {
  path: string;
  text: string;
}

export interface DocumentTools {
  /** Redacts a whole text and counts what was found under the path. */
  redact(path: string, text: string): string;
  pseudonyms: Pseudonyms;
  keep: readonly PersonalKind[];
}

/** Words of a schema, identifiers and moments: redacting them would make a report unreadable for programs. */
const schemaFields = new Set(['id', 'checkId', 'status', 'kind', 'verdict', 'outcome', 'platform', 'startedAt', 'at']);

/** Applies a function to every text in a value, at any depth, but not to the names of fields. */
function withTexts(value: unknown, apply: (text: string) => string): unknown {
  if (typeof value === 'string') return apply(value);
  if (Array.isArray(value)) return value.map((each) => withTexts(each, apply));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, schemaFields.has(name) ? each : withTexts(each, apply)]),
  );
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The documents but for those that tell what the bundle holds, in the order of their paths. */
export function redactedDocuments(sources: DocumentSources, tools: DocumentTools): Document[] {
  const { report, session, systemFacts, oauthTraces } = sources;
  const nameless = withoutNames(namesIn(report, session), tools);
  const whole = (path: string, text: string): Document => ({ path, text: tools.redact(path, text) });
  return [
    ...(oauthTraces === null ? [] : [whole('oauth-traces.json', asJson(oauthTraces))]),
    whole('redaction-check.txt', canaryLines),
    ...(report === null ? [] : reportDocuments(report, nameless, tools)),
    ...(session === null ? [] : [whole('session.md', nameless(renderSession(session, 'markdown')))]),
    ...(systemFacts === null ? [] : [{ path: 'system.json', text: asJson(redactedFacts(systemFacts, tools)) }]),
  ];
}

/** The name of this computer stands by itself, so no rule knows it. */
const hostName = (name: string, { pseudonyms, keep }: DocumentTools): string =>
  keep.includes('host') ? name : pseudonyms.of('host', name);

function reportDocuments(report: Report, nameless: (text: string) => string, tools: DocumentTools): Document[] {
  const host = { ...report.host, name: hostName(report.host.name, tools) };
  const redacted = redactedValue({ ...report, host }, (text) => tools.redact('report.json', nameless(text)));
  return [
    { path: 'report.html', text: renderReport(redacted, 'html') },
    { path: 'report.json', text: asJson(redacted) },
  ];
}

/** Of the same shape: texts stay texts, and what a schema allows few words for stays as it is. */
function redactedValue<Value extends object>(value: Value, apply: (text: string) => string): Value {
  const redacted = withTexts(value, apply);
  return typeof redacted === 'object' && redacted !== null ? { ...value, ...redacted } : value;
}

function redactedFacts(facts: SystemFacts, tools: DocumentTools): SystemFacts {
  const computer = { ...facts.computer, name: hostName(facts.computer.name, tools) };
  return redactedValue({ ...facts, computer }, (text) => tools.redact('system.json', text));
}

/** The texts that a preview shows, before redaction, by their paths. */
export function plainDocuments({ report, session, systemFacts, oauthTraces }: DocumentSources): Document[] {
  return [
    ...(oauthTraces === null ? [] : [{ path: 'oauth-traces.json', text: asJson(oauthTraces) }]),
    ...(report === null ? [] : [{ path: 'report.json', text: renderReport(report, 'json') }]),
    ...(session === null ? [] : [{ path: 'session.md', text: renderSession(session, 'markdown') }]),
    ...(systemFacts === null ? [] : [{ path: 'system.json', text: asJson(systemFacts) }]),
  ];
}

/** What else goes in, about as long as it is after redaction. */
export function furtherTexts({ report, letter }: DocumentSources): string[] {
  return [canaryLines, letterOf(letter, [], []), ...(report === null ? [] : [renderReport(report, 'html')])];
}

/** A letter with what a person wrote into it redacted. */
export function redactedLetter({ letter, report, session }: DocumentSources, tools: DocumentTools): LetterSource {
  const nameless = withoutNames(namesIn(report, session), tools);
  return redactedValue(letter, (text) => tools.redact('letter.md', nameless(text)));
}
