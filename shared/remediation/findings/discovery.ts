import type { FindingId } from '../../findings.ts';
import { discoveryAddress } from '../addresses.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named, settingValues } from '../entry.ts';
import {
  deployIdentityService,
  issuerValidation,
  keySet,
  metadata,
  proxyServers,
  signingCertificate,
  testIdentityService,
} from '../sources.ts';
import { identityServiceBranches } from '../steps/evidence.ts';
import { checkCertificatePath, readEventLog, startByHand, startFailures } from '../steps/iis.ts';
import { switchOnServiceLog } from '../steps/logs.ts';
import { bindingsPath, poolSettingsPath } from '../steps/paths.ts';
import { renewSigningCertificate } from '../steps/signing-certificate.ts';

const deploying = documentedIn(deployIdentityService);

type IdentityServiceFindingId = Extract<FindingId, `discovery-${string}` | `keys-${string}` | 'clock-differs'>;

const oneAddress = advice(
  'Use one address of the Identity Service everywhere: in the system setting of Creatio, in this environment and in the integrations. Do not mix localhost, short names and full names.',
  { values: settingValues(['OAuth20IdentityServerUrl']), checks: ['identity.discovery'] },
);

/** What the Identity Service says about itself. */
export const discoveryFindings = {
  'discovery-missing': (facts) => ({
    title: 'No discovery document at this address',
    cause:
      'The server answers, but not with the document in which the Identity Service describes itself. The address or the port may belong to another website.',
    steps: [
      documentedIn(testIdentityService)(
        'Open the discovery address in a browser. The Identity Service answers with a JSON document.',
        {
          values: discoveryAddress(facts),
          checks: ['identity.discovery'],
          branches: identityServiceBranches,
        },
      ),
      advice(
        'Compare host and port with the website of the Identity Service in IIS. It is a website of its own, not part of Creatio.',
        {
          path: bindingsPath,
        },
      ),
      advice('If the Identity Service lies in a virtual directory, the address has to contain it.'),
      advice('If there is no such website yet, deploy the Identity Service.', {
        branches: [{ label: 'There is no website of the Identity Service.', entry: 'deploy-identity-service' }],
      }),
    ],
    provenBy: ['identity.discovery'],
    sources: [testIdentityService, deployIdentityService],
  }),

  'discovery-not-json': (facts) => ({
    title: 'The discovery address answers with something else',
    cause: 'The reply is not JSON. A login page, an error page or another website answers at this address.',
    steps: [
      advice('Open the evidence and look at what answered.', { values: discoveryAddress(facts) }),
      advice('Correct the address of the Identity Service, or use one that leads past a gateway with a sign-on page.'),
    ],
    provenBy: ['identity.discovery'],
    sources: [testIdentityService],
  }),

  'discovery-incomplete': (facts) => ({
    title: 'The discovery document lacks something',
    cause:
      'The document is JSON, but a part is missing that clients need, such as the token address or the address of the keys.',
    steps: [
      advice('Look in the evidence which part is missing, and whether another service answers here.', {
        values: discoveryAddress(facts),
      }),
      advice('If a proxy changes the reply, compare it with the reply on the server of the Identity Service itself.'),
      advice(
        'If the files of the Identity Service were replaced in part, unpack them again from the archive of your version.',
      ),
    ],
    provenBy: ['identity.discovery'],
    sources: [metadata, deployIdentityService],
  }),

  'discovery-issuer-differs': () => ({
    title: 'The Identity Service calls itself by another address',
    cause:
      'The issuer in the discovery document is not the address that was asked. This is a hint and not always a fault: older versions name a bare word there.',
    steps: [
      oneAddress,
      advice(
        'If TLS ends at a proxy, let the proxy pass on the original host and scheme, so that the service names its outer address.',
        {
          values: [copied('Header', 'X-Forwarded-Host'), copied('Header', 'X-Forwarded-Proto')],
        },
      ),
      deploying(
        'From this version on ForceHttpsSchemeInRequests in appsettings.json makes the service name https addresses, also for http requests.',
        {
          values: named('Parameter', 'ForceHttpsSchemeInRequests'),
          from: '8.3.1',
        },
      ),
      advice(
        'If tokens work in Creatio all the same, nothing needs to be changed. The error IDX10205 in a log shows that the difference does harm.',
        { branches: [{ label: 'A log says IDX10205.', entry: 'issuer-mismatch' }] },
      ),
    ],
    provenBy: ['identity.discovery'],
    sources: [issuerValidation, proxyServers, deployIdentityService],
  }),

  'discovery-endpoints-elsewhere': () => ({
    title: 'The Identity Service names addresses at another origin',
    cause:
      'Scheme, host or port of the endpoints differ from the address that was asked. Clients then turn to an address that they may not reach.',
    steps: [
      oneAddress,
      advice('If TLS ends at a proxy, let the proxy pass on the original host and scheme.', {
        values: [copied('Header', 'X-Forwarded-Host'), copied('Header', 'X-Forwarded-Proto')],
      }),
      deploying(
        'From this version on ForceHttpsSchemeInRequests is on by default, and the service names https addresses. A website without https does not fit that.',
        {
          values: named('Parameter', 'ForceHttpsSchemeInRequests'),
          from: '8.3.1',
        },
      ),
    ],
    provenBy: ['identity.discovery'],
    sources: [proxyServers, deployIdentityService],
  }),

  'discovery-no-client-credentials': (facts) => ({
    title: 'The Identity Service does not offer client credentials',
    cause:
      'The list of grants in the discovery document lacks client_credentials, with which Creatio and its integrations get their tokens.',
    steps: [
      advice('Make sure that this is the Identity Service of Creatio and not another authorization server.', {
        values: discoveryAddress(facts),
      }),
      deploying('Compare AllowedGrantTypes of the client in appsettings.json; it includes client_credentials.', {
        values: [copied('Grant', 'client_credentials')],
        checks: ['identity.discovery', 'token.request'],
      }),
    ],
    provenBy: ['identity.discovery', 'token.request'],
    sources: [metadata, deployIdentityService],
  }),

  'discovery-server-error': (facts) => ({
    title: 'The Identity Service reports an error',
    cause:
      'The service answers with a server error, so that something fails inside it or while it starts: configuration, database or signing certificate.',
    steps: [
      { ...readEventLog, branches: startFailures },
      ...switchOnServiceLog,
      { ...startByHand, branches: startFailures },
      advice('Check that its database answers and that the account in DatabaseConnectionString can still log in.', {
        values: discoveryAddress(facts),
        checks: ['identity.discovery'],
        branches: [{ label: 'The database cannot be reached.', entry: 'identity-service-database' }],
      }),
    ],
    provenBy: ['identity.discovery'],
    sources: [deployIdentityService],
  }),

  'keys-unavailable': () => ({
    title: 'The signing keys cannot be fetched',
    cause:
      'The discovery document names an address for the keys, but that address gives no key set. Creatio cannot verify tokens without it.',
    steps: [
      advice('Open the address named jwks_uri in the evidence in a browser, on the Creatio server as well.'),
      advice('If it is at another host or scheme than the discovery address, mend that first.'),
      advice(
        'If it answers with an error, the signing certificate may be unreadable; see the log of the Identity Service.',
      ),
      ...renewSigningCertificate,
    ],
    provenBy: ['identity.keys'],
    sources: [keySet, signingCertificate],
  }),

  'keys-empty': () => ({
    title: 'The Identity Service publishes no signing key',
    cause: 'The key set is empty: the service found no certificate with which to sign tokens.',
    steps: [
      checkCertificatePath,
      advice('Let the account of the application pool read the PFX file, and set Load User Profile to True.', {
        path: [...poolSettingsPath, 'Load User Profile'],
      }),
      ...renewSigningCertificate,
    ],
    provenBy: ['identity.keys'],
    sources: [deployIdentityService, signingCertificate],
  }),

  'keys-unusable': () => ({
    title: 'None of the published keys can be used',
    cause:
      'The key set holds no key that can verify a signature: the kind is unknown, a part is missing, or the keys are meant for encryption.',
    steps: [
      deploying(
        'Use an RSA key for the signing certificate; ECDSA keys (P-256, P-384, P-521) are possible from 8.2.3 on.',
        { sources: [signingCertificate] },
      ),
      ...renewSigningCertificate,
    ],
    provenBy: ['identity.keys'],
    sources: [keySet, signingCertificate],
  }),

  'clock-differs': () => ({
    title: 'The clocks differ',
    cause:
      'The clock of the Identity Service and that of this computer are apart. Tokens then seem to be expired, or not valid yet.',
    steps: [
      advice(
        'Compare both clocks with a reliable one, and correct the one that is wrong. This computer may be the wrong one.',
        {
          values: [copied('Command on Windows', 'w32tm /resync')],
          checks: ['identity.clock'],
        },
      ),
      advice('Check the clock of the Creatio server as well, because Creatio judges the tokens by it.'),
      advice('On virtual machines, let either the host or a time server set the clock, not both.'),
    ],
    provenBy: ['identity.clock'],
    sources: [],
  }),
} satisfies Record<IdentityServiceFindingId, EntryMaker>;
