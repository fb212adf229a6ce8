import type { SystemSettingCode } from '../../outcomes.ts';
import { systemSettingCodes } from '../../outcomes.ts';
import type { RemediationValue } from '../../report.ts';
import { frameworkAddress, identityServiceAddress } from '../addresses.ts';
import type { AuthoredStep, RemediationFacts } from '../entry.ts';
import { advice, copied, documentedIn, example, named, settingValues } from '../entry.ts';
import {
  additionalFeature,
  connect83,
  connectBySettings,
  connectIdentityService,
  healthMonitoring,
  setUpAuthorization80,
} from '../sources.ts';
import { applicationsPath, applicationsPath80, applicationsPath81 } from './paths.ts';

const connecting = documentedIn(...connectIdentityService);
const by83 = documentedIn(connect83);
const byFeature = documentedIn(additionalFeature);

const diagnosticPath = [...applicationsPath, 'Diagnostic'];
const connectionSettingsPath = [...diagnosticPath, 'Open settings'];
const systemSettingsPath = ['System Designer', 'System setup', 'System settings'];

/** Opens the page on which the three settings are entered, by version. */
export const openSettings: AuthoredStep[] = [
  by83(
    'Open the Connection settings mini page. Its fields Identity Service URL, Client ID and Client secret are saved to the three system settings.',
    { path: connectionSettingsPath, from: '8.2.1' },
  ),
  documentedIn(...connectBySettings)(
    'Open the System settings section and find each setting by its name or its code.',
    {
      path: systemSettingsPath,
      before: '8.2.1',
    },
  ),
];

const contents: Readonly<Record<SystemSettingCode, string>> = {
  OAuth20IdentityServerUrl:
    'Enter the address of the Identity Service: that of its website, as the Sites area of IIS shows it.',
  OAuth20IdentityServerClientId:
    'Enter the client id: it is the value of ClientId in the appsettings.json file of the Identity Service.',
  OAuth20IdentityServerClientSecret:
    'Enter the client secret: it is the value of Secrets in the appsettings.json file of the Identity Service. The sample of the article has 32 characters; never use a secret that is printed anywhere.',
};

const shown = (code: SystemSettingCode, facts: RemediationFacts): RemediationValue[] => {
  if (code === 'OAuth20IdentityServerUrl') {
    return [...identityServiceAddress(facts), example('Example', 'http://localhost:8090/')];
  }
  return code === 'OAuth20IdentityServerClientId' ? [example('Example', 'IdServiceUser')] : [];
};

/** What to enter into each of these settings. */
export const fillSettings = (facts: RemediationFacts, codes: readonly string[] = systemSettingCodes): AuthoredStep[] =>
  systemSettingCodes
    .filter((code) => codes.includes(code))
    .map((code) => connecting(contents[code], { values: [...settingValues([code]), ...shown(code, facts)] }));

/** All three settings, by the names under which Creatio shows them. */
export const makeSureSettingsAreFilled = documentedIn(...healthMonitoring)(
  'Make sure that each of these three system settings has a value.',
  { values: settingValues() },
);

/** Saves the settings and lets Creatio try them. */
export const testAndSave: AuthoredStep[] = [
  advice('Save each setting. The health check then tells whether Creatio gets a token with them.', {
    path: [...systemSettingsPath, 'Save'],
    before: '8.2.1',
    checks: ['creatio.health'],
    branches: [{ label: 'Something else is wrong now.', when: { check: 'creatio.health', is: 'problem' } }],
  }),
  by83(
    'Click Test connection. When Creatio answers "Connection established", click Save. When it answers "Connection failed", run the diagnosis here again to see what still stands in the way.',
    {
      path: connectionSettingsPath,
      from: '8.2.1',
      checks: ['creatio.health'],
      branches: [
        {
          label: 'Connection established: Creatio is connected.',
          when: { check: 'creatio.health', is: 'pass' },
          entry: 'healthy',
        },
        { label: 'Connection failed.', when: { check: 'creatio.health', is: 'problem' } },
      ],
    },
  ),
  by83('Look at the Diagnostic tab: every checkbox is ticked when the connection is complete.', {
    path: diagnosticPath,
    from: '8.2.1',
    checks: ['creatio.health'],
  }),
  by83('After a change to how the Identity Service is deployed, click Refresh to see the present state.', {
    path: [...diagnosticPath, 'Refresh'],
    from: '8.2.1',
  }),
];

const once = 'If it has never been done, click Create default resource once. It can take a while.';

/** The one-time registration of Creatio as a resource; from 8.2 on Creatio does it by itself. */
export const createDefaultResource: AuthoredStep[] = [
  documentedIn(setUpAuthorization80)(once, {
    path: [...applicationsPath80, 'Actions', 'Create default resource'],
    before: '8.1',
  }),
  connecting(once, {
    path: [...applicationsPath81, 'Actions', 'Create default resource'],
    from: '8.1',
    before: '8.2',
  }),
];

/** Without this feature the section does not appear. */
export const enableFeature = (facts: RemediationFacts): AuthoredStep[] => [
  connecting(
    'If the OAuth 2.0 integrated applications section is missing from the System Designer, switch on the additional feature OAuth20Integration for all users.',
    {
      values: [copied('Additional feature', 'OAuth20Integration')],
      before: '8.3.2',
      branches: [{ label: 'The section is missing.', entry: 'enable-additional-feature' }],
    },
  ),
  byFeature(
    'To switch the feature on, open the page of additional features at this address, tick Is enabled, save, and reload every open page of Creatio.',
    {
      values: frameworkAddress(facts, 'Additional features', '/Flags'),
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
    { values: named('Table', 'Clients', 'ClientScopes', 'ClientSecrets', 'ClientClaims') },
  ),
  advice(
    'Start the Identity Service again and recycle its application pool, so that it writes the client anew from appsettings.json.',
    { path: ['IIS Manager', 'Application Pools', 'Recycle'], checks: ['creatio.health'] },
  ),
];
