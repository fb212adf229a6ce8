import type { LetterFacts, SkippedFile } from '../../shared/bundle.ts';
import type { LogKind } from '../../shared/logs.ts';
import { platformTitles, type Profile } from '../../shared/profile.ts';
import type { Report } from '../../shared/report.ts';
import { lineText } from '../../shared/visible-text.ts';
import type { Session } from '../../shared/wizard.ts';
import { application } from '../application.ts';
import type { FoundFile, ReadingPlan, SystemFacts } from '../logs/index.ts';
import type { BundleOrder } from './create.ts';
import type { DocumentSources } from './documents.ts';
import type { JobLog } from './pack/job.ts';
import type { RedactionSettings } from './redaction-settings.ts';
import { createSafeNames } from './zip/names.ts';

/** Everything that a bundle is about, gathered. */
export interface BundleContents {
  plan: ReadingPlan;
  profile: Pick<Profile, 'name' | 'creatioUrl' | 'identityServiceUrl' | 'platform' | 'creatioVersion' | 'caseNumber'>;
  report: Report | null;
  session: Session | null;
  systemFacts: SystemFacts | null;
  oauthTraces: readonly unknown[] | null;
  facts: LetterFacts;
  redaction: RedactionSettings;
  /** What could not be gathered, and why. */
  skipped: readonly SkippedFile[];
}

const folders: Readonly<Record<LogKind, string>> = {
  'creatio-net-framework': 'logs/creatio',
  'creatio-net': 'logs/creatio',
  'identity-service': 'logs/identity-service',
  iis: 'logs/iis',
  httperr: 'logs/httperr',
  other: 'logs/other',
  configuration: 'configuration',
};

/** A log that was packed is a text in the bundle. */
const unpackedName = ({ name, archive }: FoundFile): string =>
  archive?.kind === 'gzip' || archive?.packed === true ? name.replace(/\.gz$/i, '') : name;

/** For people, who read it in a terminal, too. */
const sourceOf = ({ path, name, archive }: FoundFile): string =>
  lineText(archive?.kind === 'zip' ? `${path} (${name})` : path);

/**
 * The logs of a plan and their places in the bundle, in an order that depends on nothing but their names. Each place is one of
 * its own: two servers have logs of the same names.
 */
export function logsOf({ files }: Pick<ReadingPlan, 'files'>): JobLog[] {
  const logs = files.map((file) => ({
    path: `${folders[file.file.kind]}/${unpackedName(file.file)}`,
    source: sourceOf(file.file),
    file,
  }));
  const key = ({ path, source }: JobLog): string => `${path}\n${source}`;
  const safeName = createSafeNames();
  return logs.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map((log) => ({ ...log, path: safeName(log.path) }));
}

export function orderOf(
  contents: BundleContents,
  { target, encryption }: Pick<BundleOrder, 'target' | 'encryption'>,
): BundleOrder {
  const { plan, redaction, skipped } = contents;
  return {
    tool: { ...application },
    logs: logsOf(plan),
    skipped: [
      ...skipped,
      ...plan.unseen.map(({ folder, why }) => ({ source: lineText(folder), reason: why })),
      ...plan.skipped.map(({ file, why }) => ({ source: sourceOf(file), reason: why })),
    ],
    documents: documentsOf(contents),
    redaction,
    target,
    encryption,
  };
}

function documentsOf(contents: BundleContents): DocumentSources {
  const { plan, profile, report, session, systemFacts, oauthTraces, facts } = contents;
  const known = profile.platform === 'auto' ? (report?.profile.platform ?? 'auto') : profile.platform;
  return {
    report,
    session,
    systemFacts,
    oauthTraces,
    letter: {
      facts: { ...facts, caseNumber: facts.caseNumber === '' ? (profile.caseNumber ?? '') : facts.caseNumber },
      environment: {
        name: profile.name,
        creatioUrl: profile.creatioUrl,
        identityServiceUrl: profile.identityServiceUrl ?? '',
        version: profile.creatioVersion ?? '',
        platform: known === 'auto' ? 'not known' : platformTitles[known],
      },
      run:
        report === null
          ? null
          : {
              at: report.startedAt,
              outcome: report.outcome,
              headline: report.headline,
              emptySettings: report.emptySettings,
            },
      session:
        session === null ? null : 'The steps of the guided session, with what each came to, are in `session.md`.',
      period: [periodOf(plan), ...plan.times].join(' '),
      tool: `${application.name} ${application.version}`,
    },
  };
}

const periodOf = ({ window }: ReadingPlan): string =>
  window === null
    ? 'The logs are taken without regard to time.'
    : `The logs cover ${new Date(window.from).toISOString()} to ${new Date(window.to).toISOString()} by the clock of the computer that collected them.`;
