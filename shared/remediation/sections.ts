import { configurationFindings } from './findings/configuration.ts';
import { discoveryFindings } from './findings/discovery.ts';
import { hostingFindings } from './findings/hosting.ts';
import { httpFindings } from './findings/http.ts';
import { networkFindings } from './findings/network.ts';
import { proxyFindings } from './findings/proxy.ts';
import { runFindings } from './findings/run.ts';
import { tlsFindings } from './findings/tls.ts';
import { tokenClaimFindings } from './findings/token-claims.ts';
import { tokenEndpointFindings } from './findings/token-endpoint.ts';
import { tokenErrorFindings } from './findings/token-errors.ts';
import { trustFindings } from './findings/trust.ts';
import { useFindings } from './findings/use.ts';
import { documentedOutcomes } from './outcomes/documented.ts';
import { healthCheckResults } from './outcomes/healthy.ts';
import { otherOutcomes } from './outcomes/other.ts';
import type { Section } from './catalogue.ts';

/** The entries that a run can name: its outcome and what its checks find. */
export const sectionsOfRuns: readonly Section[] = [
  { ...healthCheckResults, entries: documentedOutcomes },
  {
    title: 'Other results of a diagnosis',
    impact: 'Without a clear answer of the health check, nobody knows what Creatio itself sees of OAuth.',
    entries: otherOutcomes,
  },
  {
    title: 'Names and connections',
    impact: 'Where no connection is made, nothing above it can work: no secure connection, no discovery, no token.',
    entries: networkFindings,
  },
  {
    title: 'Certificates and secure connections',
    impact: 'Programs break off a connection that they cannot trust, and no token is sent over it.',
    entries: { ...tlsFindings, ...trustFindings },
  },
  {
    title: 'Answers over HTTP',
    impact:
      'As long as something else answers in place of Creatio or the Identity Service, what lies behind stays unknown.',
    entries: { ...httpFindings, ...proxyFindings },
  },
  {
    title: 'Hosting in IIS',
    impact: 'As long as the application does not run, it answers nobody, and no integration gets a token.',
    entries: hostingFindings,
  },
  {
    title: 'The Identity Service',
    impact: 'Everyone who asks for a token or checks one relies on what the Identity Service says of itself.',
    entries: discoveryFindings,
  },
  {
    title: 'Tokens',
    impact: 'Without a valid token the application is not let in, however well the rest works.',
    entries: { ...tokenErrorFindings, ...tokenEndpointFindings, ...tokenClaimFindings, ...useFindings },
  },
  {
    title: 'Configuration on disk',
    impact:
      'The Identity Service reads its files when it starts. What is wrong in them keeps it from starting, or from issuing tokens.',
    entries: configurationFindings,
  },
  {
    title: 'The run',
    impact: 'What a run could not finish, or what contradicts itself, may hide the true cause.',
    entries: runFindings,
  },
];
