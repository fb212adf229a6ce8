import type { FindingId } from '../../findings.ts';
import { discoveryAddress, tokenAddress } from '../addresses.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, documentedIn, named } from '../entry.ts';
import { deployIdentityService, externalRequests, signingCertificate, tokenErrors, tokenReply } from '../sources.ts';
import { identityServiceBranches } from '../steps/evidence.ts';
import { loadUserProfile } from '../steps/iis.ts';
import { switchOffServiceLog, switchOnServiceLog } from '../steps/logs.ts';

export type TokenEndpointFindingId = Extract<
  FindingId,
  'token-endpoint-missing' | 'token-server-error' | 'token-not-json' | 'token-non-conforming'
>;

const request: ReturnType<EntryMaker>['provenBy'] = ['token.request'];

/** Replies of the token address that are no answer of an authorization server. */
export const tokenEndpointFindings = {
  'token-endpoint-missing': (facts) => ({
    title: 'No token address here',
    cause:
      'The server answers that this address does not exist or does not take POST. It may be the address of Creatio, or of another website.',
    steps: [
      documentedIn(externalRequests)(
        'Compare the token address: it is the address of the Identity Service with /connect/token behind it.',
        { values: tokenAddress(facts), checks: request },
      ),
      advice('Enter the address of the Identity Service for this environment, not that of Creatio.', {
        checks: ['identity.discovery'],
        branches: identityServiceBranches,
      }),
      advice('Compare with token_endpoint in the discovery document.', { values: discoveryAddress(facts) }),
    ],
    provenBy: request,
    sources: [externalRequests],
  }),

  'token-server-error': () => ({
    title: 'The Identity Service fails while it makes the token',
    cause:
      'The reply is a server error. Often the database cannot be reached, or the signing certificate cannot be read.',
    steps: [
      ...switchOnServiceLog,
      advice('Ask for a token again and read the log for that moment.', {
        checks: request,
        branches: [
          { label: 'It names the database or a login that failed.', entry: 'identity-service-database' },
          { label: 'It says that the PFX file cannot be found.', entry: 'signing-certificate-not-found' },
          { label: 'It says "Keyset does not exist".', entry: 'signing-key-unreadable' },
        ],
      }),
      advice('Check that its database answers, and that the account in DatabaseConnectionString can log in.'),
      advice('Check that the account of the application pool can read the PFX file and its private key.'),
      loadUserProfile,
      switchOffServiceLog,
    ],
    provenBy: request,
    sources: [deployIdentityService, signingCertificate],
  }),

  'token-not-json': (facts) => ({
    title: 'The token address answers with something else',
    cause: 'The reply is not JSON, so it does not come from the token address of an authorization server.',
    steps: [
      advice('Open the evidence and look at what answered: a login page, an error page, a proxy.', {
        values: tokenAddress(facts),
        branches: [{ label: 'A proxy answered.', entry: 'proxy-in-the-way' }],
      }),
      advice('Correct the address of the Identity Service, or use one that leads past the gateway.', {
        checks: ['identity.discovery', 'token.request'],
        branches: identityServiceBranches,
      }),
    ],
    provenBy: request,
    sources: [tokenReply],
  }),

  'token-non-conforming': () => ({
    title: 'The token reply does not follow the standard',
    cause:
      'The reply is JSON, but a required part is missing or has the wrong kind, or it comes with an unusual status.',
    steps: [
      advice('Look in the evidence which part is missing.', {
        values: named('Required part', 'access_token', 'token_type'),
      }),
      advice('Make sure that the Identity Service of Creatio answers, and that no gateway changes its reply.', {
        checks: ['identity.discovery', 'token.request'],
        branches: identityServiceBranches,
      }),
    ],
    provenBy: request,
    sources: [tokenReply, tokenErrors],
  }),
} satisfies Record<TokenEndpointFindingId, EntryMaker>;
