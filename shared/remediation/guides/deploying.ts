import { discoveryAddress } from '../addresses.ts';
import type { AuthoredStep, EntryMaker, RemediationFacts } from '../entry.ts';
import { advice, copied, documentedIn, example, named } from '../entry.ts';
import {
  deployIdentityService,
  signingCertificate,
  testIdentityService,
  updateIdentityService,
  websiteOverHttps,
} from '../sources.ts';
import { identityServiceBranches } from '../steps/evidence.ts';
import { installBundle, ownPool } from '../steps/iis.ts';
import { switchOnServiceLog } from '../steps/logs.ts';
import { bindingsPath, poolSettingsPath } from '../steps/paths.ts';

const deploying = documentedIn(deployIdentityService);
const updating = documentedIn(updateIdentityService);
const byCertificate = documentedIn(signingCertificate);

const fillDatabase: AuthoredStep[] = [
  deploying('In appsettings.json, name the kind of database.', {
    values: [
      ...named('Parameter', 'DbProvider'),
      copied('Microsoft SQL Server', 'MsSqlServer'),
      copied('PostgreSQL', 'Postgres'),
    ],
  }),
  advice('An open-source installer writes MsSql instead of MsSqlServer; that both work is not confirmed.'),
  deploying(
    'Enter the connection string: the same value as in ConnectionStrings.config of Creatio, escaped for JSON. Its account must be able to create and alter tables.',
    { values: named('Parameter', 'DatabaseConnectionString') },
  ),
  deploying(
    'Docker and the older page call it by another name, by the kind of database. Use the name that stands in the appsettings.json of your archive.',
    { values: named('Parameter', 'MsSqlConnection', 'PostgresConnection') },
  ),
  deploying(
    'Where Creatio runs on Oracle, the Identity Service needs a database of its own, PostgreSQL or Microsoft SQL Server.',
    {
      before: '8.3',
    },
  ),
];

const fillClient: AuthoredStep[] = [
  deploying(
    'In the parameter Clients, which is JSON inside a string, set ClientId (16 characters), ClientName (any length) and Secrets (32 characters, special ones allowed). Keep every inner quotation mark escaped.',
    { values: named('Parameter', 'Clients', 'ClientId', 'ClientName', 'Secrets') },
  ),
  deploying('Leave the other fields of the client as they come, apart from the addresses.', {
    values: [
      example('AllowedGrantTypes', 'implicit, client_credentials'),
      example('IdentityTokenLifetime', '300'),
      example('AccessTokenLifetime', '3600'),
      example('Properties', 'AllowedQueryParameters: invitationHash, targetSubject'),
    ],
  }),
  deploying('AllowedScopes of that client holds these scopes.', {
    values: [
      copied(
        'AllowedScopes',
        'register_own_resource get_resource_list get_client_info find_clients remove_client update_client add_registrar_client IdentityServerApi',
      ),
    ],
  }),
  deploying(
    'RedirectUris are the base address of Creatio, the same with /lib, and the same with /lib/; PostLogoutRedirectUris is the base address.',
    {
      values: named('Field', 'RedirectUris', 'PostLogoutRedirectUris'),
    },
  ),
];

const pointToCertificate: AuthoredStep[] = [
  byCertificate(
    'Create the file openssl.pfx, with which the service signs its tokens. It is not the certificate of the website.',
    {
      from: '8.2',
      branches: [{ label: 'You want to see how.', entry: 'create-signing-certificate' }],
    },
  ),
  deploying('Enter the full path of the PFX file, with doubled backslashes.', {
    values: named('Parameter', 'X509CertificatePath'),
  }),
];

const testDiscovery = (facts: RemediationFacts) =>
  documentedIn(deployIdentityService, testIdentityService)(
    'Open the discovery address in a browser. The service runs when it answers in JSON.',
    {
      values: discoveryAddress(facts),
      checks: ['identity.discovery', 'identity.keys'],
      branches: identityServiceBranches,
    },
  );

const nextConnect = deploying('Then connect it to Creatio.', {
  branches: [{ label: 'It is not connected yet.', entry: 'connect-identity-service' }],
});

