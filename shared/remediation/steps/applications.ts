import type { AuthoredStep } from '../entry.ts';
import { documentedIn, example } from '../entry.ts';
import { applications, clientCredentials, setUpAuthorization80 } from '../sources.ts';
import { applicationsPath, applicationsPath80, applicationsPath81 } from './paths.ts';

const by80 = documentedIn(setUpAuthorization80);
const later = documentedIn(clientCredentials);
const either = documentedIn(...applications);

/** Opens the list of applications and starts a new one, by version. */
export const startNewApplication: AuthoredStep[] = [
  later('Look at the Diagnostic tab first: every checkbox has to be ticked before an application can get tokens.', {
    path: [...applicationsPath, 'Diagnostic'],
    from: '8.2.1',
    checks: ['creatio.health'],
    branches: [{ label: 'A checkbox is not ticked.', when: { check: 'creatio.health', is: 'problem' } }],
  }),
  later('Open the OAuth 2.0 integrated applications and click New.', {
    path: [...applicationsPath, 'New'],
    from: '8.2',
  }),
  later('Open the OAuth 2.0 integrated applications and click New.', {
    path: [...applicationsPath81, 'New'],
    from: '8.1',
    before: '8.2',
  }),
  by80('Open the OAuth 2.0 integrated application section and click New.', {
    path: [...applicationsPath80, 'New'],
    before: '8.1',
  }),
];

/** The fields of an application, by version. */
export const applicationFields: AuthoredStep[] = [
  either('Name (required): the title under which the list of integrations and the logs show the application.', {
    values: [example('Example', 'Postman')],
  }),
  either('Application URL (required): the address of the application or web service that is to connect.', {
    values: [example('Example', 'http://www.creatio.com')],
    before: '8.2',
  }),
  later('Application URL: the address of the application or web service that is to connect.', { from: '8.2' }),
  either('Description: what the integration is for.'),
  either('Active: whether the integration is switched on. It is set from the start; leave it set.', { before: '8.2' }),
  either(
    'System user: the user of Creatio as whom the application acts. Choose one of its own, with enough rights for this integration.',
    { values: [example('Example', 'User for Identity Service authorization')], before: '8.2' },
  ),
  later(
    'Create separate technical user for this integration: leave it on, so that the application acts as a user of its own.',
    { from: '8.2' },
  ),
];

/** What Creatio fills in, and how the application is kept. */
export const saveApplication: AuthoredStep[] = [
  either('Creatio fills in Client Id and Client secret by itself. Do not type anything there.'),
  either('Save the application.'),
  either(
    'Repeat this for each application and each web service that signs in with OAuth 2.0, so that every one has credentials of its own.',
  ),
];

/** Registers an application where it is missing. */
export const createApplication: AuthoredStep[] = [
  later(
    'If the application is not there yet, create it: click New, enter its name and its address, choose the technical user, and save. Creatio makes the client id and the client secret.',
    {
      path: [...applicationsPath, 'New'],
      from: '8.2',
      branches: [{ label: 'The application is missing.', entry: 'authorize-application' }],
    },
  ),
  later(
    'If the application is not there yet, create it: click New, enter Name and Application URL, leave Active set, choose the System user, and save. Creatio fills in Client Id and Client secret.',
    {
      path: [...applicationsPath81, 'New'],
      from: '8.1',
      before: '8.2',
      branches: [{ label: 'The application is missing.', entry: 'authorize-application' }],
    },
  ),
  by80(
    'If the application is not there yet, create it: click New, enter Name and Application URL, leave Active set, choose the System user, and save. Creatio fills in Client Id and Client secret.',
    {
      path: [...applicationsPath80, 'New'],
      before: '8.1',
      branches: [{ label: 'The application is missing.', entry: 'authorize-application' }],
    },
  ),
  either('Do this for each application and each web service, so that every one has credentials of its own.'),
];

/** Which rights the user behind an application needs. */
export const grantFewRights: AuthoredStep[] = [
  either('Let the system user of the application read and edit only the fields that the application has to change.', {
    before: '8.2',
  }),
  either(
    'An application that brings exchange rates, for example, needs to read and edit two fields of one lookup and nothing else.',
    { values: [example('Lookup', 'Currency'), example('Field', 'Rate'), example('Field', 'Start')], before: '8.2' },
  ),
];
