import { featuresAddress } from './addresses.ts';
import type { AuthoredStep, RemediationFacts } from './entry.ts';
import { advice, documented } from './entry.ts';

/** Where Creatio keeps its connection to the Identity Service, from the outside in, in its own words. */
export const connectionSettingsPath = [
  'System Designer',
  'Import and integration',
  'OAuth 2.0 integrated applications',
  'Diagnostic',
  'Open settings',
];
export const systemSettingsPath = ['System Designer', 'System setup', 'System settings'];

const diagnosticPath = connectionSettingsPath.slice(0, -1);

/** Opens the page on which the three settings are entered, by version ("Connect the Identity Service to Creatio"). */
export const openSettings: AuthoredStep[] = [
  documented(
    'Open the Connection settings mini page. Its fields Identity Service URL, Client ID and Client secret are saved to the three system settings.',
    { path: connectionSettingsPath, from: '8.2.1' },
  ),
  documented('Open the System settings section and find each setting by its name or its code.', {
    path: systemSettingsPath,
    before: '8.2.1',
  }),
];

/** What each setting holds ("Connect the Identity Service to Creatio"). */
export const settingContents: Readonly<Record<string, string>> = {
  OAuth20IdentityServerUrl: 'The address is that of the Identity Service website, as the Sites area of IIS shows it.',
  OAuth20IdentityServerClientId:
    'The client id is the value of ClientId in the appsettings.json file of the Identity Service.',
  OAuth20IdentityServerClientSecret:
    'The client secret is the value of Secrets in the appsettings.json file of the Identity Service.',
};

/** Saves the settings and lets Creatio try them. */
export const testAndSave: AuthoredStep[] = [
  documented(
    'Click Test connection. When Creatio answers "Connection established", click Save. When it answers "Connection failed", run the diagnosis here again to see what still stands in the way.',
    { path: connectionSettingsPath, from: '8.2.1' },
  ),
  documented('Look at the Diagnostic tab: every checkbox is ticked when the connection is complete.', {
    path: diagnosticPath,
    from: '8.2.1',
  }),
  documented('After a change to how the Identity Service is deployed, click Refresh to see the present state.', {
    path: diagnosticPath,
    from: '8.2.1',
  }),
];

/** The one-time registration of Creatio as a resource; from 8.2 on Creatio does it by itself. */
export const createDefaultResource: AuthoredStep = documented(
  'If it has never been done, click Create default resource once. It can take a while.',
  {
    path: [
      'System Designer',
      'Application management',
      'OAuth 2.0 integrated applications',
      'Actions',
      'Create default resource',
    ],
    before: '8.2',
  },
);

/** Without this feature the section does not appear. */
export const enableFeature = (facts: RemediationFacts): AuthoredStep[] => [
  documented(
    'If the OAuth 2.0 integrated applications section is missing from the System Designer, switch on the additional feature OAuth20Integration for all users.',
    { values: [{ label: 'Additional feature', value: 'OAuth20Integration' }], before: '8.3.2' },
  ),
  documented(
    'The page of additional features opens at this address. Tick Is enabled, save, and reload every open page of Creatio.',
    {
      values: featuresAddress(facts),
      platform: 'net-framework',
      from: '8.0.2',
      before: '8.3.2',
    },
  ),
];

/** Why an edited appsettings.json changes nothing after the first start. */
export const replaceStoredClient: AuthoredStep[] = [
  advice(
    'If appsettings.json was edited after the first start of the Identity Service, the edit has no effect: the client was copied into its database at that start. Back up the database, then delete the rows of the client from these four tables.',
    {
      values: ['Clients', 'ClientScopes', 'ClientSecrets', 'ClientClaims'].map((value) => ({ label: 'Table', value })),
    },
  ),
  advice(
    'Start the Identity Service again and recycle its application pool, so that it writes the client anew from appsettings.json.',
  ),
];
