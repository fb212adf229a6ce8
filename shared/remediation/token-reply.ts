import type { FindingId } from '../findings.ts';
import { tokenAddress } from './addresses.ts';
import { applicationsPath, applicationsPath81, createApplication } from './applications.ts';
import { replaceStoredClient } from './connecting.ts';
import type { TokenClaimFindingId } from './token-claims.ts';
import type { AuthoredStep, EntryMaker } from './entry.ts';
import { advice, documented, settingValues } from './entry.ts';
import {
  clientCredentials,
  connectIdentityService,
  deployIdentityService,
  externalRequests,
  signingCertificate,
  tokenErrors,
  tokenReply,
} from './sources.ts';

type TokenReplyFindingId = Exclude<Extract<FindingId, `token-${string}`>, TokenClaimFindingId>;

const request: ReturnType<EntryMaker>['provenBy'] = ['token.request'];

const checkApplication: AuthoredStep[] = [
  documented('Open the application in Creatio and compare its client id with the one of this environment.', {
    path: applicationsPath,
    from: '8.2',
  }),
  documented('Open the application in Creatio and compare its client id with the one of this environment.', {
    path: applicationsPath81,
    before: '8.2',
  }),
];

const askItsLog = advice(
  'The log of the Identity Service tells the cases apart. Switch it on for the time of the test and look for these texts.',
  {
    values: ['No client with id', 'Client secret validation failed', 'No client identifier found'].map((value) => ({
      label: 'Text in the log',
      value,
    })),
  },
);

/** Replies of the token address (RFC 6749, section 5). */
export const tokenReplyFindings = {
  'token-invalid-client': () => ({
    title: 'The Identity Service does not accept this client',
    cause:
      'It does not say why: the client id may be unknown or switched off, or the secret wrong. Only its log can tell.',
    steps: [
      ...checkApplication,
      ...createApplication,
      advice('Enter the client secret again, without spaces or line breaks at its ends.'),
      advice('Check that the application is switched on (Active) in Creatio.'),
      askItsLog,
      advice(
        'For the client of Creatio itself, compare the system settings with ClientId and Secrets in appsettings.json.',
        {
          values: settingValues(['OAuth20IdentityServerClientId', 'OAuth20IdentityServerClientSecret']),
        },
      ),
      ...replaceStoredClient,
      advice(
        'An id or a secret of more than 100 characters is refused as well. In a Basic header, + and % in a secret have to be form-encoded first.',
      ),
    ],
    provenBy: request,
    sources: [tokenErrors, clientCredentials, ...connectIdentityService, deployIdentityService],
  }),

  'token-invalid-request': (facts) => ({
    title: 'The Identity Service cannot read the token request',
    cause:
      'The request did not arrive as a form sent with POST, or a parameter was missing or doubled. Something on the way may have changed it.',
    steps: [
      documented('A token is asked for with POST and a form-encoded body.', {
        values: [
          ...tokenAddress(facts),
          { label: 'Content-Type', value: 'application/x-www-form-urlencoded' },
          { label: 'Grant', value: 'grant_type=client_credentials' },
        ],
      }),
      advice('If http is redirected to https, many clients turn POST into GET. Use the https address from the start.'),
      advice('Check that no proxy or gateway drops or changes the body of the request.'),
    ],
    provenBy: request,
    sources: [tokenErrors, externalRequests],
  }),

  'token-invalid-scope': () => ({
    title: 'The requested scope is not allowed',
    cause:
      'The scope is unknown, not allowed for this client, or no scope is set up. The scopes openid and offline_access do not go with client credentials.',
    steps: [
      advice('Leave the scope out. The Identity Service then grants all scopes that the client may have.'),
      advice(
        'For an application of Creatio, make sure that the default resource exists, because its scope comes from there.',
      ),
      documented('Create the default resource once; from 8.2 on Creatio does this by itself.', {
        path: [...applicationsPath81, 'Actions', 'Create default resource'],
        before: '8.2',
      }),
      advice(
        'For the client of Creatio itself, compare AllowedScopes in appsettings.json with the file in the installation archive.',
        {
          values: [{ label: 'Parameter', value: 'AllowedScopes' }],
        },
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
        'Start the login again and exchange the new code at once; a code holds for a few minutes and for one exchange.',
      ),
      advice(
        'Compare the redirect address of the request with the registered one, letter by letter, with port and trailing slash.',
      ),
      advice('Send the code verifier that belongs to the code challenge of the same login.'),
    ],
    provenBy: request,
    sources: [tokenErrors],
  }),

  'token-unauthorized-client': () => ({
    title: 'This client may not use this way to get a token',
    cause: 'The client is known, but the grant client_credentials is not allowed for it.',
    steps: [
      documented('In Creatio, the grant type of the application must be "Server-to-server (client credentials)".', {
        path: applicationsPath,
        from: '8.3',
      }),
      documented('For the client in appsettings.json, AllowedGrantTypes includes client_credentials.', {
        values: [{ label: 'AllowedGrantTypes', value: 'client_credentials' }],
      }),
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
      advice('Make sure that this is the Identity Service of Creatio.', { values: tokenAddress(facts) }),
      advice('Check that no proxy or gateway changes the body of the request.'),
      advice('Compare the grants in the discovery document with client_credentials.'),
    ],
    provenBy: request,
    sources: [tokenErrors],
  }),

  'token-endpoint-missing': (facts) => ({
    title: 'No token address here',
    cause:
      'The server answers that this address does not exist or does not take POST. It may be the address of Creatio, or of another website.',
    steps: [
      documented(
        'Compare the token address: it is the address of the Identity Service with /connect/token behind it.',
        {
          values: tokenAddress(facts),
        },
      ),
      advice('Enter the address of the Identity Service for this environment, not that of Creatio.'),
      advice('Compare with token_endpoint in the discovery document.'),
    ],
    provenBy: request,
    sources: [externalRequests],
  }),

  'token-server-error': () => ({
    title: 'The Identity Service fails while it makes the token',
    cause:
      'The reply is a server error. Often the database cannot be reached, or the signing certificate cannot be read.',
    steps: [
      documented(
        'For the time of the test, switch on the log of the Identity Service (stdoutLogEnabled in web.config) and ask for a token again.',
      ),
      advice('Check that its database answers, and that the account in DatabaseConnectionString can log in.'),
      advice(
        'Check that the account of the application pool can read the PFX file and its private key; Load User Profile is True.',
        {
          path: ['IIS Manager', 'Application Pools', 'Advanced Settings', 'Load User Profile'],
        },
      ),
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
      }),
      advice('Correct the address of the Identity Service, or use one that leads past the gateway.'),
    ],
    provenBy: request,
    sources: [tokenReply],
  }),

  'token-non-conforming': () => ({
    title: 'The token reply does not follow the standard',
    cause:
      'The reply is JSON, but a required part is missing or has the wrong kind, or it comes with an unusual status.',
    steps: [
      advice('Look in the evidence which part is missing: access_token and token_type are required.'),
      advice('Make sure that the Identity Service of Creatio answers, and that no gateway changes its reply.'),
    ],
    provenBy: request,
    sources: [tokenReply, tokenErrors],
  }),
} satisfies Record<TokenReplyFindingId, EntryMaker>;
