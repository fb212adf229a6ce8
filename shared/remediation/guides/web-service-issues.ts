import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named } from '../entry.ts';
import { clientPassword, webServiceAuthentication } from '../sources.ts';
import {
  addUserAgain,
  authenticationPath,
  byArticle,
  deleteUser,
  oauthApplicationPath,
  renewToken,
  revokeAtService,
  scopeValues,
  webServicePath,
} from '../steps/web-services.ts';

const whenAdding = 'It shows when a user is added on the page of the OAuth application.';
const sources = [webServiceAuthentication];
const called = 'A call of the web service, also one that changes data, succeeds.';
const added = 'The user can be added on the page of the OAuth application.';

/** What commonly goes wrong with OAuth applications of web services. */
export const webServiceIssueGuides = {
  'web-service-issues': () => ({
    title: 'A web service with OAuth 2.0 does not work',
    cause: 'Web services differ in their words and their demands, so a setup that fits one does not fit the next.',
    steps: [
      byArticle('Find the symptom: adding the user fails, a call fails, or Creatio warns of a missing refresh token.', {
        branches: [
          {
            label: 'Adding a user or a call fails, and settings may have changed.',
            entry: 'web-service-settings-outdated',
          },
          { label: 'Adding a user fails with a word about the redirect address.', entry: 'web-service-redirect-url' },
          { label: 'A call is refused because a permission is lacking.', entry: 'web-service-scopes-insufficient' },
          {
            label: 'Creatio asks for more than the web service allows the application.',
            entry: 'web-service-scopes-differ',
          },
          { label: 'The user leaves out permissions while signing in.', entry: 'web-service-scopes-denied' },
          {
            label: 'A call is answered with 403, without a token having been sent.',
            entry: 'web-service-authentication-unused',
          },
          { label: 'Adding a user fails from this address or domain only.', entry: 'web-service-access-restricted' },
          { label: 'The sign-in fails although id and secret are right.', entry: 'web-service-credentials-elsewhere' },
          {
            label: 'A refresh token is missing, or access ends after a while.',
            entry: 'web-service-refresh-token-missing',
          },
        ],
      }),
      advice('Reproduce it with the test client of this console against the same addresses; it shows the raw reply.'),
    ],
    provenBy: [],
    proof: called,
    sources,
  }),

  'web-service-settings-outdated': () => ({
    title: 'The settings of the OAuth application are wrong or out of date',
    cause:
      'What is entered in Creatio is not what the application at the web service has. It shows when a user is added on the page of the OAuth application, or when the web service is called.',
    steps: [
      byArticle('Look whether every field of the OAuth application is filled in.', { path: oauthApplicationPath }),
      byArticle('Compare these values with the settings of the application at the web service, letter by letter.', {
        values: named(
          'Field',
          'Client ID',
          'Client secret',
          'Auth code request URL',
          'Access token request URL',
          'Revoke token URL',
        ),
      }),
      byArticle('Then try to add a new user once more.', { path: oauthApplicationPath }),
    ],
    provenBy: [],
    proof: added,
    sources,
  }),

  'web-service-redirect-url': () => ({
    title: 'The web service has another redirect address',
    cause: `OAuth is set up on both sides, and the web service only sends users back to an address that it knows. ${whenAdding}`,
    steps: [
      byArticle('Copy the Redirect URL that Creatio shows on the page of the OAuth application.', {
        path: [...oauthApplicationPath, 'Redirect URL'],
      }),
      byArticle(
        'Enter it in the settings of the application at the web service. Where the two differ, no access token is issued.',
      ),
      byArticle('Many providers also want the domain of that address to be verified. Do that there.'),
      byArticle('Add the user again.', { path: oauthApplicationPath }),
    ],
    provenBy: [],
    proof: added,
    sources,
  }),

  'web-service-scopes-insufficient': () => ({
    title: 'The scopes do not suffice for a call',
    cause:
      'The token allows less than the call needs: reading and changing data often need scopes of their own. Some calls work, others are refused.',
    steps: [
      byArticle(
        'Add the scope that is lacking to the detail Scopes. Creatio asks for it when a user signs in; without it most users cannot sign in at all.',
        { path: oauthApplicationPath, values: scopeValues },
      ),
      byArticle('Depending on the web service, scopes are also set in its own settings, or chosen while signing in.', {
        branches: [
          { label: 'They are set at the web service.', entry: 'web-service-scopes-differ' },
          { label: 'They are chosen while signing in.', entry: 'web-service-scopes-denied' },
        ],
      }),
      ...renewToken,
    ],
    provenBy: [],
    proof: called,
    sources,
  }),

  'web-service-scopes-differ': () => ({
    title: 'Creatio asks for other scopes than the web service allows',
    cause:
      'The application at the web service has a list of scopes of its own, and Creatio asks for more. Depending on the service the user cannot sign in, or calls that change data are refused.',
    steps: [
      byArticle(
        'Either way the lacking scope is added to the application at the web service. What follows depends on what happens.',
        {
          branches: [
            { label: 'The user cannot sign in.', entry: 'web-service-scopes-differ-login' },
            { label: 'A call is refused.', entry: 'web-service-scopes-differ-call' },
          ],
        },
      ),
    ],
    provenBy: [],
    proof: called,
    sources,
  }),

  'web-service-scopes-differ-login': () => ({
    title: 'The user cannot sign in because of a scope',
    cause: 'The web service refuses the sign-in, because Creatio asks for a scope that its application does not have.',
    steps: [
      byArticle('Add the lacking scope to the settings of the application at the web service.'),
      byArticle('Try to sign in again.', { path: oauthApplicationPath }),
    ],
    provenBy: [],
    proof: added,
    sources,
  }),

  'web-service-scopes-differ-call': () => ({
    title: 'A call that changes data is refused because of a scope',
    cause: 'The user could sign in, but the token lacks a scope that the application at the web service does not have.',
    steps: [byArticle('Add the lacking scope to the settings of the application at the web service.'), ...renewToken],
    provenBy: [],
    proof: called,
    sources,
  }),

  'web-service-scopes-denied': () => ({
    title: 'Scopes were left out while signing in',
    cause:
      'Some web services, such as Facebook, let the user leave out permissions while signing in. The token then allows less than Creatio asked for, and calls that change data are refused.',
    steps: [
      deleteUser,
      revokeAtService,
      byArticle('Add the user in Creatio again, and select all needed scopes while signing in.', {
        path: oauthApplicationPath,
      }),
    ],
    provenBy: [],
    proof: called,
    sources,
  }),

  'web-service-authentication-unused': () => ({
    title: 'Creatio calls the web service without a token',
    cause:
      'Use authentication is not set in the method, or the wrong kind is chosen, so Creatio sends no token and the web service answers 403 (Forbidden).',
    steps: [
      byArticle('Choose the right kind of authentication on the Authentication tab of the web service.', {
        path: authenticationPath,
      }),
      byArticle('Or set Use authentication in the methods of the web service.', {
        path: [...webServicePath, 'Methods', 'Use authentication'],
        values: [copied('Box', 'Use authentication')],
      }),
    ],
    provenBy: [],
    proof: called,
    sources,
  }),

  'web-service-access-restricted': () => ({
    title: 'The web service lets only known addresses or domains in',
    cause: `Some web services limit the sign-in to certain addresses or domains; Facebook, for one, to domains. ${whenAdding}`,
    steps: [
      byArticle('Add the address of Creatio, its domain, or both, to the settings of the web service.'),
      byArticle('Add the user again.', { path: oauthApplicationPath }),
    ],
    provenBy: [],
    proof: added,
    sources,
  }),

  'web-service-credentials-elsewhere': () => ({
    title: 'The web service expects id and secret in another place',
    cause:
      'Creatio sends client id and client secret in the body of the request unless told otherwise. Google, LinkedIn and JIRA take that; DocuSign and GoToWebinar want a Basic header. The sign-in fails.',
    steps: [
      documentedIn(
        webServiceAuthentication,
        clientPassword,
      )('Find out from its documentation where the web service wants them; the standard allows several places.'),
      byArticle('Choose that place in the field Send client credentials in token requests.', {
        path: [...oauthApplicationPath, 'Send client credentials in token requests'],
        values: [
          copied('Choice', 'In request body'),
          copied('Choice', 'As Basic auth header'),
          copied('Choice', 'In query string as a GET request'),
        ],
      }),
      byArticle(
        'The same article also says that Creatio has no other way than the body. That comes from an older state; where the field is missing, that is so, and this web service cannot be used.',
      ),
      advice('Try all places with the test client of this console and compare the replies.'),
      { ...addUserAgain, text: 'Sign in again.' },
    ],
    provenBy: [],
    proof: added,
    sources,
  }),
} satisfies Record<string, EntryMaker>;
