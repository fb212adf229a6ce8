import type { OutcomeId } from '../outcomes.ts';
import { systemSettingCodes } from '../outcomes.ts';
import { discoveryAddress, healthCheckAddresses, tokenAddress } from './addresses.ts';
import {
  createDefaultResource,
  enableFeature,
  openSettings,
  replaceStoredClient,
  settingContents,
  testAndSave,
} from './connecting.ts';
import type { EntryMaker, RemediationFacts } from './entry.ts';
import { advice, documented, settingValues } from './entry.ts';
import {
  additionalFeature,
  connectIdentityService,
  deployIdentityService,
  healthMonitoring,
  testIdentityService,
} from './sources.ts';

/** Creatio's own five documented results, each with its whole documented solution. */
export type DocumentedOutcomeId = Extract<
  OutcomeId,
  'healthy' | 'settings-empty' | 'setting-empty' | 'identity-service-unavailable' | 'token-not-retrievable'
>;

const codesIn = (facts: RemediationFacts): readonly string[] =>
  facts.emptySettings !== undefined && facts.emptySettings.length > 0 ? facts.emptySettings : systemSettingCodes;

const contentsOf = (codes: readonly string[]) =>
  codes.flatMap((code) => {
    const text = settingContents[code];
    return text === undefined ? [] : [documented(text, { values: settingValues([code]) })];
  });

const connectionSources = [...healthMonitoring, ...connectIdentityService, additionalFeature];

const retest = advice('Run the diagnosis again. The health check then tells what Creatio itself sees.');

export const documentedOutcomes = {
  healthy: () => ({
    title: 'OAuth works',
    cause: 'Creatio gets an access token from the Identity Service as it should.',
    steps: [documented('There is nothing to do.')],
    provenBy: ['creatio.health'],
    sources: healthMonitoring,
  }),

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
        documented('Give each of these three system settings a value, also those that are not reported now.', {
          values: settingValues(),
        }),
        ...contentsOf(systemSettingCodes),
        ...testAndSave,
        createDefaultResource,
        retest,
      ],
      provenBy: ['creatio.health'],
      sources: connectionSources,
    };
  },

  'setting-empty': (facts) => {
    const codes = codesIn(facts);
    return {
      title: 'One system setting of the connection is empty',
      cause: 'Of the three system settings that connect Creatio to the Identity Service, one has no value.',
      steps: [
        documented(
          'Read the code of the setting in the Message of the health reply.',
          codes.length === 1
            ? { values: codes.map((value) => ({ label: 'Code in Message', value })) }
            : { values: [...healthCheckAddresses(facts), ...settingValues(codes)] },
        ),
        ...enableFeature(facts),
        ...openSettings,
        documented('Enter a value for that setting.', { values: settingValues(codes) }),
        ...contentsOf(codes),
        ...testAndSave,
        createDefaultResource,
        retest,
      ],
      provenBy: ['creatio.health'],
      sources: connectionSources,
    };
  },

  'identity-service-unavailable': (facts) => ({
    title: 'Creatio cannot reach the Identity Service',
    cause:
      'The system settings are filled in, but the Identity Service gives Creatio no usable answer: it does not run, its address is wrong, or the way from the Creatio server to it is closed.',
    steps: [
      documented(
        'Test the Identity Service: open its discovery address in a browser. A working service answers with a JSON document.',
        { values: discoveryAddress(facts) },
      ),
      documented(
        'If the Identity Service answers, make sure that the system setting with its address is filled in, with exactly that address.',
        { values: settingValues(['OAuth20IdentityServerUrl']) },
      ),
      ...openSettings,
      documented(
        'Make sure that this address can be opened from the machine on which Creatio is installed. Open the discovery address in a browser there, or run the console on that machine.',
        { values: discoveryAddress(facts) },
      ),
      ...testAndSave,
      advice(
        'If the service does not answer at all, look in IIS on its machine: its website and its application pool must be started, and the binding must have the port of the address.',
      ),
      advice(
        'On the Creatio server, run this in PowerShell. A certificate that this machine does not trust, a firewall or a proxy shows itself here, even when a browser elsewhere succeeds.',
        {
          values: discoveryAddress(facts).map(({ value }) => ({
            label: 'PowerShell',
            value: `Invoke-WebRequest -UseBasicParsing "${value}"`,
          })),
        },
      ),
      advice(
        'If the certificate is not trusted there, install its authority and every intermediate certificate into the machine store of the Creatio server, then recycle the application pool of Creatio.',
      ),
      advice(
        'If the address has the name localhost, it works only while both run on one machine. Otherwise enter the name of the machine of the Identity Service.',
      ),
    ],
    provenBy: ['creatio.health', 'identity.discovery'],
    sources: [...healthMonitoring, testIdentityService, ...connectIdentityService, deployIdentityService],
  }),

  'token-not-retrievable': (facts) => ({
    title: 'Creatio gets no token from the Identity Service',
    cause:
      'The Identity Service answers, but it does not issue a token for the client id and the client secret in the system settings.',
    steps: [
      documented('Make sure that all three system settings are filled in.', { values: settingValues() }),
      ...openSettings,
      ...contentsOf(systemSettingCodes),
      ...testAndSave,
      ...replaceStoredClient,
      advice(
        'Make sure that the client in appsettings.json allows the grant client_credentials and that its scopes are those of the file in the installation archive.',
        { values: [{ label: 'AllowedGrantTypes', value: 'client_credentials' }] },
      ),
      advice(
        'Ask for a token from here with the same client id and client secret: enter them for this environment and run the diagnosis. The reply of the token address shows what the Identity Service objects to.',
        { values: tokenAddress(facts) },
      ),
      advice(
        'For the logs, switch on those of the Identity Service while you test: stdoutLogEnabled and stdoutLogFile in web.config, Logging:LogLevel:Default in appsettings.json. Use Debug and not Trace, because Trace writes whole tokens.',
      ),
      documented(
        'If the settings are filled in and the problem stays, make it happen again, and collect the logs of Creatio and of the Identity Service for that moment.',
      ),
      documented('Write to Creatio support and send both sets of logs along.', {
        values: [{ label: 'Creatio support', value: 'support@creatio.com' }],
      }),
      advice('Switch the logs of the Identity Service off again after the test.'),
    ],
    provenBy: ['creatio.health', 'token.request'],
    sources: [...healthMonitoring, ...connectIdentityService, deployIdentityService],
  }),
} satisfies Record<DocumentedOutcomeId, EntryMaker>;
