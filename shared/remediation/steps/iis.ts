import type { AuthoredStep } from '../entry.ts';
import { advice, copied, documentedIn, named } from '../entry.ts';
import { deployIdentityService, iisTroubleshooting } from '../sources.ts';
import { poolSettingsPath, recyclePath } from './paths.ts';

const deploying = documentedIn(deployIdentityService);

/** Which .NET the Identity Service of a version needs. */
export const installBundle: AuthoredStep[] = [
  deploying(
    'Install the runtime and the hosting bundle of .NET 8, the newest 8.0 there is. The article links 8.0.10; from 8.3.2 on the service wants 8.0.22 or newer.',
    { from: '8.2.1', values: [copied('Shows what is installed', 'dotnet --list-runtimes')] },
  ),
  deploying('Install the runtime and the hosting bundle of .NET 6.', {
    from: '8.0.8',
    before: '8.2.1',
    values: [copied('Shows what is installed', 'dotnet --list-runtimes')],
  }),
  deploying(
    'Install the runtime of .NET Core 2.2 and its hosting bundle. The article links the bundle 3.1.8 there, although the service runs on 2.2.',
    { before: '8.0.8', values: [copied('Shows what is installed', 'dotnet --list-runtimes')] },
  ),
  deploying('Restart IIS afterwards.', { values: [copied('Command, as administrator', 'iisreset')] }),
];

export const ownPool: AuthoredStep = deploying(
  'Give the Identity Service of each Creatio an application pool of its own, with a unique name: .NET CLR version "No Managed Code", pipeline mode "Integrated".',
  { path: ['IIS Manager', 'Application Pools', 'Add Application Pool'] },
);

export const loadUserProfile: AuthoredStep = deploying(
  'In the advanced settings of the application pool, set Load User Profile to True.',
  { path: [...poolSettingsPath, 'Load User Profile'], from: '8.2' },
);

export const checkDatabase: AuthoredStep = deploying(
  'Check DbProvider and DatabaseConnectionString in appsettings.json. The account must be able to create and alter tables; quotation marks and backslashes are escaped as JSON wants it.',
  { values: named('Parameter', 'DbProvider', 'DatabaseConnectionString') },
);

export const checkCertificatePath: AuthoredStep = deploying(
  'Check that X509CertificatePath in appsettings.json is the full path of an existing PFX file, with doubled backslashes.',
  { values: named('Parameter', 'X509CertificatePath') },
);

export const readEventLog: AuthoredStep = advice(
  'Read the event log of the server, Application, source IIS AspNetCore Module V2. It tells why the application ended.',
  { sources: [iisTroubleshooting] },
);

export const startByHand: AuthoredStep = advice(
  'Start the application by hand in its folder, as the account of the pool, and read what it prints. For the Identity Service this is the command.',
  { values: [copied('Command', 'dotnet IdentityService.dll')], sources: [iisTroubleshooting] },
);

export const startPool: AuthoredStep = advice('Start the application pool and the website.', {
  path: ['IIS Manager', 'Application Pools', 'Start'],
  checks: ['identity.discovery'],
});

export const recycleBoth: AuthoredStep = advice(
  'Recycle the application pool of the Identity Service, then that of Creatio.',
  { path: recyclePath, checks: ['creatio.health'] },
);

/** Branches by what the event log or the log of the Identity Service says. */
export const startFailures: NonNullable<AuthoredStep['branches']> = [
  { label: 'It says that the framework was not found.', entry: 'hosting-500-31' },
  { label: 'It says that the PFX file cannot be found, although it is there.', entry: 'signing-certificate-not-found' },
  { label: 'It says "Keyset does not exist".', entry: 'signing-key-unreadable' },
  { label: 'It names the database or a login that failed.', entry: 'identity-service-database' },
];
