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
type DocumentedOutcomeId = Extract<
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

/** The outcomes that Creatio's documents do not describe. */
export const otherOutcomes = {
  'inconsistent-reply': (facts) => ({
    title: 'The health reply contradicts itself',
    cause:
      'The reply has the documented form, but its flags, its status or its message do not fit together. So it does not tell what is wrong.',
    steps: [
      advice('Open the evidence of the health check and read the raw reply.', { values: healthCheckAddresses(facts) }),
      advice(
        'Ask once more, directly on the Creatio server, to see whether a proxy or a load balancer between here and Creatio changes the reply or mixes several nodes.',
      ),
      advice('Work through the other failed checks of this run; they do not depend on the health reply.'),
      advice('If the reply stays contradictory, send it to Creatio support with the logs of that moment.', {
        values: [{ label: 'Creatio support', value: 'support@creatio.com' }],
      }),
    ],
    provenBy: ['creatio.health'],
    sources: healthMonitoring,
  }),

  'login-required': (facts) => ({
    title: 'Creatio wants a login before it answers the health check',
    cause:
      'The health check was answered with a login page or a refusal. The documents do not say whether it needs a session, so this tells nothing about OAuth yet.',
    steps: [
      advice('Log in to Creatio in a browser and open the health check in the same browser.', {
        values: healthCheckAddresses(facts),
      }),
      advice(
        'If the address belongs to a gateway with single sign-on, use the address under which Creatio is reached inside the network.',
      ),
      advice(
        'If only Windows authentication is switched on for the site in IIS, anonymous access is refused before Creatio sees the request. Compare with the authentication settings of a site that works.',
      ),
      advice('Check that the platform of this environment is right, because a wrong prefix can end at the login page.'),
    ],
    provenBy: ['creatio.health'],
    sources: healthMonitoring,
  }),

  'endpoint-missing': (facts) => ({
    title: 'This address has no health check',
    cause:
      'The server answered that it does not know the health check: this Creatio may be older than 8.1.2, the platform may be another one, or the address may belong to another site.',
    steps: [
      documented('Compare the version of Creatio: the health check exists from version 8.1.2 on.'),
      documented(
        'Compare the platform. The 8.1 edition of the documents offers the health check on .NET Framework and on .NET; the 8.3 edition limits it to .NET Framework.',
        { values: healthCheckAddresses(facts) },
      ),
      documented('On .NET 8 the health check is documented from version 8.3.2 on.', { platform: 'net' }),
      advice('Set the platform of this environment to automatic, so that both addresses are tried.'),
      advice(
        'Open the address of Creatio in a browser. If another website or a default page of IIS appears, correct the address of the environment, including its port and its virtual directory.',
      ),
      advice('Without the health check, rely on the other checks of this run: discovery, token and use of the token.'),
    ],
    provenBy: ['creatio.health', 'creatio.ping'],
    sources: healthMonitoring,
  }),

  'web-server-error': (facts) => ({
    title: 'The web server of Creatio reports an error',
    cause:
      'The server answered with an error before Creatio could give its health reply. Creatio or its application pool may be stopped, may be starting, or may fail at start.',
    steps: [
      advice('Open Creatio in a browser on its own server. IIS shows the details of an error there only.', {
        values: healthCheckAddresses(facts),
      }),
      advice('In IIS, look whether the website and the application pools of Creatio are started; start them.'),
      advice(
        'Read the event log of that server, Application, for the moment of the check, and Error.log and Common.log of Creatio.',
      ),
      advice('If the status is 502, 503 or 504, also look at the proxy or the load balancer in front of Creatio.'),
    ],
    provenBy: ['creatio.health', 'creatio.ping'],
    sources: [],
  }),

  'unexpected-reply': (facts) => ({
    title: 'The answer is not that of a health check',
    cause:
      'Something answered at this address, but not with the reply that Creatio gives. It may be another website, a gateway, a maintenance page, or a damaged reply.',
    steps: [
      advice('Open the evidence of the health check and look at what answered.', {
        values: healthCheckAddresses(facts),
      }),
      advice('Correct the address of the environment if the page belongs to another website.'),
      advice(
        'If the body is empty or cut off, ask again directly on the Creatio server, past proxies and load balancers, and compare.',
      ),
      advice('Check that the platform of the environment is right, or set it to automatic.'),
    ],
    provenBy: ['creatio.health'],
    sources: healthMonitoring,
  }),

  unreachable: () => ({
    title: 'Creatio cannot be reached from this computer',
    cause: 'No HTTP answer came from Creatio. The first failed check of the run shows on which layer the way ends.',
    steps: [
      advice('Open the first failed check of Creatio and follow its own advice.'),
      advice('Open the address of Creatio in a browser on this computer. If that fails too, the cause is not OAuth.'),
      advice(
        'Run the console on the Creatio server or next to it. The way between Creatio and the Identity Service matters for OAuth, not the way from this computer.',
      ),
    ],
    provenBy: ['creatio.dns', 'creatio.tcp', 'creatio.tls', 'creatio.health'],
    sources: [],
  }),

  'proxy-error': () => ({
    title: 'A proxy answers instead of Creatio',
    cause: 'A proxy or gateway between this computer and Creatio gave the answer. Creatio itself did not.',
    steps: [
      advice('Open the evidence of the health check: the headers and the page name the proxy.'),
      advice(
        'Use an address of Creatio that leads past the proxy, or run the console on a machine in the network of Creatio.',
      ),
      advice(
        'If all users reach Creatio through this proxy, its administrator has to find out why it cannot reach Creatio: its target address, its time limit, its trust in the certificate of Creatio.',
      ),
    ],
    provenBy: ['creatio.health'],
    sources: [],
  }),

  cancelled: () => ({
    title: 'The run was cancelled',
    cause: 'The run was stopped before it had a result. What was found until then is kept.',
    steps: [advice('Run the diagnosis again and let it finish.')],
    provenBy: ['creatio.health'],
    sources: [],
  }),
} satisfies Record<Exclude<OutcomeId, DocumentedOutcomeId>, EntryMaker>;
