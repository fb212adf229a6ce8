import type { FindingId } from '../../findings.ts';
import { discoveryAddress, identityServiceAddress, tokenAddress } from '../addresses.ts';
import type { AuthoredStep, EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named, settingValues } from '../entry.ts';
import {
  applications,
  clientCredentials,
  clientPassword,
  codeVerifier,
  deployIdentityService,
  externalRequests,
  setUpAuthorization80,
  tokenErrors,
} from '../sources.ts';
import { createApplication } from '../steps/applications.ts';
import { createDefaultResource, replaceStoredClient } from '../steps/connecting.ts';
import { identityServiceBranches } from '../steps/evidence.ts';
import { switchOffServiceLog, switchOnServiceLog } from '../steps/logs.ts';
import { applicationsPath, applicationsPath80, applicationsPath81 } from '../steps/paths.ts';
import type { TokenClaimFindingId } from './token-claims.ts';
import type { TokenEndpointFindingId } from './token-endpoint.ts';

type TokenErrorFindingId = Exclude<Extract<FindingId, `token-${string}`>, TokenClaimFindingId | TokenEndpointFindingId>;

const request: ReturnType<EntryMaker>['provenBy'] = ['token.request'];
const deploying = documentedIn(deployIdentityService);

const compareClientId = 'Open the application in Creatio and compare its client id with the one of this environment.';
const checkApplication: AuthoredStep[] = [
  documentedIn(clientCredentials)(compareClientId, { path: applicationsPath, from: '8.2', checks: request }),
  documentedIn(clientCredentials)(compareClientId, {
    path: applicationsPath81,
    from: '8.1',
    before: '8.2',
    checks: request,
  }),
  documentedIn(setUpAuthorization80)(compareClientId, { path: applicationsPath80, before: '8.1', checks: request }),
];

const askItsLog: AuthoredStep[] = [
  ...switchOnServiceLog,
  advice(
    'Ask for a token again and look for these texts in the log: the id is unknown or switched off, the secret is wrong, or no credentials arrived.',
    {
      values: named(
        'Text in the log',
        'No client with id',
        'Client secret validation failed',
        'No client identifier found',
      ),
      branches: [
        { label: 'The client was edited in appsettings.json after the first start.', entry: 'stored-client-outdated' },
        { label: 'No client identifier was found: the request arrived without it.', entry: 'token-invalid-request' },
        { label: 'The application does not exist in Creatio.', entry: 'authorize-application' },
      ],
    },
  ),
  switchOffServiceLog,
];

const grantInFile = deploying('For the client in appsettings.json, AllowedGrantTypes includes client_credentials.', {
  values: [copied('AllowedGrantTypes', 'client_credentials')],
});

