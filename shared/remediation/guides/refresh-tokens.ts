import type { EntryMaker } from '../entry.ts';
import { advice, named } from '../entry.ts';
import { refreshing, webServiceAuthentication } from '../sources.ts';
import { addUserAgain, byArticle, oauthApplicationPath, readItsDocumentation } from '../steps/web-services.ts';

const sources = [webServiceAuthentication];
const renewed = 'Creatio still calls the web service after the access token has run out.';

/** A refresh token that a web service does not give, and why. */
export const refreshTokenGuides = {
  'web-service-refresh-token-missing': () => ({
    title: 'The refresh token is missing',
    cause:
      'With a refresh token Creatio renews the access token by itself, so that nobody has to confirm the access again. Not every web service needs or gives one, so this may or may not be a fault.',
    steps: [
      byArticle('Find out from the documentation of the web service which of these cases it is.', {
        branches: [
          { label: 'Its access tokens never expire.', entry: 'web-service-refresh-token-unneeded' },
          { label: 'Its access tokens expire and cannot be renewed.', entry: 'web-service-refresh-token-unsupported' },
          {
            label: 'Renewal has to be switched on, for example by a scope.',
            entry: 'web-service-refresh-token-disabled',
          },
          {
            label: 'It issues a refresh token only once for each user.',
            entry: 'web-service-refresh-token-issued-once',
          },
          {
            label: 'Creatio has one, but the web service has made it invalid.',
            entry: 'web-service-refresh-token-invalidated',
          },
        ],
        sources: [webServiceAuthentication, refreshing],
      }),
    ],
    provenBy: [],
    proof: renewed,
    sources,
  }),

  'web-service-refresh-token-unneeded': () => ({
    title: 'The access token never expires',
    cause: 'The web service issues access tokens without an end, so there is nothing to renew. This is rare.',
    steps: [
      readItsDocumentation('it has to say that no refresh tokens are issued and that access tokens do not expire'),
      byArticle('If so, pass over the warning of Creatio and go on; the integration may work for long like this.'),
    ],
    provenBy: [],
    proof: renewed,
    sources,
  }),

  'web-service-refresh-token-unsupported': () => ({
    title: 'The web service does not renew access tokens',
    cause:
      'The access token ends, and for the sake of security the web service offers no way to renew it. Services around billing that are made for short visits of a user are often like this.',
    steps: [
      readItsDocumentation('it has to say that no refresh tokens are issued and that access tokens expire'),
      byArticle(
        'If so, a shared user does not work with this web service, because the point of a shared user is that not everyone has to sign in.',
      ),
      advice('Look for another way of authentication that the web service offers to servers.', {
        branches: [{ label: 'It offers basic authentication.', entry: 'web-service-basic-authentication' }],
      }),
    ],
    provenBy: [],
    proof: 'It is known whether the web service can be used with a shared user.',
    sources,
  }),

  'web-service-refresh-token-disabled': () => ({
    title: 'Renewal of tokens has to be switched on',
    cause:
      'The web service can renew access tokens, but the application is not set up for it. Often a scope of its own asks for the refresh token.',
    steps: [
      readItsDocumentation('it has to say that refresh tokens are issued'),
      byArticle('Find the settings of the application that allow refresh tokens, and fill them in.', {
        path: oauthApplicationPath,
      }),
      advice('At many services it is this scope.', { values: named('Scope', 'offline_access') }),
      byArticle('Revoke the present access token.'),
      byArticle('Add the shared user in Creatio.', { path: oauthApplicationPath }),
    ],
    provenBy: [],
    proof: renewed,
    sources,
  }),

  'web-service-refresh-token-issued-once': () => ({
    title: 'The web service issues a refresh token only once',
    cause:
      'A user gets one refresh token; at the next sign-in none is issued while the first is in force. This happens when a token was deleted in Creatio without being revoked, for example in the database while Revoke token URL was empty, or when the same account signed in from another service before.',
    steps: [
      readItsDocumentation('it has to say that refresh tokens are issued'),
      readItsDocumentation('find out how access is revoked; most have a page for the access of third parties'),
      byArticle(
        'On that page delete the token of the application, for example by removing the integration with Creatio.',
      ),
      byArticle('Add the access token in Creatio again. Now the web service issues a refresh token with it.', {
        path: oauthApplicationPath,
      }),
      byArticle('Fill in Revoke token URL, so that Creatio gives tokens up properly from now on.', {
        path: [...oauthApplicationPath, 'Revoke token URL'],
      }),
    ],
    provenBy: [],
    proof: renewed,
    sources,
  }),

  'web-service-refresh-token-invalidated': () => ({
    title: 'The web service has made the refresh token invalid',
    cause:
      'Somebody removed the token on the page of the web service, and Creatio still has the old access and refresh tokens. It shows when Creatio calls the web service.',
    steps: [
      byArticle('Delete the user on the page of the OAuth application in Creatio.', { path: oauthApplicationPath }),
      addUserAgain,
    ],
    provenBy: [],
    proof: renewed,
    sources,
  }),
} satisfies Record<string, EntryMaker>;
