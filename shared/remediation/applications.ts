import { documented } from './entry.ts';
import type { AuthoredStep } from './entry.ts';

/** Where Creatio keeps the applications that may ask for tokens. */
export const applicationsPath = ['System Designer', 'Import and integration', 'OAuth 2.0 integrated applications'];
export const applicationsPath81 = ['System Designer', 'Application management', 'OAuth 2.0 integrated applications'];

/** Gives an application credentials of its own ("Set up client credentials grant", "Set up the OAuth 2.0 authorization"). */
export const createApplication: AuthoredStep[] = [
  documented(
    'If the application is not there yet, create it: click New, enter its name and its address, choose the technical user, and save. Creatio makes the client id and the client secret.',
    { path: [...applicationsPath, 'New'], from: '8.2' },
  ),
  documented(
    'If the application is not there yet, create it: click New, enter Name and Application URL, leave Active set, choose the System user, and save. Creatio fills in Client Id and Client secret.',
    { path: [...applicationsPath81, 'New'], before: '8.2' },
  ),
  documented('Do this for each application and each web service, so that every one has credentials of its own.'),
];

/** Which rights the user behind an application needs. */
export const grantFewRights: AuthoredStep = documented(
  'Let the system user of the application read and edit only the fields that the application has to change.',
  { before: '8.2' },
);
