import type { EntryMaker } from '../entry.ts';
import { advice, copied, named } from '../entry.ts';
import {
  authorizationEndpoint,
  authorizationErrors,
  bearerErrors,
  clientPassword,
  crossSiteForgery,
  deviceFlow,
  introspection,
  issuerInAnswer,
  loopbackRedirect,
  metadata,
  resourceIndicators,
  tokenErrors,
  tokenReply,
  tooManyRequests,
} from '../sources.ts';
import { byArticle, oauthApplicationPath } from '../steps/web-services.ts';

const repeated = 'The same request of the test client brings a token.';
const answered = 'The same call of the test client is answered with data.';
const signedIn = 'The sign-in ends with a token.';
const addressValues = named('Field', 'Auth code request URL', 'Access token request URL');

/** What the test client sees and neither a run of the diagnosis nor the articles name. */
export const exchangeGuides = {
  'oauth-exchange-issues': () => ({
    title: 'A request of the test client fails',
    cause: 'Servers refuse for many reasons, and name them in a word that is the same for several.',
    steps: [
      advice('Read the words of the server in the reply, and compare them with these cases.', {
        branches: [
          { label: 'A page answers in place of JSON, at the token address.', entry: 'oauth-addresses-mixed-up' },
          { label: 'The server asks to wait (429 or Retry-After).', entry: 'oauth-rate-limited' },
          { label: 'The server fails (5xx).', entry: 'oauth-server-failed' },
          { label: 'The reply is read with difficulty.', entry: 'oauth-reply-unusual' },
          { label: 'The grant is not allowed or not known.', entry: 'oauth-grant-not-allowed' },
          { label: 'Access is denied.', entry: 'oauth-access-denied' },
          { label: 'A sign-in or a consent is wanted.', entry: 'oauth-sign-in-needed' },
          { label: 'The sign-in in the browser does not come to an end.', entry: 'oauth-sign-in-unfinished' },
          { label: 'The answer came with a wrong state or from another issuer.', entry: 'oauth-callback-mistrusted' },
          { label: 'The request is called invalid.', entry: 'oauth-request-malformed' },
          { label: 'The resource or the audience is not known.', entry: 'oauth-resource-unknown' },
          { label: 'It is about a code to be entered on another device.', entry: 'oauth-device-flow' },
          { label: 'A call with the token is refused.', entry: 'oauth-token-refused' },
          { label: 'The server calls the token inactive.', entry: 'oauth-introspection' },
        ],
      }),
    ],
    provenBy: [],
    proof: repeated,
    sources: [tokenErrors, authorizationErrors],
  }),

  'oauth-addresses-mixed-up': () => ({
    title: 'Addresses of the server are mixed up',
    cause:
      'A server has one address where users sign in, one where tokens are asked for, and one that names both. What was entered as one of them is another.',
    steps: [
      advice('Read the discovery document of the server, where it has one, and compare both addresses with it.', {
        values: named('Member', 'authorization_endpoint', 'token_endpoint'),
        sources: [metadata],
      }),
      byArticle('Enter the address where users sign in and the one for tokens in their own fields.', {
        path: oauthApplicationPath,
        values: addressValues,
      }),
      advice('Repeat the request with the test client.'),
    ],
    provenBy: [],
    proof: repeated,
    sources: [authorizationEndpoint, metadata],
  }),

  'oauth-rate-limited': () => ({
    title: 'The server asks to wait',
    cause: 'The server limits how often it may be asked, or is out of service for a while.',
    steps: [
      advice('Wait as long as the header Retry-After says, or some minutes where it is missing.', {
        values: named('Header', 'Retry-After'),
        sources: [tooManyRequests],
      }),
      advice(
        'Find out what asks so often. An integration should use a token until it ends and not get one for each call.',
      ),
      advice('If the limit is too low for the integration, ask whoever runs the server for a higher one.'),
    ],
    provenBy: [],
    proof: repeated,
    sources: [tooManyRequests],
  }),

  'oauth-server-failed': () => ({
    title: 'The server fails',
    cause: 'The server answers with an error of its own. Neither id nor secret nor scope is the reason it names.',
    steps: [
      advice('Repeat the request after a while, and look at the page on which the service tells of disturbances.'),
      advice('Repeat it with fewer parameters: without scope, audience and further parameters.'),
      advice('If it stays, write to whoever runs the server, with the time and the reply that the test client shows.'),
    ],
    provenBy: [],
    proof: repeated,
    sources: [tokenErrors],
  }),

  'oauth-reply-unusual': () => ({
    title: 'The reply of the server departs from the standard',
    cause: 'The server answers in a way of its own. Some clients can read it, others cannot.',
    steps: [
      advice('Look in the findings of the test client at what departs from the standard.', {
        values: named('Required', 'access_token', 'token_type', 'Content-Type: application/json', 'Status 200'),
        sources: [tokenReply],
      }),
      advice('Look in the documentation of the service for a header or a parameter with which it answers in JSON.', {
        values: [copied('Header', 'Accept: application/json')],
      }),
      byArticle('Compare the token address with the documentation of the service.', {
        path: oauthApplicationPath,
        values: named('Field', 'Access token request URL'),
      }),
      advice(
        'Whether Creatio can read such a reply shows when a user is added there. If it cannot, tell whoever runs the service.',
      ),
    ],
    provenBy: [],
    proof: 'A user can be added on the page of the OAuth application, or the reply follows the standard.',
    sources: [tokenReply, tokenErrors],
  }),

  'oauth-grant-not-allowed': () => ({
    title: 'The server does not allow this way to a token',
    cause:
      'The client is known, but its registration at the server does not include this grant, or the server has none such.',
    steps: [
      advice(
        'In the settings of the application at the server, allow the grant. Creatio needs the authorization code for web services.',
        {
          values: named('Grant', 'authorization_code', 'refresh_token', 'client_credentials'),
        },
      ),
      advice('Compare with grant_types_supported in its discovery document, where it has one.', {
        sources: [metadata],
      }),
      advice(
        'Make sure that the application was registered as a web application, and not as one for a browser or a telephone alone.',
      ),
    ],
    provenBy: [],
    proof: repeated,
    sources: [tokenErrors, authorizationErrors],
  }),

  'oauth-access-denied': () => ({
    title: 'Access was denied',
    cause: 'The user did not consent, or the server does not let this user or this client in.',
    steps: [
      advice('Sign in again and consent. Make sure that it is the right user.', {
        branches: [
          { label: 'Permissions can be left out while signing in.', entry: 'web-service-scopes-denied' },
          { label: 'The application belongs to Creatio.', entry: 'authorization-code-grant' },
        ],
      }),
      advice(
        'Look in the settings of the server whether an administrator has to allow the application first, or the user is not assigned to it.',
      ),
      advice('Check whether only known addresses or domains are let in.', {
        branches: [{ label: 'There is such a list.', entry: 'web-service-access-restricted' }],
      }),
    ],
    provenBy: [],
    proof: signedIn,
    sources: [authorizationErrors],
  }),

  'oauth-sign-in-needed': () => ({
    title: 'The user has to sign in or consent',
    cause: 'The server cannot answer without the user, and the request did not allow it to show a page.',
    steps: [
      advice('Remove the parameter prompt=none from the further parameters, where it is there.', {
        values: named('Parameter', 'prompt=none'),
      }),
      advice('Sign in again in the browser, with second factor and consent.'),
    ],
    provenBy: [],
    proof: signedIn,
    sources: [authorizationErrors],
  }),

  'oauth-sign-in-unfinished': () => ({
    title: 'The sign-in did not come to an end',
    cause:
      'Nobody came back to the redirect address: the browser was closed, the server shows an error, or the port was taken.',
    steps: [
      advice(
        'Look at the page that the browser shows. A server shows errors about client id and redirect address there and never sends them back.',
        {
          sources: [authorizationErrors],
          branches: [
            { label: 'It names the redirect address.', entry: 'web-service-redirect-url' },
            { label: 'It names the client or another setting.', entry: 'web-service-settings-outdated' },
          ],
        },
      ),
      advice(
        'Register the redirect address that the test client shows, with its port. Where the server takes any port on this computer, choose a free one.',
        {
          sources: [loopbackRedirect],
        },
      ),
      advice('If the port is taken, end the other program or choose another port.'),
      advice('Where only the address of Creatio is registered, choose to paste the address from the browser.'),
      advice('Begin anew, and finish the sign-in within the time that is set.'),
    ],
    provenBy: [],
    proof: signedIn,
    sources: [authorizationErrors, loopbackRedirect],
  }),

  'oauth-callback-mistrusted': () => ({
    title: 'The answer does not belong to this sign-in',
    cause:
      'The redirect address was called with a wrong state or by another issuer. That happens with an old page in the browser, and also in an attack, so the answer is not used.',
    steps: [
      advice('Close older pages of the sign-in and begin anew.', { sources: [crossSiteForgery] }),
      advice(
        'Compare the issuer in the answer with the one of the discovery document; they have to be the same letter by letter.',
        {
          sources: [issuerInAnswer],
        },
      ),
      advice('If several servers stand behind one address, or a proxy changes the query, mend that.'),
    ],
    provenBy: [],
    proof: signedIn,
    sources: [crossSiteForgery, issuerInAnswer],
  }),

  'oauth-request-malformed': () => ({
    title: 'The server cannot use the request',
    cause:
      'A parameter is missing, doubled or wrong, or the server wants another form of request than the standard has.',
    steps: [
      advice('Read the description in the reply; many servers name the parameter there.'),
      advice('Remove further parameters, audience and resource, and repeat the request.'),
      advice('Try where the server wants id and secret.', {
        branches: [{ label: 'Another place is accepted.', entry: 'web-service-credentials-elsewhere' }],
      }),
      advice('Leave PKCE on, with the method S256. Where the server does not know it, it passes over it.'),
    ],
    provenBy: [],
    proof: repeated,
    sources: [tokenErrors, clientPassword],
  }),

  'oauth-resource-unknown': () => ({
    title: 'The resource or the audience is not known',
    cause: 'The request names a resource or an audience that the server does not have, or not for this client.',
    steps: [
      advice('Compare resource and audience with the documentation of the service, letter by letter.', {
        values: named('Parameter', 'resource', 'audience'),
        sources: [resourceIndicators],
      }),
      advice('Leave both out and repeat the request.'),
    ],
    provenBy: [],
    proof: repeated,
    sources: [resourceIndicators],
  }),

  'oauth-device-flow': () => ({
    title: 'The device flow is not finished',
    cause:
      'The user enters a code on another device. Until then the server answers that it waits, and the code ends after a while.',
    steps: [
      advice('Open the address that is shown, enter the code, and consent before its time is over.', {
        sources: [deviceFlow],
      }),
      advice('If the code has expired, begin anew.'),
      advice('If the server refuses the flow, allow it for the client in its settings.', {
        branches: [{ label: 'It cannot be allowed.', entry: 'oauth-grant-not-allowed' }],
      }),
    ],
    provenBy: [],
    proof: signedIn,
    sources: [deviceFlow],
  }),

  'oauth-token-refused': () => ({
    title: 'The web service does not accept the token',
    cause: 'The token has expired or was revoked, or it is meant for another service.',
    steps: [
      advice('Renew the token, or get a new one, and repeat the call.', {
        sources: [bearerErrors],
        branches: [
          { label: 'The renewal is refused.', entry: 'web-service-refresh-token-invalidated' },
          { label: 'There is no refresh token.', entry: 'web-service-refresh-token-missing' },
        ],
      }),
      advice(
        'Look into the token: its audience has to name the service, its issuer has to be the one that the service trusts.',
      ),
      byArticle('Choose the right kind of authentication on the Authentication tab of the web service.', {
        branches: [{ label: 'The call was made without a token.', entry: 'web-service-authentication-unused' }],
      }),
    ],
    provenBy: [],
    proof: answered,
    sources: [bearerErrors],
  }),

  'oauth-introspection': () => ({
    title: 'The server calls the token inactive',
    cause:
      'The token has expired, was revoked or is not known. A server also says so to a client that may not ask about this token.',
    steps: [
      advice('Get a new token and ask about it at once. If it is inactive as well, this client may not ask.', {
        sources: [introspection],
      }),
      advice(
        'At an Identity Service only an API resource with a secret of its own may ask, not the client of an application.',
      ),
      advice('If the new token is active, the old one has expired or was revoked.', {
        branches: [{ label: 'Access ends sooner than it should.', entry: 'web-service-refresh-token-missing' }],
      }),
    ],
    provenBy: [],
    proof: 'The server calls the token active.',
    sources: [introspection],
  }),
} satisfies Record<string, EntryMaker>;
