import type { FindingId } from '../../findings.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named } from '../entry.ts';
import { deployIdentityService, iisErrors, iisTroubleshooting, updateIdentityService } from '../sources.ts';
import {
  checkCertificatePath,
  checkDatabase,
  installBundle,
  loadUserProfile,
  ownPool,
  readEventLog,
  startByHand,
  startFailures,
  startPool,
} from '../steps/iis.ts';
import { switchOnServiceLog } from '../steps/logs.ts';
import { bindingsPath, poolSettingsPath } from '../steps/paths.ts';

type HostingFindingId = Extract<FindingId, `hosting-${string}`>;

const provenBy: ReturnType<EntryMaker>['provenBy'] = ['creatio.ping', 'creatio.health', 'identity.discovery'];
const deploying = documentedIn(deployIdentityService);

const seeWhy = [
  { ...readEventLog, branches: startFailures },
  { ...startByHand, branches: startFailures },
  ...switchOnServiceLog,
];

const assignPool = advice('Assign the new pool to the website and start both.', {
  path: ['IIS Manager', 'Sites', 'Basic Settings', 'Select'],
  checks: ['identity.discovery'],
});

/** Errors of IIS and of ASP.NET Core behind it, before the application has a say. */
export const hostingFindings = {
  'hosting-403-14': () => ({
    title: 'The website shows a folder instead of an application (403.14)',
    cause:
      'IIS found no application in the folder of the website: its path points to another folder, or the files are missing.',
    steps: [
      advice(
        'Check that the physical path of the website is the folder with web.config and the files of the application.',
        { path: ['IIS Manager', 'Sites', 'Basic Settings', 'Physical path'], checks: ['identity.discovery'] },
      ),
      deploying(
        'The Identity Service is unpacked from IdentityService.zip of the Creatio installation files; the website points to that folder.',
        {
          values: named('Archive', 'IdentityService.zip'),
          branches: [{ label: 'The files are missing.', entry: 'deploy-identity-service' }],
        },
      ),
      advice('If the path is right, the hosting bundle may be missing.'),
      ...installBundle,
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
        values: named('Account of a pool', 'IIS AppPool\\<name of the pool>'),
        checks: ['identity.discovery'],
      }),
      deploying(
        'An account of your own under Identity in the advanced settings of the pool needs that right as well.',
        {
          path: [...poolSettingsPath, 'Identity'],
        },
      ),
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
      {
        ...checkDatabase,
        branches: [{ label: 'The database cannot be reached.', entry: 'identity-service-database' }],
      },
      checkCertificatePath,
      loadUserProfile,
      advice(
        'If the log says "Keyset does not exist", let the account of the pool read the private key. If it says that the PFX cannot be found although it is there, Load User Profile is off.',
        {
          branches: [
            { label: 'The PFX cannot be found, although it is there.', entry: 'signing-certificate-not-found' },
            { label: 'The log says "Keyset does not exist".', entry: 'signing-key-unreadable' },
          ],
        },
      ),
      advice(
        'Check that Clients in appsettings.json is one valid JSON text in a string, with every inner quotation mark escaped.',
        { values: named('Parameter', 'Clients') },
      ),
      advice(
        'Up to 8.3.0 the service can end without a word when its PFX is missing; from 8.3.1 on it says so in its console and its log.',
      ),
      startPool,
    ],
    provenBy,
    sources: [deployIdentityService, iisErrors, iisTroubleshooting],
  }),

  'hosting-500-31': () => ({
    title: 'The .NET version that the application needs is not installed (500.31)',
    cause:
      'The application asks for a .NET that this server does not have. This often follows an update to Creatio 8.2.1, which moved the Identity Service to .NET 8.',
    steps: [
      advice(
        'List the installed versions and compare them with what the event log asks for. It says that the framework was not found and names the version.',
        {
          values: [copied('Command', 'dotnet --list-runtimes')],
          branches: [{ label: 'The Identity Service was not updated with Creatio.', entry: 'update-identity-service' }],
        },
      ),
      ...installBundle,
      startPool,
    ],
    provenBy,
    sources: [deployIdentityService, updateIdentityService, iisErrors],
  }),

  'hosting-500-32': () => ({
    title: 'The application pool has the wrong bitness (500.32)',
    cause: 'The pool runs 32-bit, the application is 64-bit, or the other way round.',
    steps: [
      advice('Set Enable 32-Bit Applications to False for the application pool, then recycle it.', {
        path: [...poolSettingsPath, 'Enable 32-Bit Applications'],
        checks: ['identity.discovery'],
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
    steps: [ownPool, assignPool],
    provenBy,
    sources: [deployIdentityService, iisErrors],
  }),

  'hosting-500-35': () => ({
    title: 'Two applications share one process (500.35)',
    cause: 'The application pool already runs an in-process application, and only one can run in a process.',
    steps: [
      ownPool,
      deploying('Every Creatio instance has an Identity Service, and with it a pool, of its own.'),
      assignPool,
    ],
    provenBy,
    sources: [deployIdentityService, iisErrors],
  }),

  'hosting-502-5': () => ({
    title: 'The process of the application does not start (502.5)',
    cause:
      'IIS tried to start the application in a process of its own and failed, mostly because the matching .NET is missing or the application ends at once.',
    steps: [...installBundle, ...seeWhy, startPool],
    provenBy,
    sources: [deployIdentityService, iisErrors, iisTroubleshooting],
  }),

  'hosting-503': () => ({
    title: 'The application pool is stopped (503)',
    cause:
      'IIS answers, but the application pool behind the website does not run. It may have been stopped, or IIS stopped it after repeated failures.',
    steps: [
      startPool,
      advice('If it stops again, check the account under which it runs: its password may have changed or expired.', {
        path: [...poolSettingsPath, 'Identity'],
      }),
      ...seeWhy,
      advice(
        'A load balancer in front answers 503 as well when it has no healthy target. The Server header in the evidence tells who answered.',
        { branches: [{ label: 'A load balancer or proxy answered.', entry: 'gateway-no-answer' }] },
      ),
    ],
    provenBy,
    sources: [deployIdentityService, iisTroubleshooting],
  }),

  'hosting-no-site': () => ({
    title: 'No website takes this address',
    cause:
      'Windows itself answered (http.sys): another website or service keeps the port open, but none that is started has a binding for this host name and path. The website may be stopped, or its binding may name another host.',
    steps: [
      advice('See that the website is started.', {
        path: ['IIS Manager', 'Sites', 'Start'],
        checks: ['creatio.ping', 'identity.discovery'],
      }),
      advice(
        'Compare host name and port of the address with the bindings of the website. A binding with a host name answers to that name alone, not to localhost, an IP address or a short name.',
        { path: bindingsPath, checks: ['creatio.ping', 'identity.discovery'] },
      ),
      advice('Correct the address of this environment, if it is the binding that is right.'),
      advice(
        'If the request comes over a gateway, let it pass on the original host name, or bind the website to the name it sends.',
      ),
      advice('This lists what is bound to which port and path.', {
        values: [copied('Command, as administrator', 'netsh http show servicestate view=requestq')],
      }),
    ],
    provenBy,
    sources: [],
  }),
} satisfies Record<HostingFindingId, EntryMaker>;
