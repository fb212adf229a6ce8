import type { CheckId, Report } from '../../shared/report.ts';
import type { ServerPart, ServerResult } from '../../shared/server-view.ts';
import type { Sight } from '../../shared/wizard.ts';
import { sameAddress } from '../server-view/index.ts';

/** The check of this computer that looks at the same thing as a part of the script on the Creatio server. */
const partOf: Partial<Record<CheckId, ServerPart>> = {
  'identity.dns': 'dns',
  'identity.tcp': 'tcp',
  'identity.tls': 'tls',
  'identity.discovery': 'discovery',
};

/**
 * What a run saw, as a session keeps it. Where all works on the Creatio server, that stands in place of what does not work from
 * this computer: it alone counts for Creatio. What failed there is no result, since nothing tells whether it still does.
 * @param address the Identity Service of the environment; a look at another one says nothing
 */
export function sightIn(report: Report, address: string | null): Sight {
  const { verdict, outcome, headline, emptySettings, remediation, checks, serverView } = report;
  const isTheSame = address !== null && serverView !== undefined && sameAddress(serverView.address, address);
  // Behind a part that fails, what still answers does so under reserve.
  const there = isTheSame && !serverView.results.some(isFailing) ? serverView : null;
  return {
    verdict,
    outcome,
    headline,
    emptySettings,
    remediation: remediation?.id ?? null,
    results: checks.map(({ id, title, status, summary, remediation: entry }) => {
      const seen = status === 'pass' || status === 'warn' ? undefined : there?.results.find(isOf(id));
      if (seen === undefined || seen.status === 'skip') return { id, title, status, summary, remediation: entry };
      const { status: works, summary: says, remediation: other } = seen;
      return { id, title, status: works, summary: says, remediation: other, seenFrom: there?.machine.name };
    }),
  };
}

const isFailing = ({ status, part }: ServerResult): boolean => status === 'fail' && part !== 'clock';
const isOf =
  (id: CheckId) =>
  ({ part }: ServerResult): boolean =>
    part === partOf[id];

/** The entry that mends what fails on the Creatio server, where that is why Creatio reports its Identity Service as unavailable. */
export function causeIn({ outcome, remediation, serverView }: Report): string | null {
  const cause = serverView?.results.some(({ status }) => status === 'fail') ? serverView.remediation : null;
  return outcome === 'identity-service-unavailable' && remediation?.id === cause?.id ? (cause?.id ?? null) : null;
}
