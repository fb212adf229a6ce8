import type { FindingId } from '../findings.ts';
import type { AuthoredStep, EntryMaker } from './entry.ts';
import { advice, documented } from './entry.ts';
import {
  deployIdentityService,
  iisErrors,
  iisTroubleshooting,
  signingCertificate,
  updateIdentityService,
} from './sources.ts';

type HostingFindingId = Extract<FindingId, `hosting-${string}`>;

const provenBy: ReturnType<EntryMaker>['provenBy'] = ['creatio.ping', 'creatio.health', 'identity.discovery'];

/** Which .NET the Identity Service of a version needs. */
const installBundle: AuthoredStep[] = [
  documented('Install the runtime and the hosting bundle of .NET 8, the newest 8.0 there is.', { from: '8.2.1' }),
  documented('Install the runtime and the hosting bundle of .NET 6.', { from: '8.0.8', before: '8.2.1' }),
  documented('Install the runtime and the hosting bundle of .NET Core 2.2.', { before: '8.0.8' }),
  documented('Restart IIS afterwards.', { values: [{ label: 'Command, as administrator', value: 'iisreset' }] }),
];

const ownPool = documented(
  'Give the Identity Service an application pool of its own: .NET CLR version "No Managed Code", pipeline mode "Integrated".',
  { path: ['IIS Manager', 'Application Pools', 'Add Application Pool'] },
);

const seeWhy: AuthoredStep[] = [
  advice(
    'Read the event log of the server, Application, source IIS AspNetCore Module V2. It tells why the application ended.',
  ),
  advice(
    'Start the application by hand in its folder, as the account of the pool, and read what it prints. For the Identity Service this is the command.',
    { values: [{ label: 'Command', value: 'dotnet IdentityService.dll' }] },
  ),
  documented(
    'For the time of the test, switch on the log of the Identity Service: in web.config set stdoutLogEnabled to true and check stdoutLogFile.',
    { values: [{ label: 'Attribute of aspNetCore in web.config', value: 'stdoutLogEnabled="true"' }] },
  ),
];

