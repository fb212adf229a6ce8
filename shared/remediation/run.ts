import type { FindingId } from '../findings.ts';
import { discoveryAddress, healthCheckAddresses } from './addresses.ts';
import type { EntryMaker } from './entry.ts';
import { advice, documented } from './entry.ts';
import { healthMonitoring } from './sources.ts';

type RunFindingId = Extract<FindingId, 'check-timeout' | 'health-and-checks-differ'>;

/** What concerns a run as a whole. */
export const runFindings = {
  'check-timeout': () => ({
    title: 'The check was not finished in time',
    cause:
      'The time limit passed before there was an answer. The server may be slow or starting, or something on the way drops the data.',
    steps: [
      advice('Run the check again; the first request after a restart of Creatio can take a minute.'),
      advice('Raise the time limit in the settings of the environment.'),
      advice(
        'If it stays slow, run the console next to the server and compare the times of the phases in the evidence.',
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
      documented(
        'For OAuth the view of the Creatio server counts: the address of the Identity Service must be reachable from there.',
        {
          values: discoveryAddress(facts),
        },
      ),
      advice(
        'Run the console on the Creatio server. If the difference disappears there, the cause lies between this computer and the servers.',
      ),
      advice(
        'If Creatio is healthy and only this computer fails, users and integrations in the same place as this computer may fail as well.',
      ),
      advice('Compare the client: Creatio uses the one of its system settings, this environment may use another.', {
        values: healthCheckAddresses(facts),
      }),
    ],
    provenBy: ['creatio.health'],
    sources: healthMonitoring,
  }),
} satisfies Record<RunFindingId, EntryMaker>;
