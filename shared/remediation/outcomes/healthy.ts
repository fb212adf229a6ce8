import { healthCheckAddresses } from '../addresses.ts';
import { documentedIn, type EntryMaker } from '../entry.ts';
import { healthMonitoring } from '../sources.ts';

/** What the results of Creatio’s health check are about. */
export const healthCheckResults = {
  title: 'Results of Creatio’s health check',
  impact:
    'Creatio itself needs a token for its own actions. As long as it gets none, integrations that sign in with OAuth 2.0 do not work.',
};

const monitoring = documentedIn(...healthMonitoring);

export const healthy: EntryMaker = (facts) => ({
  title: 'OAuth works',
  cause: 'Creatio gets an access token from the Identity Service as it should.',
  steps: [
    monitoring('There is nothing to do.', { checks: ['creatio.health'] }),
    monitoring(
      'To be told when this changes, let your monitoring ask for the health check from time to time: status 200 is healthy, 500 is a problem.',
      {
        values: healthCheckAddresses(facts),
        branches: [{ label: 'You want to set up monitoring.', entry: 'monitor-oauth-health' }],
      },
    ),
  ],
  provenBy: ['creatio.health'],
  sources: healthMonitoring,
});
