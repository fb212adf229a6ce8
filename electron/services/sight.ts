import type { CheckId, Report } from '../../shared/report.ts';
import type { ServerPart, ServerResult, ServerView } from '../../shared/server-view.ts';
import type { Seen, Session, Sight } from '../../shared/wizard.ts';

/** The check of this computer that looks at the same thing as a part of the script on the Creatio server. */
const checkOf: Partial<Record<ServerPart, CheckId>> = {
  dns: 'identity.dns',
  tcp: 'identity.tcp',
  tls: 'identity.tls',
  discovery: 'identity.discovery',
};

type SeenThere = Omit<Seen, 'title'>;

/** What a run saw from this computer, as a session keeps it. */
export const sightIn = ({
  verdict,
  outcome,
  headline,
  emptySettings,
  remediation,
  checks,
}: Omit<Report, 'serverView'>): Sight => ({
  verdict,
  outcome,
  headline,
  emptySettings,
  remediation: remediation?.id ?? null,
  results: checks.map(({ id, title, status, summary, remediation: entry }) => ({
    id,
    title,
    status,
    summary,
    remediation: entry,
  })),
});

const isFailing = ({ status, part }: ServerResult): boolean => status === 'fail' && part !== 'clock';

/** What works on the Creatio server; nothing where a part fails, since whatever still answers then does so under reserve. */
export const workingThere = ({ machine, results }: ServerView): SeenThere[] =>
  results.some(isFailing)
    ? []
    : results.flatMap(({ part, status, summary, remediation }) => {
        const id = checkOf[part];
        return id === undefined || status === 'skip'
          ? []
          : [{ id, status, summary, remediation, seenFrom: machine.name }];
      });

/** The same by what a session was told last. */
export const toldToWork = ({ events }: Session): SeenThere[] => {
  const looked = events.findLast(({ kind }) => kind === 'looked');
  return looked?.kind === 'looked' ? looked.sight.results.filter(({ seenFrom }) => seenFrom !== undefined) : [];
};

/**
 * What works on the Creatio server stands in place of what does not work from this computer: it alone counts for Creatio.
 * What failed there is no result, since nothing tells whether it still does.
 */
export const withWorking = (sight: Sight, working: readonly SeenThere[]): Sight => ({
  ...sight,
  results: sight.results.map((seen) => {
    const there =
      seen.status === 'pass' || seen.status === 'warn' ? undefined : working.find(({ id }) => id === seen.id);
    return there === undefined ? seen : { ...there, title: seen.title };
  }),
});

/** The entry that mends what fails on the Creatio server; null where nothing does. */
export const causeThere = ({ results, remediation }: ServerView): string | null =>
  results.some(({ status }) => status === 'fail') ? (remediation?.id ?? null) : null;
