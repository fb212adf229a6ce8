import {
  creatioAddresses,
  dataServiceAddresses,
  frameworkAddress,
  odataAddresses,
  tokenAddress,
} from '../addresses.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named } from '../entry.ts';
import {
  applications,
  bearerErrors,
  clientCredentials,
  dataService,
  externalRequests,
  odata3,
  odata4,
  systemOperations,
  technicalUsers,
  tokenLifetime,
} from '../sources.ts';
import { applicationFields, grantFewRights, saveApplication, startNewApplication } from '../steps/applications.ts';
import { tokenBranches } from '../steps/evidence.ts';

const byUsers = documentedIn(technicalUsers);
const byRequests = documentedIn(externalRequests);

/** Applications that get tokens for Creatio, and what they may do with them. */
export const applicationGuides = {
  'authorize-application': (facts) => ({
    title: 'Authorize a third-party application',
    cause:
      'An application or web service that calls Creatio by itself needs a client id, a client secret and a user of Creatio as whom it acts (client credentials grant).',
    steps: [
      documentedIn(...applications)('Connect the Identity Service to Creatio first.', {
        checks: ['creatio.health'],
        branches: [
          { label: 'It is not connected.', when: { check: 'creatio.health', is: 'problem' } },
          { label: 'You want to see how.', entry: 'connect-identity-service' },
        ],
      }),
      ...startNewApplication,
      ...applicationFields,
      documentedIn(clientCredentials)(
        'Choose the grant type "Server-to-server (client credentials)". Applications from older versions have it already.',
        { from: '8.3' },
      ),
      advice(
        'From 10.x on one application may have both grants with one client id: "Choose allowed OAuth flows". The switch Public client has to be off, because a public client has no secret. This was seen in the product; the documents were not read whole.',
        { from: '10.0' },
      ),
      ...saveApplication,
      advice(
        'An installation script can register the application by a call in place of the page: POST to this address, in the session of a user who may manage the solution. Names of grants are case-sensitive, and one redirect address goes into one call.',
        {
          values: [
            ...creatioAddresses(facts, 'Registration', '/rest/OAuthConfigService/AddClient'),
            ...named('Part of the body', 'addClientRequest'),
            ...named('Field of it', 'name', 'applicationUrl', 'redirectUrl', 'grantType', 'systemUserId'),
          ],
        },
      ),
      advice('Take down the client secret at once and keep it safe; treat it as if it were shown only this time.'),
      ...grantFewRights,
      documentedIn(technicalUsers)('Grant the technical user of the application the rights that it needs.', {
        from: '8.2',
        branches: [{ label: 'You want to see how.', entry: 'technical-user-rights' }],
      }),
      advice(
        'Enter client id and client secret for this environment and run the diagnosis: it asks for a token and uses it.',
        {
          checks: ['token.request', 'token.inspect', 'token.use'],
          branches: [
            ...tokenBranches,
            { label: 'Creatio does not save the application.', entry: 'application-not-saved' },
          ],
        },
      ),
      documentedIn(...applications)('Then let the application ask for tokens.', {
        branches: [{ label: 'You want to see how.', entry: 'request-token' }],
      }),
    ],
    provenBy: ['token.request', 'token.use'],
    sources: applications,
  }),

  'technical-user-rights': () => ({
    title: 'Give the user of an application its rights',
    cause:
      'An application may do what its user may. Technical users serve one integration each: they cannot sign in to the interface, need no licence, and start without any rights or roles.',
    steps: [
      advice('Before 8.1.5 there are no technical users; the application acts as its System user.', {
        before: '8.1.5',
      }),
      advice('In 8.1 technical users came as a trial, from 8.1.5 on.', { from: '8.1', before: '8.2' }),
      byUsers('Open the technical users.', {
        path: ['System Designer', 'Users and administration', 'Technical users'],
        from: '8.2',
      }),
      byUsers('Open the technical users.', {
        path: ['System Designer', 'Import and integration', 'Technical users'],
        from: '8.1.5',
        before: '8.2',
      }),
      byUsers(
        'Give the user the roles that the integration needs. Only roles that it holds directly count, and they have to be children of All employees.',
        { checks: ['token.use'], from: '8.1.5' },
      ),
      documentedIn(systemOperations)('For OData, grant the system operation Access to OData.', {
        values: [copied('Operation', 'Access to OData'), copied('Code', 'CanUseODataService')],
        path: ['System Designer', 'Operation permissions'],
        checks: ['token.use'],
      }),
      advice('Grant it the rights to the objects and the columns with which the integration works.', {
        path: ['System Designer', 'Object permissions'],
        checks: ['token.use'],
      }),
      advice('The operation View any data helps as well, but opens far more than an integration should see.'),
      byUsers('Leave Active set; whoever clears it shuts the integration out.', { from: '8.1.5' }),
      byUsers('Allowed addresses count when this system setting is on. Add the address of the integration.', {
        values: [copied('System setting', 'UseRestrictedIP')],
        from: '8.1.5',
      }),
      byUsers('The User sessions tab shows the sign-ins of the last ten days.', { from: '8.1.5' }),
      advice(
        'Roles that were written straight into the database take effect only once the membership is computed again.',
      ),
    ],
    provenBy: ['token.use'],
    sources: [technicalUsers, systemOperations],
  }),

  'request-token': (facts) => ({
    title: 'Ask for a token and call Creatio with it',
    cause: 'An application exchanges its client id and client secret for a token, and shows that token to Creatio.',
    steps: [
      byRequests('Send a POST request with a form-encoded body to the token address of the Identity Service.', {
        values: [
          ...tokenAddress(facts),
          copied('Content-Type', 'application/x-www-form-urlencoded'),
          copied('Grant', 'grant_type=client_credentials'),
          ...named('Parameter', 'client_id', 'client_secret'),
        ],
        checks: ['token.request'],
        branches: [{ label: 'The Identity Service issues no token.', when: { check: 'token.request', is: 'problem' } }],
      }),
      documentedIn(externalRequests, tokenLifetime)(
        'The reply has the token, its kind and its lifetime in seconds. There is no refresh token: ask for a new token when it runs out.',
        {
          values: named('Part of the reply', 'access_token', 'token_type', 'expires_in'),
          branches: [{ label: 'A token was lost, or is no longer wanted.', entry: 'revoke-token' }],
        },
      ),
      byRequests('Send the token in this header with every call of Creatio.', {
        values: named('Header', 'Authorization: Bearer <token>'),
      }),
      advice('A cookie and the header BPMCSRF were not needed beside it; the documents do not mention it.'),
      documentedIn(externalRequests, odata4)('OData 4: on .NET Framework the address has /0, on .NET it has not.', {
        values: odataAddresses(facts),
        checks: ['token.use'],
        branches: [{ label: 'Creatio does not accept the token.', when: { check: 'token.use', is: 'problem' } }],
      }),
      documentedIn(odata3)('OData 3 has an address of its own.', {
        values: frameworkAddress(facts, 'OData 3', '/ServiceModel/EntityDataService.svc/AccountCollection'),
        platform: 'net-framework',
      }),
      documentedIn(dataService)('DataService: send the query with POST.', { values: dataServiceAddresses(facts) }),
      byRequests('From this version on Creatio answers 403 when scope, resource or client definition is missing.', {
        from: '8.3.2',
      }),
      byRequests('Before this version Creatio answers 401 then.', { before: '8.3.2' }),
    ],
    provenBy: ['token.request', 'token.use'],
    sources: [externalRequests, bearerErrors],
  }),
} satisfies Record<string, EntryMaker>;