/** Errors of IIS and of ASP.NET Core behind it, before the application has a say. */
export const hostingFindings = {
  'hosting-403-14': () => ({
    title: 'The website shows a folder instead of an application (403.14)',
    cause:
      'IIS found no application in the folder of the website: its path points to another folder, or the files are missing.',
    steps: [
      advice(
        'Check that the physical path of the website is the folder with web.config and the files of the application.',
        {
          path: ['IIS Manager', 'Sites', 'Basic Settings', 'Physical path'],
        },
      ),
      documented(
        'The Identity Service is unpacked from IdentityService.zip of the Creatio installation files; the website points to that folder.',
      ),
      advice('If the path is right, the hosting bundle may be missing. Install it and restart IIS.'),
    ],
    provenBy,
    sources: [deployIdentityService],
  }),

  'hosting-500-19': () => ({
    title: 'IIS cannot read the configuration of the website (500.19)',
    cause:
      'The hosting bundle of ASP.NET Core is missing, so that web.config is not understood, or the application pool may not read the folder.',
    steps: [
      ...installBundle,
      advice('Grant the account of the application pool the right to read the folder of the application.', {
        values: [{ label: 'Account of a pool', value: 'IIS AppPool\\<name of the pool>' }],
      }),
      advice('Open the page on the server itself: the error page names the line of web.config that IIS refuses.'),
    ],
    provenBy,
    sources: [deployIdentityService, iisErrors],
  }),

  'hosting-500-30': () => ({
    title: 'The application ends while it starts (500.30)',
    cause:
      'ASP.NET Core began to start and gave up: often a mistake in appsettings.json, a database that cannot be reached, or the signing certificate.',
    steps: [
      ...seeWhy,
      documented(
        'Check DbProvider and DatabaseConnectionString in appsettings.json. The account must be able to create and alter tables; quotation marks and backslashes are escaped as JSON wants it.',
        { values: ['DbProvider', 'DatabaseConnectionString'].map((value) => ({ label: 'Parameter', value })) },
      ),
      documented('Check that X509CertificatePath is the full path of an existing PFX file, with doubled backslashes.', {
        values: [{ label: 'Parameter', value: 'X509CertificatePath' }],
      }),
      documented('In the advanced settings of the application pool, set Load User Profile to True.', {
        path: ['IIS Manager', 'Application Pools', 'Advanced Settings', 'Load User Profile'],
        from: '8.2',
      }),
      advice(
        'If the log says "Keyset does not exist", let the account of the pool read the private key. If it says that the PFX cannot be found although it is there, Load User Profile is off.',
      ),
      advice(
        'Check that Clients in appsettings.json is one valid JSON text in a string, with every inner quotation mark escaped.',
      ),
    ],
    provenBy,
    sources: [deployIdentityService, signingCertificate, iisErrors, iisTroubleshooting],
  }),

  'hosting-500-31': () => ({
    title: 'The .NET version that the application needs is not installed (500.31)',
    cause:
      'The application asks for a .NET that this server does not have. This often follows an update to Creatio 8.2.1, which moved the Identity Service to .NET 8.',
    steps: [
      advice('List the installed versions and compare them with what the event log asks for.', {
        values: [{ label: 'Command', value: 'dotnet --list-runtimes' }],
      }),
      ...installBundle,
    ],
    provenBy,
    sources: [deployIdentityService, updateIdentityService, iisErrors],
  }),

  'hosting-500-32': () => ({
    title: 'The application pool has the wrong bitness (500.32)',
    cause: 'The pool runs 32-bit, the application is 64-bit, or the other way round.',
    steps: [
      advice('Set Enable 32-Bit Applications to False for the application pool, then recycle it.', {
        path: ['IIS Manager', 'Application Pools', 'Advanced Settings', 'Enable 32-Bit Applications'],
      }),
      advice('Install the x64 hosting bundle if only the x86 one is there.'),
    ],
    provenBy,
    sources: [iisErrors],
  }),

  'hosting-500-34': () => ({
    title: 'Applications with different hosting models share a pool (500.34)',
    cause:
      'The application pool already runs an application with another hosting model, so this one cannot start in it.',
    steps: [ownPool, advice('Assign the new pool to the website and start both.')],
    provenBy,
    sources: [deployIdentityService, iisErrors],
  }),

  'hosting-500-35': () => ({
    title: 'Two applications share one process (500.35)',
    cause: 'The application pool already runs an in-process application, and only one can run in a process.',
    steps: [
      ownPool,
      documented('Every Creatio instance has an Identity Service, and with it a pool, of its own.'),
      advice('Assign the new pool to the website and start both.'),
    ],
    provenBy,
    sources: [deployIdentityService, iisErrors],
  }),

  'hosting-502-5': () => ({
    title: 'The process of the application does not start (502.5)',
    cause:
      'IIS tried to start the application in a process of its own and failed, mostly because the matching .NET is missing or the application ends at once.',
    steps: [...installBundle, ...seeWhy],
    provenBy,
    sources: [deployIdentityService, iisErrors, iisTroubleshooting],
  }),

  'hosting-503': () => ({
    title: 'The application pool is stopped (503)',
    cause:
      'IIS answers, but the application pool behind the website does not run. It may have been stopped, or IIS stopped it after repeated failures.',
    steps: [
      advice('Start the application pool.', { path: ['IIS Manager', 'Application Pools', 'Start'] }),
      advice('If it stops again, check the account under which it runs: its password may have changed or expired.', {
        path: ['IIS Manager', 'Application Pools', 'Advanced Settings', 'Identity'],
      }),
      ...seeWhy,
      advice(
        'A load balancer in front answers 503 as well when it has no healthy target. The Server header in the evidence tells who answered.',
      ),
    ],
    provenBy,
    sources: [deployIdentityService, iisTroubleshooting],
  }),
} satisfies Record<HostingFindingId, EntryMaker>;
