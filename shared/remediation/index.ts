import type { FindingId } from '../findings.ts';
import type { OutcomeId } from '../outcomes.ts';
import type { Remediation } from '../report.ts';
import type { EntryMaker, RemediationFacts } from './entry.ts';
import { hostingFindings } from './hosting.ts';
import { httpFindings } from './http.ts';
import { identityServiceFindings } from './identity-service.ts';
import { networkFindings } from './network.ts';
import { documentedOutcomes } from './documented-outcomes.ts';
import { otherOutcomes } from './other-outcomes.ts';
import { proxyFindings } from './proxy.ts';
import { runFindings } from './run.ts';
import { tlsFindings } from './tls.ts';
import { trustFindings } from './findings/trust.ts';
import { tokenClaimFindings } from './token-claims.ts';
import { tokenReplyFindings } from './token-reply.ts';
import { useFindings } from './use.ts';
import { stepsFor } from './versions.ts';

export { allowedLinkHosts, isAllowedLink } from './links.ts';
export { parseVersion } from './versions.ts';
export type { RemediationFacts } from './entry.ts';

const catalogue = {
  ...documentedOutcomes,
  ...otherOutcomes,
  ...networkFindings,
  ...tlsFindings,
  ...trustFindings,
  ...httpFindings,
  ...proxyFindings,
  ...hostingFindings,
  ...identityServiceFindings,
  ...tokenReplyFindings,
  ...tokenClaimFindings,
  ...useFindings,
  ...runFindings,
} satisfies Record<OutcomeId | FindingId, EntryMaker>;

const makers: ReadonlyMap<string, EntryMaker> = new Map(Object.entries(catalogue));

/** Ids of all entries: every outcome first, then every finding. */
export const remediationIds: readonly string[] = [...makers.keys()];

/**
 * The entry of an outcome or a finding, with the addresses of the environment filled in and without the steps of other
 * versions and platforms. Null when there is no entry of that id.
 */
export function findRemediation(id: string, facts: RemediationFacts): Remediation | null {
  const entry = makers.get(id)?.(facts);
  return entry === undefined ? null : { id, ...entry, steps: stepsFor(entry.steps, facts) };
}
