import type { FindingId } from '../../findings.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named, settingValues } from '../entry.ts';
import {
  clientCredentials,
  deployIdentityService,
  proxyServers,
  signingCertificate,
  tokenClaims,
  tokenLifetime,
} from '../sources.ts';
import { createDefaultResource } from '../steps/connecting.ts';
import { signingBranches } from '../steps/evidence.ts';
import { recyclePath } from '../steps/paths.ts';

export type TokenClaimFindingId = Extract<
  FindingId,
  | 'token-expired'
  | 'token-not-yet-valid'
  | 'token-issuer-differs'
  | 'token-audience-missing'
  | 'token-signature-invalid'
>;

const inspection: ReturnType<EntryMaker>['provenBy'] = ['token.inspect'];

const correctClock = advice(
  'Compare the clocks of this computer, of the Identity Service and of Creatio, and correct the wrong one.',
  {
    values: [copied('Command on Windows', 'w32tm /resync')],
    checks: ['identity.clock', 'token.inspect'],
  },
);

/** The token itself (RFC 7519). */
export const tokenClaimFindings = {
  'token-expired': () => ({
    title: 'The new token is already expired',
    cause: 'The token was issued just now, but its end lies in the past by the clock of this computer.',
    steps: [
      correctClock,
      documentedIn(deployIdentityService, tokenLifetime)(
        'If the clocks agree, check AccessTokenLifetime of the client; 3600 seconds is the usual value.',
        {
          values: named('Parameter', 'AccessTokenLifetime'),
          branches: [{ label: 'The lifetime has to be changed.', entry: 'token-lifetime' }],
        },
      ),
    ],
    provenBy: inspection,
    sources: [tokenClaims, deployIdentityService],
  }),

  'token-not-yet-valid': () => ({
    title: 'The new token is not valid yet',
    cause: 'The token begins in the future by the clock of this computer. The two clocks differ.',
    steps: [correctClock],
    provenBy: inspection,
    sources: [tokenClaims],
  }),

  'token-issuer-differs': () => ({
    title: 'The token names another issuer',
    cause:
      'The issuer in the token is not the one of the discovery document. Creatio may refuse the token (IDX10205 in its log).',
    steps: [
      advice(
        'Use one address of the Identity Service everywhere, the same in the system setting and in the integrations.',
        {
          values: settingValues(['OAuth20IdentityServerUrl']),
          checks: ['token.inspect'],
          branches: [{ label: 'A log of Creatio says IDX10205.', entry: 'issuer-mismatch' }],
        },
      ),
      advice('If TLS ends at a proxy, let the proxy pass on the original host and scheme.', {
        values: [copied('Header', 'X-Forwarded-Host'), copied('Header', 'X-Forwarded-Proto')],
      }),
      advice('If several Identity Services stand behind one address, give each Creatio its own.'),
    ],
    provenBy: inspection,
    sources: [tokenClaims, proxyServers],
  }),

  'token-audience-missing': () => ({
    title: 'The token names no audience',
    cause: 'The token does not say for which service it is meant. Creatio may not accept it.',
    steps: [
      advice(
        'Make sure that the default resource of Creatio exists in the Identity Service and that the client has its scope.',
      ),
      ...createDefaultResource,
      advice('Use the client of an application that was made in Creatio, not the one from appsettings.json.'),
    ],
    provenBy: ['token.inspect', 'token.use'],
    sources: [tokenClaims, clientCredentials],
  }),

  'token-signature-invalid': () => ({
    title: 'The signature of the token does not match the published keys',
    cause:
      'The token was signed with a key that the Identity Service does not publish, often after its certificate was changed or with several nodes that hold different certificates.',
    steps: [
      documentedIn(signingCertificate)(
        'After a change of the certificate, recycle the application pool of the Identity Service, then that of Creatio.',
        { path: recyclePath, checks: ['identity.keys', 'token.inspect'] },
      ),
      advice('With several nodes behind one address, use the same PFX file on each.'),
      advice('Make sure that discovery document, keys and token come from the same Identity Service.', {
        checks: ['token.inspect'],
        branches: signingBranches,
      }),
    ],
    provenBy: inspection,
    sources: [signingCertificate],
  }),
} satisfies Record<TokenClaimFindingId, EntryMaker>;
