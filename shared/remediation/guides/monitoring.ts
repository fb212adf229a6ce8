import { healthCheckAddresses } from '../addresses.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named } from '../entry.ts';
import { healthMonitoring, requestCollection } from '../sources.ts';

const monitoring = documentedIn(...healthMonitoring);

/** How the health of OAuth is watched. */
export const monitoringGuides = {
  'monitor-oauth-health': (facts) => ({
    title: 'Watch the health of OAuth',
    cause: 'A monitoring system can ask Creatio for its own view of OAuth, and warn before users notice.',
    steps: [
      monitoring('Let the monitoring system ask for this address. It answers in JSON.', {
        values: healthCheckAddresses(facts),
        checks: ['creatio.health'],
      }),
      monitoring(
        'Judge by the status and the flags: 200 and HasProblem false is healthy; 500 and HasProblem true is a problem.',
        {
          values: named(
            'Field of the reply',
            'HasProblem',
            'IsSystemSettingsFilledIn',
            'IsIdentityServiceAvailable',
            'IsAccessTokenRetrievableForSystemActions',
            'Message',
          ),
        },
      ),
      monitoring(
        'The health check exists from version 8.1.2 on. The 8.1 edition offers it on .NET Framework, .NET Core and .NET 6; the 8.3 edition first limits it to .NET Framework, and a later state of that page adds .NET 8 from 8.3.2 on.',
      ),
      documentedIn(
        ...healthMonitoring,
        requestCollection,
      )('By hand, the same request can be sent with Postman; the vendor publishes a collection of requests for it.'),
      advice(
        'The command line of this console fits a monitoring system as well: 0 is healthy, 1 a warning, 2 a problem, 3 unknown.',
        {
          values: [copied('Command', 'creatio-oauth check --all --format json')],
        },
      ),
    ],
    provenBy: ['creatio.health'],
    sources: [...healthMonitoring, requestCollection],
  }),
} satisfies Record<string, EntryMaker>;