/** Errors of the token address (RFC 6749, section 5.2; the errors of IdentityServer4, on which the Identity Service is built). */
export const tokenErrorFindings = {
  'token-invalid-client': () => ({
    title: 'The Identity Service does not accept this client',
    cause:
      'The Identity Service does not say why it refuses the client: the client id may be unknown or switched off, the secret may be wrong, or the credentials may be missing, too long or garbled. Only its log can tell.',
    steps: [
      ...checkApplication,
      ...createApplication,
      advice('Enter the client secret again, without spaces or line breaks at its ends.', { checks: request }),
      advice('Check that the application is switched on (Active) in Creatio.', { checks: request }),
      advice(
        'For the client of Creatio itself, compare the system settings with ClientId and Secrets in appsettings.json.',
        { values: settingValues(['OAuth20IdentityServerClientId', 'OAuth20IdentityServerClientSecret']) },
      ),
      ...askItsLog,
      ...replaceStoredClient,
      advice('An id or a secret of more than 100 characters is refused as well.'),
      advice(
        'In a Basic header, id and secret have to be form-encoded first: a + is otherwise read as a space, and a % begins a code. Other servers want them raw, so a client written for those fails here with such a secret.',
        { sources: [clientPassword] },
      ),
      advice('Send the credentials in one place. When a header and the body both have them, only the header counts.'),
      advice(
        'A public application has no secret and cannot use client credentials. In 10.x its switch Public client has to be off; this was seen in the product and is not confirmed by the documents.',
        { from: '10.0' },
      ),
    ],
    provenBy: request,
    sources: [tokenErrors, ...applications, deployIdentityService],
  }),

  'token-invalid-request': (facts) => ({
    title: 'The Identity Service cannot read the token request',
    cause:
      'The request did not arrive as a form sent with POST, or a parameter was missing or doubled. Something on the way may have changed it.',
    steps: [
      documentedIn(externalRequests)('A token is asked for with POST and a form-encoded body.', {
        values: [
          ...tokenAddress(facts),
          copied('Content-Type', 'application/x-www-form-urlencoded'),
          copied('Grant', 'grant_type=client_credentials'),
        ],
        checks: request,
      }),
      advice(
        'Credentials in the query string of a GET request cannot work here: the Identity Service answers every GET with this error.',
      ),
      advice('If http is redirected to https, many clients turn POST into GET. Use the https address from the start.', {
        values: identityServiceAddress(facts),
      }),
      advice('Check that no proxy or gateway drops or changes the body of the request.', {
        branches: [{ label: 'A proxy stands in the way.', entry: 'proxy-in-the-way' }],
      }),
    ],
    provenBy: request,
    sources: [tokenErrors, externalRequests],
  }),

  'token-invalid-scope': () => ({
    title: 'The requested scope is not allowed',
    cause:
      'The scope is unknown, not allowed for this client, or no scope is set up. The scopes openid and offline_access do not go with client credentials.',
    steps: [
      advice('Leave the scope out. The Identity Service then grants all scopes that the client may have.', {
        checks: request,
      }),
      advice('With client credentials, do not ask for these scopes.', {
        values: named('Scope', 'openid', 'offline_access'),
      }),
      advice(
        'For an application of Creatio, make sure that the default resource exists, because its scope comes from there.',
      ),
      ...createDefaultResource,
      advice(
        'For the client of Creatio itself, compare AllowedScopes in appsettings.json with the file in the installation archive.',
        { values: named('Parameter', 'AllowedScopes') },
      ),
      ...replaceStoredClient,
    ],
    provenBy: request,
    sources: [tokenErrors, clientCredentials, deployIdentityService],
  }),

  'token-invalid-grant': () => ({
    title: 'The code or refresh token is not accepted',
    cause:
      'The code or the refresh token is wrong, expired or used already, or the redirect address or the PKCE proof does not match.',
    steps: [
      advice(
        'Start the login again and exchange the new code at once; a code holds for a few minutes, 300 seconds by default, and for one exchange.',
        { checks: request },
      ),
      advice(
        'Compare the redirect address of the request with the registered one, letter by letter, with port and trailing slash. An address on localhost is registered with its port as well.',
      ),
      advice(
        'Send the code verifier that belongs to the code challenge of the same login. The proof is required unless it was switched off for the client.',
        { sources: [codeVerifier] },
      ),
      advice('A refresh token can be used up, revoked or expired. Then the user has to sign in and consent again.', {
        branches: [{ label: 'The application uses the authorization code grant.', entry: 'authorization-code-grant' }],
      }),
    ],
    provenBy: request,
    sources: [tokenErrors],
  }),

  'token-unauthorized-client': () => ({
    title: 'This client may not use this way to get a token',
    cause: 'The client is known, but the grant client_credentials is not allowed for it.',
    steps: [
      documentedIn(clientCredentials)(
        'In Creatio, the grant type of the application must be "Server-to-server (client credentials)". Applications from older versions have it.',
        { path: applicationsPath, from: '8.3', checks: request },
      ),
      grantInFile,
      ...replaceStoredClient,
    ],
    provenBy: request,
    sources: [tokenErrors, clientCredentials, deployIdentityService],
  }),

  'token-unsupported-grant-type': (facts) => ({
    title: 'The server does not know this way to get a token',
    cause:
      'The grant type is missing from the request or unknown to the server. Another service may answer at this address.',
    steps: [
      advice('Make sure that this is the Identity Service of Creatio.', {
        values: tokenAddress(facts),
        checks: ['identity.discovery'],
        branches: identityServiceBranches,
      }),
      documentedIn(externalRequests)('Send the grant type as a parameter of the body.', {
        values: [copied('Parameter', 'grant_type=client_credentials')],
        checks: request,
      }),
      advice('Check that no proxy or gateway changes the body of the request.'),
      advice('Compare the grants in the discovery document with client_credentials.', {
        values: discoveryAddress(facts),
      }),
    ],
    provenBy: request,
    sources: [tokenErrors],
  }),
} satisfies Record<TokenErrorFindingId, EntryMaker>;
