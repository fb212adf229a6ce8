import type { Edition, EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, example, named } from '../entry.ts';
import {
  accessTokenRequest,
  authorizationEndpoint,
  clientIdentifier,
  clientPassword,
  googleOAuth,
  googleScopes,
  refreshing,
  revocation,
  webServiceAuthentication,
} from '../sources.ts';
import {
  authenticationPath,
  byArticle,
  chooseOAuth,
  oauthApplicationPath,
  openAuthenticationTab,
  save,
  webServicePath,
} from '../steps/web-services.ts';

const byRfc = (...others: readonly Edition[]) => documentedIn(webServiceAuthentication, ...others);
const googleConsole = example('Google', 'https://console.developers.google.com > Credentials');

/** Setting up the authentication of a web service; here Creatio is the client of a third party. */
export const webServiceGuides = {
  'web-service-authentication': () => ({
    title: 'Choose the authentication of a web service',
    cause: 'A web service that Creatio calls may want to know who is calling. Creatio supports two ways.',
    steps: [
      byArticle('OAuth 2.0 is the safer way, and most of the large providers support it.', {
        branches: [
          { label: 'A package has brought an OAuth application along.', entry: 'web-service-existing-application' },
          { label: 'There is no OAuth application for it yet.', entry: 'web-service-new-application' },
        ],
      }),
      byArticle(
        'Basic authentication sends a login and a password with every request, which the web service compares with its own. It is simpler and less safe.',
        {
          branches: [
            { label: 'The web service only knows basic authentication.', entry: 'web-service-basic-authentication' },
          ],
        },
      ),
      advice('If it is set up already and does not work, look for the symptom.', {
        branches: [{ label: 'It is set up and does not work.', entry: 'web-service-issues' }],
      }),
    ],
    provenBy: [],
    proof: 'A call of a method of the web service succeeds.',
    sources: [webServiceAuthentication],
  }),

  'web-service-basic-authentication': () => ({
    title: 'Set up basic authentication of a web service',
    cause: 'The web service wants a login and a password. Creatio keeps them in two system settings.',
    steps: [
      byArticle('Get the login and the password. How, depends on the web service.'),
      byArticle('Add a system setting for the login.', {
        path: ['System Designer', 'System settings', 'Add setting'],
        values: [copied('Type', 'Text')],
      }),
      byArticle('Add a system setting for the password.', {
        path: ['System Designer', 'System settings', 'Add setting'],
        values: [copied('Type', 'Encrypted string')],
      }),
      byArticle('Enter the login and the password as the values of these two settings.'),
      byArticle('Open the page of the web service and go to its Authentication tab.', { path: authenticationPath }),
      byArticle('Choose Basic in the field Authentication.', { values: [copied('Authentication', 'Basic')] }),
      byArticle('Choose the setting with the login as Username, and the one with the password as Password.', {
        values: named('Field', 'Username', 'Password'),
      }),
      save,
      byArticle(
        'Creatio binds the settings to the package of the web service, but without their values: in every other environment to which the package is moved, enter login and password again.',
      ),
    ],
    provenBy: [],
    proof: 'A call of a method of the web service succeeds.',
    sources: [webServiceAuthentication],
  }),

  'web-service-existing-application': () => ({
    title: 'Use an existing OAuth application for a web service',
    cause: 'The OAuth application is there already, for example because a package brought it along.',
    steps: [
      openAuthenticationTab,
      chooseOAuth,
      byArticle('Choose the application in the field Application.', { path: oauthApplicationPath }),
      save,
      advice('Client secrets do not move with a package. Look whether the application still has its own.', {
        path: oauthApplicationPath,
        branches: [{ label: 'Something is missing there.', entry: 'web-service-new-application' }],
      }),
    ],
    provenBy: [],
    proof: 'A call of a method of the web service succeeds.',
    sources: [webServiceAuthentication],
  }),

  'web-service-new-application': () => ({
    title: 'Set up a new OAuth application for a web service',
    cause:
      'Creatio signs in to the web service as an OAuth application. It has to be set up on both sides, in Creatio and at the web service.',
    steps: [
      openAuthenticationTab,
      chooseOAuth,
      byArticle('Click + in the field Application. The page of the OAuth application opens.', {
        path: [...oauthApplicationPath, '+'],
      }),
      byRfc(googleOAuth)(
        'Get the values for its fields from the documentation of the web service or from its API. Google, for one, shows them in its console, under Credentials, and in the documentation of its API.',
        { values: [googleConsole] },
      ),
      byArticle('On-site, make sure that the address of the web service can be reached from the Creatio server.'),
      byArticle(
        'Name: what the application is called; the field Application of the Authentication tab shows this name. An image can be chosen as its icon.',
      ),
      byRfc(clientIdentifier, googleOAuth)(
        'Client ID: the identifier that the authorization server of the web service has given to Creatio. It is sent as client_id. Web services also use these names for it.',
        { values: [...named('Other name', 'Application ID', 'Consumer ID', 'Public key'), googleConsole] },
      ),
      byRfc(clientPassword, googleOAuth)(
        'Client secret: the secret key that belongs to it. It is sent as client_secret. Web services also use these names for it.',
        { values: [...named('Other name', 'Application secret', 'Consumer secret', 'Secret key'), googleConsole] },
      ),
      byRfc(authorizationEndpoint, googleOAuth)(
        'Auth code request URL: the address at which the user allows the access (auth_url). Google also has it in the JSON file that its console offers under Credentials.',
        { values: [example('Google', 'https://accounts.google.com/o/oauth2/auth')] },
      ),
      byRfc(accessTokenRequest, googleOAuth)(
        'Access token request URL: the address at which Creatio gets the access token when it calls the web service. Google has it in the same file.',
        { values: [example('Google', 'https://www.googleapis.com/oauth2/v3/token')] },
      ),
      byArticle(
        'Redirect URL: the address to which the authorization server sends the user back after signing in. Creatio shows it here; enter exactly this one in the settings of the web service.',
        {
          branches: [{ label: 'The web service reports another redirect address.', entry: 'web-service-redirect-url' }],
        },
      ),
      byRfc(refreshing, clientPassword)(
        'Send client credentials in token requests: where id and secret stand when Creatio asks for a token. Which of the three the web service wants is said in its documentation.',
        {
          branches: [
            {
              label: 'The sign-in fails, and you do not know the right one.',
              entry: 'web-service-credentials-elsewhere',
            },
          ],
        },
      ),
      byArticle('In request body: in the form of a POST request. Google, LinkedIn, JIRA and many others take it.', {
        values: [copied('Choice', 'In request body'), example('Body', 'grant_type=…&client_id=…&client_secret=…')],
      }),
      byRfc(clientPassword)(
        'As Basic auth header: in the header of a POST request. DocuSign and GoToWebinar want it so.',
        {
          values: [
            copied('Choice', 'As Basic auth header'),
            example('Header', 'Authorization: Basic <id and secret in Base64>'),
          ],
        },
      ),
      byArticle('In query string as a GET request: all parameters stand in the address. Facebook does it this way.', {
        values: [
          copied('Choice', 'In query string as a GET request'),
          example('Request', 'GET <address>?client_id=…&redirect_uri=…&client_secret=…&code=…'),
        ],
      }),
      byRfc(revocation, googleOAuth)(
        'Revoke token URL (not required): the address at which a token is given up. Users can also end the access of an application in their account at the provider.',
        { values: [example('Google', 'https://accounts.google.com/o/oauth2/revoke')] },
      ),
      byRfc(googleScopes)(
        'Scopes: what Creatio may do on behalf of the user. An API declares one or several; its documentation lists them.',
        { values: [example('Google, read mails', 'https://www.googleapis.com/auth/gmail.readonly')] },
      ),
      byArticle('Log in: click it, sign in to the web service as the shared user, and allow Creatio to access it.', {
        path: [...oauthApplicationPath, 'Log in'],
      }),
      advice(
        'Click Save on the page of the application and on that of the web service, then call one of its methods.',
        {
          path: webServicePath,
          branches: [{ label: 'It does not work.', entry: 'web-service-issues' }],
        },
      ),
    ],
    provenBy: [],
    proof: 'The shared user can sign in, and a call of a method of the web service succeeds.',
    sources: [webServiceAuthentication],
  }),
} satisfies Record<string, EntryMaker>;
