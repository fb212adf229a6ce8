import type { OutcomeId } from '../../outcomes.ts';
import { healthCheckAddresses } from '../addresses.ts';
import type { DocumentedOutcomeId } from './documented.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn } from '../entry.ts';
import { healthMonitoring, healthMonitoring81, healthMonitoring83 } from '../sources.ts';
import { creatioBranches, identityServiceBranches, signingBranches, tokenBranches } from '../steps/evidence.ts';
import { applicationsPath } from '../steps/paths.ts';

const otherChecks = [...identityServiceBranches, ...signingBranches, ...tokenBranches];

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
      advice('Work through the other failed checks of this run; they do not depend on the health reply.', {
        checks: ['identity.discovery', 'token.request'],
        branches: otherChecks,
      }),
      advice(
        'Compare with the Diagnostic tab. From 8.3.2 on the section also opens when the health reply is malformed; before, it did not load then.',
        { path: [...applicationsPath, 'Diagnostic'], from: '8.2.1' },
      ),
      advice('If the reply stays contradictory, send it to Creatio support with the logs of that moment.', {
        values: [copied('Creatio support', 'support@creatio.com')],
        branches: [{ label: 'The logs do not cover that moment.', entry: 'creatio-logging' }],
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
      advice(
        'Check that the platform of this environment is right, because a wrong prefix can end at the login page.',
        {
          checks: ['creatio.platform'],
          branches: [{ label: 'The platform is another one.', when: { check: 'creatio.platform', is: 'problem' } }],
        },
      ),
      advice('Meanwhile rely on the other checks of this run: discovery, token and use of the token.', {
        branches: otherChecks,
      }),
    ],
    provenBy: ['creatio.health'],
    sources: healthMonitoring,
  }),

  'endpoint-missing': (facts) => ({
    title: 'This address has no health check',
    cause:
      'The server answered that it does not know the health check: this Creatio may be older than 8.1.2, the platform may be another one, or the address may belong to another site.',
    steps: [
      documentedIn(healthMonitoring81)(
        'Compare the version of Creatio: the health check exists from version 8.1.2 on.',
      ),
      documentedIn(healthMonitoring81, healthMonitoring83)(
        'Compare the platform. The 8.1 edition of the documents offers the health check on .NET Framework and on .NET; the 8.3 edition limits it to .NET Framework, and a later state of that page adds .NET 8 from 8.3.2 on.',
        { values: healthCheckAddresses(facts) },
      ),
      documentedIn(healthMonitoring83)('On .NET 8 the health check is documented from version 8.3.2 on.', {
        platform: 'net',
        from: '8.3',
      }),
      advice('Set the platform of this environment to automatic, so that both addresses are tried.', {
        checks: ['creatio.platform', 'creatio.health'],
      }),
      advice(
        'Open the address of Creatio in a browser. If another website or a default page of IIS appears, correct the address of the environment, including its port and its virtual directory.',
      ),
      advice('Without the health check, rely on the other checks of this run: discovery, token and use of the token.', {
        checks: ['identity.discovery', 'token.request', 'token.use'],
        branches: otherChecks,
      }),
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
        branches: [
          { label: 'The ping fails as well.', when: { check: 'creatio.ping', is: 'problem' } },
          { label: 'The page says 403.14.', entry: 'hosting-403-14' },
          { label: 'The page says 500.19.', entry: 'hosting-500-19' },
          { label: 'The page says 500.30.', entry: 'hosting-500-30' },
          { label: 'The page says 502.5.', entry: 'hosting-502-5' },
          { label: 'The page says 503.', entry: 'hosting-503' },
        ],
      }),
      advice('In IIS, look whether the website and the application pools of Creatio are started; start them.', {
        path: ['IIS Manager', 'Application Pools', 'Start'],
        checks: ['creatio.ping', 'creatio.health'],
      }),
      advice(
        'Read the event log of that server, Application, for the moment of the check, and Error.log and Common.log of Creatio.',
      ),
      advice('If the status is 502, 503 or 504, also look at the proxy or the load balancer in front of Creatio.', {
        branches: [{ label: 'A gateway answered.', entry: 'gateway-no-answer' }],
      }),
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
      advice('Check that the platform of the environment is right, or set it to automatic.', {
        checks: ['creatio.platform', 'creatio.health'],
      }),
    ],
    provenBy: ['creatio.health'],
    sources: healthMonitoring,
  }),

  unreachable: () => ({
    title: 'Creatio cannot be reached from this computer',
    cause: 'No HTTP answer came from Creatio. The first failed check of the run shows on which layer the way ends.',
    steps: [
      advice('Open the first failed check of Creatio and follow its own advice.', {
        checks: ['creatio.ping'],
        branches: creatioBranches,
      }),
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
    steps: [advice('Run the diagnosis again and let it finish.', { checks: ['creatio.health'] })],
    provenBy: ['creatio.health'],
    sources: [],
  }),
} satisfies Record<Exclude<OutcomeId, DocumentedOutcomeId>, EntryMaker>;
