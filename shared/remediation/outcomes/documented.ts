import type { OutcomeId } from '../../outcomes.ts';
import { systemSettingCodes } from '../../outcomes.ts';
import {
  discoveryAddress,
  healthCheckAddresses,
  identityServiceAddress,
  powerShellDiscovery,
  tokenAddress,
} from '../addresses.ts';
import type { EntryMaker, RemediationFacts } from '../entry.ts';
import { advice, copied, documentedIn, settingValues } from '../entry.ts';
import { deployIdentityService, healthMonitoring, testIdentityService } from '../sources.ts';
import {
  createDefaultResource,
  enableFeature,
  fillSettings,
  makeSureSettingsAreFilled,
  openSettings,
  replaceStoredClient,
  testAndSave,
} from '../steps/connecting.ts';
import { identityServiceBranches, signingBranches, tokenBranches } from '../steps/evidence.ts';
import { askSupport, switchOffServiceLog, switchOnServiceLog } from '../steps/logs.ts';
import { bindingsPath } from '../steps/paths.ts';
import { healthy } from './healthy.ts';

/** Creatio's own five documented results, each with its whole documented solution. */
export type DocumentedOutcomeId = Extract<
  OutcomeId,
  'healthy' | 'settings-empty' | 'setting-empty' | 'identity-service-unavailable' | 'token-not-retrievable'
>;

const monitoring = documentedIn(...healthMonitoring);

const codesIn = (facts: RemediationFacts): readonly string[] =>
  facts.emptySettings !== undefined && facts.emptySettings.length > 0 ? facts.emptySettings : systemSettingCodes;

const retest = advice('Run the diagnosis again. The health check then tells what Creatio itself sees.', {
  checks: ['creatio.health'],
  branches: [{ label: 'Something else is wrong now.', when: { check: 'creatio.health', is: 'problem' } }],
});

export const documentedOutcomes = {
  healthy,

  'settings-empty': (facts) => {
    const empty = codesIn(facts);
    return {
      title: 'System settings of the connection are empty',
      cause:
        empty.length === systemSettingCodes.length
          ? 'The three system settings with which Creatio finds and signs in to the Identity Service have no value.'
          : 'Some of the system settings with which Creatio finds and signs in to the Identity Service have no value.',
      steps: [
        advice('Note which settings Creatio reports as empty.', { values: settingValues(empty) }),
        ...enableFeature(facts),
        ...openSettings,
        monitoring('Give each of these three system settings a value, also those that are not reported now.', {
          values: settingValues(),
        }),
        ...fillSettings(facts),
        ...testAndSave,
        ...createDefaultResource,
        retest,
      ],
      provenBy: ['creatio.health'],
      sources: healthMonitoring,
    };
  },

  'setting-empty': (facts) => {
    const codes = codesIn(facts);
    return {
      title: 'One system setting of the connection is empty',
      cause: 'Of the three system settings that connect Creatio to the Identity Service, one has no value.',
      steps: [
        monitoring(
          'Read the code of the setting in the Message of the health reply.',
          codes.length === 1
            ? { values: codes.map((code) => copied('Code in Message', code)) }
            : { values: [...healthCheckAddresses(facts), ...settingValues(codes)] },
        ),
        ...enableFeature(facts),
        ...openSettings,
        monitoring('Enter a value for that setting.', { values: settingValues(codes) }),
        ...fillSettings(facts, codes),
        ...testAndSave,
        ...createDefaultResource,
        retest,
      ],
      provenBy: ['creatio.health'],
      sources: healthMonitoring,
    };
  },

  'identity-service-unavailable': (facts) => ({
    title: 'Creatio cannot reach the Identity Service',
    cause:
      'The system settings are filled in, but the Identity Service gives Creatio no usable answer: it does not run, its address is wrong, or the way from the Creatio server to it is closed.',
    steps: [
      documentedIn(...healthMonitoring, testIdentityService)(
        'Test the Identity Service: open its discovery address in a browser. A working service answers with a JSON document.',
        {
          values: discoveryAddress(facts),
          checks: ['identity.discovery'],
          branches: identityServiceBranches,
        },
      ),
      monitoring(
        'If the Identity Service answers, make sure that the system setting with its address is filled in, with exactly that address.',
        {
          values: [...settingValues(['OAuth20IdentityServerUrl']), ...identityServiceAddress(facts)],
          checks: ['creatio.health'],
        },
      ),
      ...openSettings,
      monitoring(
        'Make sure that this address can be opened from the machine on which Creatio is installed. Open the discovery address in a browser there, or run the console on that machine.',
        {
          values: discoveryAddress(facts),
          branches: [
            { label: 'The Creatio server does not trust the certificate.', entry: 'identity-service-not-trusted' },
            { label: 'The Creatio server does not know the name.', entry: 'dns-not-found' },
            { label: 'The Creatio server cannot connect.', entry: 'tcp-silent' },
          ],
        },
      ),
      ...testAndSave,
      advice(
        'If the service does not answer at all, look in IIS on its machine: its website and its application pool must be started, and the binding must have the port of the address.',
        {
          path: bindingsPath,
          checks: ['identity.discovery'],
          branches: [
            { label: 'The application pool stops again.', entry: 'hosting-503' },
            { label: 'There is no website of the Identity Service.', entry: 'deploy-identity-service' },
          ],
        },
      ),
      advice(
        'On the Creatio server, run this in PowerShell. A certificate that this machine does not trust, a firewall or a proxy shows itself here, even when a browser elsewhere succeeds.',
        { values: powerShellDiscovery(facts) },
      ),
      advice(
        'If the certificate is not trusted there, install its authority and every intermediate certificate into the machine store of the Creatio server, then recycle the application pool of Creatio.',
        { branches: [{ label: 'The certificate is not trusted.', entry: 'identity-service-not-trusted' }] },
      ),
      advice(
        'If the address has the name localhost, it works only while both run on one machine. Otherwise enter the name of the machine of the Identity Service.',
        { values: settingValues(['OAuth20IdentityServerUrl']), checks: ['creatio.health'] },
      ),
      retest,
    ],
    provenBy: ['creatio.health', 'identity.discovery'],
    sources: [...healthMonitoring, testIdentityService, deployIdentityService],
  }),

  'token-not-retrievable': (facts) => ({
    title: 'Creatio gets no token from the Identity Service',
    cause:
      'The Identity Service answers, but it does not issue a token for the client id and the client secret in the system settings.',
    steps: [
      makeSureSettingsAreFilled,
      ...openSettings,
      ...fillSettings(facts),
      ...testAndSave,
      ...replaceStoredClient,
      advice(
        'Make sure that the client in appsettings.json allows the grant client_credentials and that its scopes are those of the file in the installation archive.',
        { values: [copied('AllowedGrantTypes', 'client_credentials')] },
      ),
      advice(
        'Ask for a token from here with the same client id and client secret: enter them for this environment and run the diagnosis. The reply of the token address shows what the Identity Service objects to.',
        {
          values: tokenAddress(facts),
          checks: ['token.request'],
          branches: [...signingBranches, ...tokenBranches],
        },
      ),
      ...switchOnServiceLog,
      ...askSupport,
      switchOffServiceLog,
    ],
    provenBy: ['creatio.health', 'token.request'],
    sources: [...healthMonitoring, deployIdentityService],
  }),
} satisfies Record<DocumentedOutcomeId, EntryMaker>;
