import { discoveryAddress, identityServiceAddress, powerShellDiscovery } from '../addresses.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named, settingValues } from '../entry.ts';
import {
  deployIdentityService,
  iisTroubleshooting,
  issuerValidation,
  proxyServers,
  signingCertificate,
} from '../sources.ts';
import { openSettings, replaceStoredClient } from '../steps/connecting.ts';
import { checkCertificatePath, checkDatabase, loadUserProfile, recycleBoth, startPool } from '../steps/iis.ts';
import { switchOnServiceLog } from '../steps/logs.ts';
import { poolSettingsPath, recyclePath } from '../steps/paths.ts';

const deploying = documentedIn(deployIdentityService);

/** Faults of the hosting that no status code tells: a log or a person does. */
export const hostingFaultGuides = {
  'signing-certificate-not-found': () => ({
    title: 'The Identity Service cannot find its PFX, although it is there',
    cause:
      'The log says that the system cannot find the file specified. The file is there, but the application pool has no user profile in which Windows could unpack its key.',
    steps: [
      checkCertificatePath,
      loadUserProfile,
      advice('Before 8.2 the articles do not name that setting; the cure is the same. Set Load User Profile to True.', {
        path: [...poolSettingsPath, 'Load User Profile'],
        before: '8.2',
      }),
      advice('Recycle the application pool and test the discovery address.', {
        path: recyclePath,
        checks: ['identity.discovery', 'identity.keys'],
      }),
      advice(
        'If the file itself is missing, create it. Until 8.2.3 a sample lay in the archive; from then on every installation makes its own.',
        { branches: [{ label: 'The file is missing.', entry: 'create-signing-certificate' }] },
      ),
    ],
    provenBy: ['identity.discovery', 'identity.keys'],
    sources: [deployIdentityService, signingCertificate],
  }),

  'signing-key-unreadable': () => ({
    title: 'The Identity Service may not read its private key',
    cause: 'The log says "Keyset does not exist": the account of the application pool has no right to the private key.',
    steps: [
      advice('Let the account of the application pool read the PFX file.', {
        values: named('Account of a pool', 'IIS AppPool\\<name of the pool>'),
      }),
      advice(
        'If the certificate lies in a store of Windows, open Manage Private Keys for it and give that account the right to read.',
        { path: ['certlm.msc', 'Personal', 'Certificates', 'All Tasks', 'Manage Private Keys'] },
      ),
      loadUserProfile,
      advice('Recycle the application pool and ask for a token.', {
        path: recyclePath,
        checks: ['identity.keys', 'token.request'],
      }),
    ],
    provenBy: ['identity.keys', 'token.request'],
    sources: [deployIdentityService, iisTroubleshooting],
  }),

  'stored-client-outdated': () => ({
    title: 'An edited client has no effect',
    cause:
      'The client id or secret was changed in appsettings.json after the first start. The Identity Service copied the client into its database at that start and answers invalid_client to the new one.',
    steps: [
      ...replaceStoredClient,
      ...openSettings,
      advice('Enter the same client id and client secret into the system settings of Creatio.', {
        values: settingValues(['OAuth20IdentityServerClientId', 'OAuth20IdentityServerClientSecret']),
        checks: ['creatio.health'],
      }),
      advice('Ask for a token with the new client from here.', { checks: ['token.request'] }),
    ],
    provenBy: ['token.request', 'creatio.health'],
    sources: [deployIdentityService],
  }),

  'issuer-mismatch': (facts) => ({
    title: 'Creatio refuses tokens because of their issuer (IDX10205)',
    cause:
      'The issuer in the token is not the one that Creatio expects: one side uses localhost or a short name and the other the full name, or TLS ends at a proxy that does not pass on the outer address.',
    steps: [
      advice(
        'Use one address of the Identity Service everywhere: in Creatio, in the integrations and in this console.',
        {
          values: [...settingValues(['OAuth20IdentityServerUrl']), ...identityServiceAddress(facts)],
          checks: ['identity.discovery', 'token.inspect'],
        },
      ),
      ...openSettings,
      advice('If TLS ends at a proxy, let it pass on the original host and scheme.', {
        values: [copied('Header', 'X-Forwarded-Host'), copied('Header', 'X-Forwarded-Proto')],
        sources: [proxyServers],
        checks: ['identity.discovery'],
      }),
      deploying(
        'ForceHttpsSchemeInRequests in appsettings.json is on by default from this version on: the service names https addresses, also for http requests.',
        { values: named('Parameter', 'ForceHttpsSchemeInRequests'), from: '8.3.1' },
      ),
      advice('For a website without https, setting it to false should help; the documents do not confirm that.', {
        values: named('Parameter', 'ForceHttpsSchemeInRequests'),
        from: '8.3.1',
        checks: ['identity.discovery'],
      }),
      recycleBoth,
      advice(
        'An issuer that is a bare word, such as creatio.com in the sample of the 8.0 documents, is no fault by itself.',
      ),
    ],
    provenBy: ['identity.discovery', 'token.inspect', 'token.use'],
    sources: [issuerValidation, proxyServers],
  }),

  'identity-service-not-trusted': (facts) => ({
    title: 'The Creatio server does not trust the Identity Service (IDX20803)',
    cause:
      'The log of Creatio says IDX20803 or that the remote certificate is invalid. The server that calls has to trust the certificate; that a browser elsewhere does proves nothing.',
    steps: [
      advice('On the Creatio server, run this in PowerShell. It fails in the same way as Creatio does.', {
        values: powerShellDiscovery(facts),
      }),
      advice(
        'Import the authority of the certificate into Trusted Root Certification Authorities of the local computer, on the Creatio server.',
        { values: named('Command, as administrator', 'certutil -addstore Root <certificate file>') },
      ),
      advice('Import every certificate in between into Intermediate Certification Authorities there.', {
        values: named('Command, as administrator', 'certutil -addstore CA <certificate file>'),
      }),
      advice('On Linux, put the authority into the folder of the system and renew its list.', {
        values: [
          copied('Command, Debian and Ubuntu', 'sudo update-ca-certificates'),
          copied('Command, Red Hat', 'sudo update-ca-trust'),
        ],
        platform: 'net',
      }),
      advice('Recycle the application pool of Creatio, then look whether it sees the Identity Service.', {
        path: recyclePath,
        checks: ['creatio.health'],
      }),
      advice('See what this computer finds in the certificate; the cause may be the certificate itself.', {
        values: discoveryAddress(facts),
        checks: ['identity.tls'],
        branches: [{ label: 'This computer objects too.', when: { check: 'identity.tls', is: 'problem' } }],
      }),
    ],
    provenBy: ['creatio.health', 'identity.tls'],
    sources: [],
  }),

  'identity-service-database': () => ({
    title: 'The Identity Service cannot use its database',
    cause:
      'The database of the Identity Service cannot be reached, refuses the account, or the kind of database does not fit, so the service does not start or answers with errors.',
    steps: [
      checkDatabase,
      deploying(
        'DbProvider names the kind of database. Creatio on Oracle needs a database of another kind for the Identity Service; the 8.0 to 8.2 editions say so.',
        { values: [copied('Microsoft SQL Server', 'MsSqlServer'), copied('PostgreSQL', 'Postgres')] },
      ),
      deploying(
        'The articles differ in the name of the connection string: DatabaseConnectionString for IIS, MsSqlConnection or PostgresConnection for Docker and in the older page. Use the name that stands in the appsettings.json of your archive.',
        { values: named('Parameter', 'DatabaseConnectionString', 'MsSqlConnection', 'PostgresConnection') },
      ),
      deploying(
        'The value is that of the connection string of Creatio in ConnectionStrings.config, escaped for JSON.',
        {
          values: named('File of Creatio', 'ConnectionStrings.config'),
        },
      ),
      advice('Connect to the database with that account from the machine of the Identity Service.'),
      ...switchOnServiceLog,
      startPool,
    ],
    provenBy: ['identity.discovery', 'token.request'],
    sources: [deployIdentityService],
  }),
} satisfies Record<string, EntryMaker>;