/** Installing and updating the Identity Service. */
export const deployingGuides = {
  'deploy-identity-service': (facts) => ({
    title: 'Deploy the Identity Service in IIS',
    cause: 'The Identity Service is a website of its own that issues the tokens. Each Creatio on-site needs one.',
    steps: [
      deploying('Set up the database and Creatio first.', {
        branches: [
          { label: 'The service is to run in Docker (8.0.8 and later).', entry: 'deploy-identity-service-docker' },
        ],
      }),
      ...installBundle,
      deploying(
        'Unzip IdentityService.zip from the installation files of Creatio into a folder below the root of Creatio.',
        {
          values: named('Archive', 'IdentityService.zip'),
        },
      ),
      ownPool,
      deploying('In the advanced settings of the pool, set Load User Profile to True.', {
        path: [...poolSettingsPath, 'Load User Profile'],
        from: '8.2',
      }),
      deploying(
        'Under Identity choose Custom account and click Set to name the account. In development this may be left out.',
        {
          path: [...poolSettingsPath, 'Identity', 'Custom account'],
        },
      ),
      deploying('Give that account rights on the folder of the service.'),
      deploying(
        'Add the website: its name, that pool, the folder of the service as its path, and a port that is free.',
        {
          path: ['IIS Manager', 'Sites', 'Add Website'],
          values: [example('Port', '8090')],
        },
      ),
      ...fillDatabase,
      ...fillClient,
      ...pointToCertificate,
      documentedIn(deployIdentityService, websiteOverHttps)(
        'Set up https as for a website of Creatio. In development this may be left out.',
        { path: bindingsPath, checks: ['identity.tls'] },
      ),
      deploying(
        'From this version on ForceHttpsSchemeInRequests is on: the discovery document names https addresses, also for http requests. A website without https does not fit that.',
        { values: named('Parameter', 'ForceHttpsSchemeInRequests'), from: '8.3.1' },
      ),
      ...switchOnServiceLog,
      deploying('At its first start the service makes its tables and copies the client into the table Clients.', {
        branches: [{ label: 'The client was edited after the first start.', entry: 'stored-client-outdated' }],
      }),
      testDiscovery(facts),
      nextConnect,
    ],
    provenBy: ['identity.discovery', 'identity.keys'],
    sources: [deployIdentityService, signingCertificate, testIdentityService],
  }),

  'deploy-identity-service-docker': (facts) => ({
    title: 'Deploy the Identity Service in Docker',
    cause: 'From 8.0.8 on the Identity Service can run in a container. On Linux without Docker it is not documented.',
    steps: [
      advice('Before 8.0.8 there is no container; use IIS.', {
        before: '8.0.8',
        branches: [{ label: 'The service is to run in IIS.', entry: 'deploy-identity-service' }],
      }),
      deploying('Unzip IdentityService.zip from the installation files of Creatio.', { from: '8.0.8' }),
      ...fillDatabase.map((step) => ({ ...step, from: '8.0.8' })),
      deploying(
        'The database can be set in the file before the image is built, by ENV in the Dockerfile, or by --env at start.',
        { from: '8.0.8' },
      ),
      deploying('The 8.0 edition also names RedisConnection, for the machine key; it may stay empty.', {
        values: named('Parameter', 'RedisConnection'),
        from: '8.0.8',
        before: '8.1',
      }),
      ...pointToCertificate.map((step) => ({ from: '8.0.8', ...step })),
      ...fillClient.map((step) => ({ ...step, from: '8.0.8' })),
      deploying('Build the image in the folder of the service.', {
        values: [copied('Command', 'docker build -t creatio-identity-service -f ./Dockerfile-OAuth .')],
        from: '8.0.8',
      }),
      deploying('Start the container. A table of the article still names 6.0.15; its commands use 8.0.10.', {
        values: [
          copied(
            'Command',
            'docker run -d -p 80:80 -e ASPNETCORE_URLS=http://+:80 -e DOTNET_RUNNING_IN_CONTAINER=true -e DOTNET_VERSION=8.0.10 -e ASPNET_VERSION=8.0.10 creatio-identity-service',
          ),
        ],
        from: '8.2.1',
      }),
      deploying('Start the container.', {
        values: [
          copied(
            'Command',
            'docker run -d -p 80:80 -e ASPNETCORE_URLS=http://+:80 -e DOTNET_RUNNING_IN_CONTAINER=true -e DOTNET_VERSION=6.0.15 -e ASPNET_VERSION=6.0.15 creatio-identity-service',
          ),
        ],
        from: '8.0.8',
        before: '8.2.1',
      }),
      deploying(
        'For https, add these variables, mount the folder of the certificate as /https/, and publish both ports.',
        {
          values: [
            copied('Variable', 'ASPNETCORE_URLS="https://+;http://+"'),
            copied('Variable', 'ASPNETCORE_HTTPS_PORT=443'),
            ...named(
              'Variable',
              'ASPNETCORE_Kestrel__Certificates__Default__Path',
              'ASPNETCORE_Kestrel__Certificates__Default__Password',
            ),
          ],
          from: '8.0.8',
          checks: ['identity.tls'],
        },
      ),
      deploying('In Docker the log is set in appsettings.json alone.', {
        values: [copied('Parameter', 'Logging:LogLevel:Default')],
        from: '8.0.8',
      }),
      { ...testDiscovery(facts), from: '8.0.8' },
      { ...nextConnect, from: '8.0.8' },
    ],
    provenBy: ['identity.discovery', 'identity.keys'],
    sources: [deployIdentityService, signingCertificate],
  }),

  'update-identity-service': (facts) => ({
    title: 'Update the Identity Service',
    cause: 'After an update of Creatio its Identity Service is updated as well; a new one may need another .NET.',
    steps: [
      updating('Update Creatio first.'),
      ...installBundle.map((step) => ({ ...step, sources: [updateIdentityService, deployIdentityService] })),
      updating('Back up the files of the Identity Service and its database.'),
      updating('Stop the application pool and the website of the Identity Service.', {
        path: ['IIS Manager', 'Application Pools', 'Stop'],
      }),
      updating('Unzip the new IdentityService.zip and replace the files.', {
        values: named('Archive', 'IdentityService.zip'),
      }),
      updating('Enter the settings again: database, client, PFX, https and, for a test, the log.', {
        branches: [{ label: 'You want to see these steps.', entry: 'deploy-identity-service' }],
      }),
      updating('Until 8.2 the log is not among them.', { before: '8.3' }),
      updating('Start the application pool and the website.', { path: ['IIS Manager', 'Application Pools', 'Start'] }),
      {
        ...testDiscovery(facts),
        sources: [updateIdentityService, testIdentityService],
      },
      updating('In Docker, stop and remove the container, unzip, build the image and run it again.', {
        from: '8.0.8',
        branches: [{ label: 'The service runs in Docker.', entry: 'deploy-identity-service-docker' }],
      }),
      updating('If it does not work, go back: restore the files and the database, restart both, and check again.', {
        checks: ['identity.discovery'],
      }),
    ],
    provenBy: ['identity.discovery', 'creatio.health'],
    sources: [updateIdentityService, deployIdentityService],
  }),
} satisfies Record<string, EntryMaker>;
