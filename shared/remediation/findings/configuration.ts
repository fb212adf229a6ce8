import type { FindingId } from '../../findings.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, adviceProvenBy, copied, documentedIn, named, settingValues } from '../entry.ts';
import { identityServiceAddress } from '../addresses.ts';
import { deployIdentityService, signingCertificate, updateIdentityService } from '../sources.ts';
import { openSettings, replaceStoredClient } from '../steps/connecting.ts';
import { checkCertificatePath, checkDatabase, installBundle, loadUserProfile, recycleBoth } from '../steps/iis.ts';
import { switchOffServiceLog, switchOnServiceLog } from '../steps/logs.ts';
import { bindingsPath } from '../steps/paths.ts';
import { renewSigningCertificate } from '../steps/signing-certificate.ts';

type ConfigurationFindingId = Extract<FindingId, `configuration-${string}`>;

const deploying = documentedIn(deployIdentityService);
const mend = adviceProvenBy('identity.discovery');
const provenByService: ReturnType<EntryMaker>['provenBy'] = ['identity.discovery', 'creatio.health'];
const again = 'The check of the configuration on disk does not find it any more.';

/** What the files of the Identity Service and of Creatio show without anything being asked. */
export const configurationFindings = {
  'configuration-file-missing': () => ({
    title: 'A configuration file is missing',
    cause:
      'A file that belongs to the application is not in its folder, or the folder is not the one of the application.',
    steps: [
      advice('Make sure that the folder is the one to which the website leads.', {
        path: ['IIS Manager', 'Sites', 'Basic Settings', 'Physical path'],
      }),
      deploying(
        'The files of the Identity Service are in IdentityService.zip among the install files of Creatio. Unzip it and take the missing file from there.',
        {
          values: named('Archive', 'IdentityService.zip'),
        },
      ),
      advice(
        'Take files of Creatio itself from the install files of the very same version, or from another node or a backup.',
      ),
      recycleBoth,
    ],
    provenBy: provenByService,
    sources: [deployIdentityService],
  }),

  'configuration-file-unreadable': () => ({
    title: 'A configuration file cannot be read',
    cause: 'The file is there, but this console may not or cannot read it.',
    steps: [
      advice('Start the console as a user who may read the folder, or copy the folder and check the copy.'),
      advice('Links are not followed. Give the folder in which the files truly lie.'),
      mend(
        'The application has to read it too: give the account of the application pool the right to read the folder.',
        {
          values: named('Account of a pool', 'IIS AppPool\\<name of the pool>'),
        },
      ),
    ],
    provenBy: ['identity.discovery'],
    sources: [],
  }),

  'configuration-json-broken': () => ({
    title: 'The JSON of a configuration file cannot be used',
    cause:
      'The file is no JSON that .NET reads, or other values stand above it, so the application does not start or takes other values.',
    steps: [
      mend('Open the file at the line that is named, and mend it there. Keep a copy of the file before.'),
      mend(
        'Within a text, a quotation mark is written as \\" and a backslash as \\\\. That holds for paths, connection strings and Clients.',
      ),
      mend(
        'Where a file such as appsettings.Production.json is there, make sure that both say the same, or delete the values from it.',
      ),
      recycleBoth,
    ],
    provenBy: provenByService,
    sources: [],
  }),

  'configuration-xml-broken': () => ({
    title: 'The XML of a configuration file is broken',
    cause: 'The file is no XML that .NET reads, so IIS answers with an error 500.19 or the application does not start.',
    steps: [
      mend('Open the file at the line that is named, and mend it there. Keep a copy of the file before.'),
      mend(
        'Within a value, & is written as &amp;, < as &lt; and a quotation mark as &quot;. Passwords in connection strings often hold one of them.',
      ),
      recycleBoth,
    ],
    provenBy: provenByService,
    sources: [],
  }),

  'configuration-web-config': () => ({
    title: 'The web.config does not start the application',
    cause: 'The element that tells IIS how to start the application is missing or not complete.',
    steps: [
      mend(
        'Compare web.config with the one in the archive of the installation, and take the element aspNetCore from there.',
        {
          values: named('Element', 'aspNetCore', 'processPath', 'arguments'),
        },
      ),
      ...installBundle,
      recycleBoth,
    ],
    provenBy: provenByService,
    sources: [deployIdentityService],
  }),

  'configuration-clients': () => ({
    title: 'Clients in appsettings.json cannot be used',
    cause:
      'Clients is a text that itself holds JSON: a list with the client of Creatio. It is missing, empty, or broken.',
    steps: [
      deploying(
        'Take Clients from the appsettings.json of the archive, and enter ClientId, ClientName and Secrets anew.',
        {
          values: named('Parameter', 'Clients'),
        },
      ),
      mend('Every quotation mark within the text is escaped, and the text stands on one line.', {
        values: named('Beginning of the text', '"Clients": "[{\\"ClientId\\": \\"<client id>\\", …"'),
      }),
      ...replaceStoredClient,
    ],
    provenBy: ['identity.discovery', 'token.request', 'creatio.health'],
    sources: [deployIdentityService],
  }),

  'configuration-client-values': () => ({
    title: 'The client in appsettings.json is not as documented',
    cause:
      'The client of Creatio lacks a value, a grant type or a scope, or its id or secret has another length than documented.',
    steps: [
      deploying('Give the client an id of 16 characters and a secret of 32; special characters are allowed.', {
        values: named('Field of Clients', 'ClientId', 'Secrets'),
      }),
      deploying('Enter both grant types and all scopes of the archive’s file.', {
        values: [
          copied('AllowedGrantTypes', 'implicit client_credentials'),
          copied(
            'AllowedScopes',
            'register_own_resource get_resource_list get_client_info find_clients remove_client update_client add_registrar_client IdentityServerApi',
          ),
        ],
      }),
      deploying('A token is valid for 3600 seconds by default.', {
        values: named('Field of Clients', 'AccessTokenLifetime'),
      }),
      ...replaceStoredClient,
      ...openSettings,
      advice('Enter the same client id and client secret into the system settings of Creatio.', {
        values: settingValues(['OAuth20IdentityServerClientId', 'OAuth20IdentityServerClientSecret']),
        checks: ['creatio.health'],
      }),
    ],
    provenBy: ['token.request', 'creatio.health'],
    sources: [deployIdentityService],
  }),

  'configuration-client-differs': () => ({
    title: 'The client of the file and that of the environment differ',
    cause: 'The client id or the secret in appsettings.json is not the one that this environment has here.',
    steps: [
      advice(
        'Decide which of the two is right: that in the file holds from the first start on, until it is changed in the database.',
      ),
      advice(
        'If the file is right, enter its client id and its secret in the settings of this environment, and in the system settings of Creatio.',
        {
          values: settingValues(['OAuth20IdentityServerClientId', 'OAuth20IdentityServerClientSecret']),
          checks: ['token.request', 'creatio.health'],
        },
      ),
      advice(
        'An application that was registered in Creatio is kept in the database of the Identity Service alone and does not stand in the file. Nothing has to be done then.',
      ),
      ...replaceStoredClient,
    ],
    provenBy: ['token.request', 'creatio.health'],
    sources: [],
  }),

  'configuration-database': () => ({
    title: 'The database settings of the Identity Service cannot be right',
    cause:
      'The kind of database is missing or unknown, there is no connection string, or the two do not fit each other.',
    steps: [
      checkDatabase,
      deploying('DbProvider names the kind of database.', {
        values: [copied('Microsoft SQL Server', 'MsSqlServer'), copied('PostgreSQL', 'Postgres')],
      }),
      deploying('The connection string is that of Creatio in ConnectionStrings.config, escaped for JSON.', {
        values: named('File of Creatio', 'ConnectionStrings.config'),
        branches: [
          { label: 'The settings are right and the database still refuses.', entry: 'identity-service-database' },
        ],
      }),
      recycleBoth,
    ],
    provenBy: ['identity.discovery', 'token.request'],
    sources: [deployIdentityService],
  }),

  'configuration-connection-strings': () => ({
    title: 'A connection string of Creatio is missing',
    cause: 'ConnectionStrings.config lacks one of the connections that Creatio needs, or its value is empty.',
    steps: [
      advice('Open ConnectionStrings.config in the root folder of Creatio, and fill in the connection that is named.', {
        values: named('Name of a connection', 'db', 'redis'),
        checks: ['creatio.ping'],
      }),
      advice('Recycle the application pool of Creatio.', { checks: ['creatio.health'] }),
    ],
    provenBy: ['creatio.ping', 'creatio.health'],
    sources: [],
  }),

  'configuration-certificate-missing': () => ({
    title: 'The PFX with the signing key is missing',
    cause:
      'X509CertificatePath does not lead to a file, so the Identity Service has no key with which it signs tokens.',
    steps: [
      checkCertificatePath,
      advice('If there is no such file yet, create it.', {
        branches: [{ label: 'There is no PFX.', entry: 'create-signing-certificate' }],
      }),
      recycleBoth,
    ],
    provenBy: ['identity.discovery', 'identity.keys'],
    sources: [deployIdentityService, signingCertificate],
  }),

  'configuration-certificate-unusable': () => ({
    title: 'The PFX with the signing key cannot be used',
    cause:
      'The file cannot be read or opened, its password is another one, or its key is of a kind that does not work.',
    steps: [
      checkCertificatePath,
      loadUserProfile,
      advice(
        'A PFX made by the script of the archive without -pemPassword opens without a password. X509CertificatePassword exists in newer builds, but the documents do not describe it.',
      ),
      advice('RSA keys always work; ECDSA keys (P-256, P-384, P-521) do from 8.2.3 on.'),
      ...renewSigningCertificate,
    ],
    provenBy: ['identity.discovery', 'identity.keys'],
    sources: [deployIdentityService, signingCertificate],
  }),

  'configuration-certificate-expired': () => ({
    title: 'The certificate in the PFX has expired or soon will',
    cause: 'The certificate whose key signs tokens has an end. Renew it before that day, off hours.',
    steps: renewSigningCertificate,
    provenBy: ['identity.keys', 'token.inspect'],
    sources: [signingCertificate, deployIdentityService],
  }),

  'configuration-log-level': () => ({
    title: 'The log level of the Identity Service does not fit',
    cause: 'The level writes whole tokens into the log, or nothing at all, or is not one that .NET knows.',
    steps: [...switchOnServiceLog, recycleBoth, switchOffServiceLog],
    provenBy: [],
    proof: again,
    sources: [deployIdentityService],
  }),

  'configuration-address-differs': (facts) => ({
    title: 'The files name another address than the environment',
    cause:
      'Port or scheme in the files are not those of the environment. Under IIS its bindings decide, so this can be right all the same.',
    steps: [
      mend('Compare the address of the environment with the bindings of the website.', {
        path: bindingsPath,
        values: identityServiceAddress(facts),
      }),
      mend(
        'Where the service runs without IIS, for example in Docker, correct the port in the files or in the environment.',
        {
          values: named('Where it stands', 'ASPNETCORE_URLS', 'Urls', 'Kestrel:Endpoints'),
        },
      ),
      deploying(
        'ForceHttpsSchemeInRequests is on by default from this version on: the service names https addresses, also for http requests.',
        {
          values: named('Parameter', 'ForceHttpsSchemeInRequests'),
          from: '8.3.1',
        },
      ),
      advice('The address in the system setting of Creatio has to be the same.', {
        values: settingValues(['OAuth20IdentityServerUrl']),
        checks: ['creatio.health'],
      }),
    ],
    provenBy: ['identity.discovery', 'creatio.health'],
    sources: [deployIdentityService],
  }),

  'configuration-runtime-differs': () => ({
    title: 'The Identity Service is of another version than Creatio',
    cause:
      'The Identity Service is built for another .NET than the one of this version of Creatio: it was not updated together with Creatio, or the version in the environment is not the present one.',
    steps: [
      advice('Compare the version in the settings of the environment with the one that Creatio shows.'),
      documentedIn(updateIdentityService)(
        'Update the Identity Service after Creatio, with the archive of the same version.',
        {
          branches: [{ label: 'It has not been updated.', entry: 'update-identity-service' }],
        },
      ),
      ...installBundle,
    ],
    provenBy: ['identity.discovery'],
    sources: [updateIdentityService, deployIdentityService],
  }),

  'configuration-feature-off': () => ({
    title: 'OAuth 2.0 is switched off in web.config',
    cause:
      'A switch in the settings of the application is off. It stands above what the page of additional features shows.',
    steps: [
      advice(
        'Set the switch to true in the appSettings of web.config, in the folder of Creatio and in Terrasoft.WebApp.',
        {
          values: [copied('Key', 'Feature-EnableOAuth20Integration'), copied('Value', 'true')],
          checks: ['creatio.health'],
        },
      ),
      advice('Switch the additional feature on as well, where it is off.', {
        branches: [{ label: 'The section does not appear.', entry: 'enable-additional-feature' }],
      }),
      advice('Recycle the application pool of Creatio.', { checks: ['creatio.health'] }),
    ],
    provenBy: ['creatio.health'],
    sources: [],
  }),
} satisfies Record<ConfigurationFindingId, EntryMaker>;
