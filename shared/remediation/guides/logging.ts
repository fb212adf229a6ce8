import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named } from '../entry.ts';
import { deployIdentityService, iisTroubleshooting, logging, requestLogging } from '../sources.ts';
import { switchOffServiceLog, switchOnServiceLog } from '../steps/logs.ts';
import { recyclePath } from '../steps/paths.ts';

const byLogging = documentedIn(logging);
const byRequestLogging = documentedIn(requestLogging);

/** Where the logs are, and how they are made to tell more. */
export const loggingGuides = {
  'identity-service-logging': () => ({
    title: 'Switch on the log of the Identity Service',
    cause: 'The Identity Service writes no log until it is told to. Its log tells causes that its replies hide.',
    steps: [
      ...switchOnServiceLog,
      advice('Let the account of the application pool write to that folder.', {
        values: named('Account of a pool', 'IIS AppPool\\<name of the pool>'),
        sources: [iisTroubleshooting],
      }),
      advice('Recycle the application pool. Files named stdout_<time>_<process>.log appear.', {
        path: recyclePath,
        values: named('File', 'stdout_<time>_<process>.log'),
      }),
      advice('While it is off, errors at start stand in the event log, Application, up to 30 KB.', {
        sources: [iisTroubleshooting],
      }),
      advice('Make the problem happen again and read the log for that moment.', {
        values: named(
          'Text in the log',
          'No client with id',
          'Client secret validation failed',
          'No client identifier found',
        ),
      }),
      switchOffServiceLog,
    ],
    provenBy: [],
    proof: 'A file with the requests of that moment is there.',
    sources: [deployIdentityService, iisTroubleshooting],
  }),

  'creatio-logging': () => ({
    title: 'Find what Creatio logs about OAuth',
    cause: 'Creatio writes about OAuth into several logs, and not into one of its own until a rule says so.',
    steps: [
      byLogging(
        'The rules stand in nlog.config, the files they write to in nlog.targets.config. Read the true paths there.',
        {
          values: named('File', 'Terrasoft.WebApp\\nlog.config', 'Terrasoft.WebApp\\nlog.targets.config'),
          platform: 'net-framework',
        },
      ),
      byLogging(
        'The rules stand in nlog.config, the files they write to in nlog.targets.config, in the root of the application.',
        {
          values: named('File', 'nlog.config', 'nlog.targets.config'),
          platform: 'net',
        },
      ),
      advice(
        'By default the logs are in these folders; under IIS the folder for temporary files is C:\\Windows\\Temp.',
        {
          values: named(
            'Folder',
            '%TEMP%\\Creatio\\Site_<site id>\\<application>\\Log\\<date>',
            '%TEMP%\\Creatio\\Site_<site id>\\<application>\\0\\Log\\<date>',
          ),
          platform: 'net-framework',
        },
      ),
      advice('By default the logs are in this folder; its date is in UTC.', {
        values: named('Folder', '<root of Creatio>/Logs/<date>/'),
        platform: 'net',
      }),
      advice('Look into these logs first.', {
        values: named('File', 'Error.log', 'Common.log', 'Auth.log', 'OpenID.log', 'SecurityToken.log'),
      }),
      advice('These texts tell of OAuth. Older versions write "unaccessable" in the second one.', {
        values: named(
          'Text in the log',
          'IdentityServer auth failed with',
          'IdentityServer busy or inaccessible.',
          'Empty token received.',
          'Requesting access token from',
        ),
      }),
      advice(
        'For a log of its own, add this rule to nlog.config above the last one, which catches all. The name of the logger was seen in builds of 8.1; check it in your file.',
        {
          values: [
            copied('Rule', '<logger name="OAuth20" minlevel="Debug" writeTo="universalAppender" final="true" />'),
          ],
        },
      ),
      byLogging(
        'A rule names a level, a list of levels, or a lowest and a highest one, and wins in that order; final ends the search. Levels rise from Trace over Debug, Info, Warn and Error to Fatal; Off switches off.',
      ),
      advice('The file is read again by itself; no restart is needed.'),
      byRequestLogging('Requests stand in Request.log, which is on from the start.', {
        values: named('Parameter', 'RequestLogging.Standard'),
        platform: 'net',
      }),
      byRequestLogging(
        'For a test, switch on ExtendedRequest.log, limited to the statuses you look for. It keeps bodies of replies, so leave LogRequestBody off and switch it off again afterwards.',
        {
          values: [
            copied('Parameter', 'RequestLogging.Extended'),
            ...named('Part', 'Enabled', 'StatusCodes', 'LogRequestBody', 'MaxBodySizeBytes'),
            copied('StatusCodes', '401, 403'),
          ],
          platform: 'net',
        },
      ),
      advice('What IIS itself saw stands in its own logs.', {
        values: named(
          'Folder',
          '%SystemDrive%\\inetpub\\logs\\LogFiles\\W3SVC<site id>',
          'C:\\Windows\\System32\\LogFiles\\HTTPERR',
        ),
      }),
    ],
    provenBy: [],
    proof: 'The logs hold lines of the moment in which the problem happened.',
    sources: [logging, requestLogging],
  }),
} satisfies Record<string, EntryMaker>;
