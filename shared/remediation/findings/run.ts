import type { FindingId } from '../../findings.ts';
import { discoveryAddress, healthCheckAddresses } from '../addresses.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, documentedIn, settingValues } from '../entry.ts';
import { healthMonitoring } from '../sources.ts';
import { identityServiceBranches, signingBranches, tokenBranches } from '../steps/evidence.ts';
import { recyclePath } from '../steps/paths.ts';

type RunFindingId = Extract<FindingId, 'check-timeout' | 'health-silent' | 'health-and-checks-differ'>;

/** What concerns a run as a whole. */
export const runFindings = {
  'check-timeout': () => ({
    title: 'The check was not finished in time',
    cause:
      'The time limit passed before there was an answer. The server may be slow or starting, or something on the way drops the data.',
    steps: [
      advice('Run the check again; the first request after a restart of Creatio can take a minute.', {
        checks: ['creatio.health'],
      }),
      advice('Raise the time limit in the settings of the environment.'),
      advice(
        'If it stays slow, run the console next to the server and compare the times of the phases in the evidence.',
      ),
    ],
    provenBy: ['creatio.health'],
    sources: [],
  }),

  'health-silent': (facts) => ({
    title: 'Creatio is alive, but its health check does not answer in time',
    cause:
      'For the health check Creatio asks its Identity Service for a token, and answers when that is done. Where a firewall drops what Creatio sends there, or the Identity Service hangs, that takes longer than this console waited.',
    steps: [
      advice('Raise the time limit in the settings of the environment to 120 seconds, and let Creatio say it itself.', {
        values: healthCheckAddresses(facts),
        checks: ['creatio.health'],
      }),
      advice('See whether the Identity Service answers this computer.', {
        checks: ['identity.discovery'],
        branches: identityServiceBranches,
      }),
      advice(
        'Open the discovery address on the Creatio server, in a browser or with the script of this console. If it stays without an answer there, look at the firewall between the two and at the proxy of that server.',
        {
          values: discoveryAddress(facts),
          branches: [{ label: 'The Creatio server cannot connect.', entry: 'tcp-silent' }],
        },
      ),
      advice('If the Identity Service hangs, recycle its application pool.', { path: recyclePath }),
      advice(
        'If Creatio was started a moment ago, wait a minute. Its first answers take long, also without any fault.',
      ),
    ],
    provenBy: ['creatio.health'],
    sources: [],
  }),

  'health-and-checks-differ': (facts) => ({
    title: 'Creatio and this computer see different things',
    cause:
      'The health reply tells what the Creatio server sees, the other checks what this computer sees. Where the two differ, the way, the trust in certificates, the clock or the client is different.',
    steps: [
      documentedIn(...healthMonitoring)(
        'For OAuth the view of the Creatio server counts: the address of the Identity Service must be reachable from there.',
        {
          values: discoveryAddress(facts),
        },
      ),
      advice('Follow what this computer sees, check by check.', {
        checks: ['identity.discovery', 'token.request', 'token.use'],
        branches: [...identityServiceBranches, ...signingBranches, ...tokenBranches],
      }),
      advice(
        'Run the console on the Creatio server. If the difference disappears there, the cause lies between this computer and the servers.',
      ),
      advice(
        'If Creatio is healthy and only this computer fails, users and integrations in the same place as this computer may fail as well.',
      ),
      advice('Compare the client: Creatio uses the one of its system settings, this environment may use another.', {
        values: [...settingValues(), ...healthCheckAddresses(facts)],
      }),
      advice(
        'If only the Creatio server fails, look at what differs there: name resolution, firewall, proxy and the machine store of certificates.',
        {
          branches: [
            { label: 'The Creatio server does not trust the certificate.', entry: 'identity-service-not-trusted' },
            { label: 'The Creatio server does not know the name.', entry: 'dns-not-found' },
            { label: 'The Creatio server cannot connect.', entry: 'tcp-silent' },
          ],
        },
      ),
    ],
    provenBy: ['creatio.health'],
    sources: healthMonitoring,
  }),
} satisfies Record<RunFindingId, EntryMaker>;
