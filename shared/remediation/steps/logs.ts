import type { AuthoredStep } from '../entry.ts';
import { advice, copied, documentedIn, named } from '../entry.ts';
import { deployIdentityService, healthMonitoring } from '../sources.ts';

const deploying = documentedIn(deployIdentityService);
const monitoring = documentedIn(...healthMonitoring);

/** The log of the Identity Service, which is off until it is switched on. */
export const switchOnServiceLog: AuthoredStep[] = [
  deploying(
    'For the time of the test, switch on the log of the Identity Service: in its web.config set stdoutLogEnabled to true. The folder in stdoutLogFile may stay as it is; it is made at the first start.',
    {
      values: [
        copied('Attribute of aspNetCore in web.config', 'stdoutLogEnabled="true"'),
        ...named('Attribute of aspNetCore in web.config', 'stdoutLogFile'),
      ],
    },
  ),
  deploying(
    'In its appsettings.json set the level of the log to Debug. The article for versions up to 8.0 names Error instead.',
    { values: [copied('Parameter', 'Logging:LogLevel:Default'), copied('Value', 'Debug')] },
  ),
  advice('Do not use the level Trace: it writes whole tokens into the log.'),
];

export const switchOffServiceLog: AuthoredStep = advice(
  'Switch the log of the Identity Service off again after the test. It grows until the pool is recycled.',
  { values: [copied('Attribute of aspNetCore in web.config', 'stdoutLogEnabled="false"')] },
);

/** The documented last resort: both sets of logs to the vendor. */
export const askSupport: AuthoredStep[] = [
  monitoring(
    'If the settings are filled in and the problem stays, make it happen again, and collect the logs of Creatio and of the Identity Service for that moment.',
    { branches: [{ label: 'The log of the Identity Service is switched off.', entry: 'identity-service-logging' }] },
  ),
  monitoring('Write to Creatio support and send both sets of logs along.', {
    values: [copied('Creatio support', 'support@creatio.com')],
  }),
];
