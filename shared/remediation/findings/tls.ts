import type { FindingId } from '../../findings.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, adviceProvenBy, copied, documentedIn, named } from '../entry.ts';
import { deployIdentityService, websiteOverHttps } from '../sources.ts';
import { bindingsPath } from '../steps/paths.ts';
import type { TrustFindingId } from './trust.ts';

type TlsFindingId = Exclude<Extract<FindingId, `tls-${string}`>, TrustFindingId>;

const mend = adviceProvenBy('creatio.tls', 'identity.tls');

const provenBy: ReturnType<EntryMaker>['provenBy'] = ['creatio.tls', 'identity.tls'];

const bindNewCertificate = [
  mend(
    'Install the certificate with its private key on the web server, and choose it in the https binding of the website.',
    {
      path: [...bindingsPath, 'https', 'Edit', 'SSL certificate'],
    },
  ),
  mend('If a proxy or a load balancer ends TLS, the certificate has to be replaced there, not in IIS.'),
];

const everyMachineDecides = advice(
  'Creatio and the Identity Service judge this certificate by the store of their own machine. A browser or a console elsewhere that accepts it proves nothing for them, so try it there too.',
);

const trustAuthority = mend(
  'Import the certificate of the authority into Trusted Root Certification Authorities of the local computer, on the Creatio server as well. Then recycle the application pools.',
  { values: named('Command, as administrator', 'certutil -addstore Root <certificate file>') },
);

/** Certificates and the handshake. */
export const tlsFindings = {
  'tls-expired': () => ({
    title: 'The certificate has expired',
    cause: 'The certificate of the website is past its last day. Creatio, the Identity Service and browsers refuse it.',
    steps: [advice('Obtain a new certificate for the same name.'), ...bindNewCertificate, everyMachineDecides],
    provenBy,
    sources: [],
  }),

  'tls-not-yet-valid': () => ({
    title: 'The certificate is not valid yet',
    cause: 'The first day of the certificate lies in the future, or the clock of this computer is behind.',
    steps: [
      mend('Compare the date and time of this computer and of the servers with a reliable clock, and correct them.', {
        values: [copied('Command on Windows', 'w32tm /query /status')],
      }),
      mend('If the clocks are right, use the earlier certificate until the new one becomes valid.'),
    ],
    provenBy,
    sources: [],
  }),

  'tls-wrong-name': () => ({
    title: 'The certificate is for another name',
    cause: 'The host name of the address is not among the names for which the certificate was issued.',
    steps: [
      mend(
        'Open the evidence, read the names of the certificate, and use one of them in the address of the environment.',
      ),
      advice('If the address is right, obtain a certificate that holds this name as a subject alternative name.'),
      mend(
        'If several websites share the port, check that the binding of this one has the host name and Require Server Name Indication.',
        { path: [...bindingsPath, 'https', 'Edit'] },
      ),
      ...bindNewCertificate,
    ],
    provenBy,
    sources: [],
  }),

  'tls-self-signed': () => ({
    title: 'The certificate is self-signed',
    cause: 'The certificate was issued by itself, so no authority that this computer knows vouches for it.',
    steps: [
      advice('Better: obtain a certificate from an authority that the machines already trust.'),
      mend(
        'Otherwise import this very certificate into Trusted Root Certification Authorities of the local computer, on every machine that connects, the Creatio server included.',
        { values: named('Command, as administrator', 'certutil -addstore Root <certificate file>') },
      ),
      everyMachineDecides,
    ],
    provenBy,
    sources: [],
  }),

  'tls-intermediate-missing': () => ({
    title: 'The chain of the certificate has a gap',
    cause:
      'The server sends its own certificate alone, and this computer does not know who issued it. Either the server leaves out an intermediate certificate, which browsers often fetch or remember and other programs do not, or an authority of the company issued it that is not trusted here.',
    steps: [
      advice(
        'Read in the evidence who issued the certificate. For an authority that sells certificates, the intermediate one is missing; for one of the company, its own certificate has to be trusted.',
        { branches: [{ label: 'An authority of the company issued it.', entry: 'tls-unknown-authority' }] },
      ),
      advice('Get the intermediate certificate from the authority that issued the certificate of the website.'),
      mend('Install it on the web server into Intermediate Certification Authorities of the local computer.', {
        values: named('Command, as administrator', 'certutil -addstore CA <certificate file>'),
      }),
      mend('On a proxy, nginx or Docker, put it behind the own certificate in the same file, then reload the service.'),
    ],
    provenBy,
    sources: [],
  }),

  'tls-unknown-authority': () => ({
    title: 'The authority of the certificate is not trusted',
    cause:
      'The certificate leads to an authority that is not in the trust store of this computer, for example one of the company.',
    steps: [
      advice(
        'Find out from the evidence which authority issued the certificate, and get its certificate from its owner.',
      ),
      trustAuthority,
      mend(
        'If the authority is that of an inspecting proxy, the proxy stands in the way; ask for an exception for this host.',
      ),
      everyMachineDecides,
    ],
    provenBy,
    sources: [],
  }),

  'tls-certificate-unsuitable': () => ({
    title: 'The certificate does not meet the rules',
    cause:
      'The certificate comes from a trusted authority and is within its dates, but it, or one above it, is made in a way that is refused: for another purpose, with a short key, or with an old signature.',
    steps: [
      advice(
        'Obtain a certificate for this name that is meant for servers (Server Authentication), with an RSA key of 2048 bits or more or an ECDSA key, signed with SHA-256 or better.',
      ),
      ...bindNewCertificate,
      advice(
        'If the fault lies in a certificate above it, the authority of the company has to renew that one first. An old template of it is often the reason.',
      ),
      everyMachineDecides,
    ],
    provenBy,
    sources: [],
  }),

  'tls-protocol-too-old': () => ({
    title: 'The server offers only old versions of TLS',
    cause: 'The two sides have no version of TLS in common. The server allows none that is still considered safe.',
    steps: [
      advice('Switch on TLS 1.2, better also 1.3, on the web server or on the proxy in front of it.'),
      mend(
        'On Windows Server the protocols are set in the registry under this key; a restart of the machine is needed.',
        {
          values: [
            copied('Registry key', 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols'),
          ],
        },
      ),
      mend('If TLS 1.2 is on, compare the cipher suites: client and server need one in common.'),
    ],
    provenBy,
    sources: [],
  }),

  'tls-plain-http': () => ({
    title: 'This port speaks HTTP without TLS',
    cause: 'The address starts with https, but the service at this port answers in plain HTTP.',
    steps: [
      mend('If the website has no certificate, use http in the address, in the system setting of Creatio as well.'),
      mend('If https is meant, use the port of the https binding.', { path: bindingsPath }),
      documentedIn(websiteOverHttps)(
        'To move a website to HTTPS, add an https binding with a certificate as for any Creatio site.',
      ),
    ],
    provenBy,
    sources: [deployIdentityService, websiteOverHttps],
  }),

  'tls-client-certificate-wanted': () => ({
    title: 'The server wants a client certificate',
    cause: 'The server only talks to clients that present a certificate of their own. This environment has none.',
    steps: [
      mend('If clients are meant to have one, choose its file under Trust in the settings of the environment.'),
      mend('Set Client certificates to Ignore for this website, or to Accept where others need it.', {
        path: ['IIS Manager', 'Sites', 'SSL Settings', 'Client certificates'],
      }),
      mend('If a gateway demands the certificate, use an address behind the gateway.'),
    ],
    provenBy,
    sources: [],
  }),

  'tls-silent': () => ({
    title: 'No answer to the start of TLS',
    cause: 'The connection was opened, but the server never answered the first TLS message.',
    steps: [
      advice('Check that the port belongs to an https binding and not to another service.'),
      advice(
        'Try on the server itself. If it works there, a firewall or an inspecting proxy on the way holds TLS back.',
      ),
      mend('If the server is very busy or its application pool hangs, recycle the pool and look again.'),
    ],
    provenBy,
    sources: [],
  }),

  'tls-handshake-failed': () => ({
    title: 'The secure connection could not be made',
    cause:
      'Client and server could not agree on a TLS connection. The code in the evidence is all that the server or the library said.',
    steps: [
      mend('Check that the https binding of the website has a certificate with a private key.', {
        path: [...bindingsPath, 'https', 'Edit', 'SSL certificate'],
      }),
      advice('If several websites share the port, check that one of them has the host name of the address.'),
      advice('Read the event log of the web server, System, source Schannel, for the moment of the check.'),
      mend(
        'Compare protocol versions and cipher suites of both sides, for example on the proxy in front of the server.',
      ),
    ],
    provenBy,
    sources: [],
  }),

  'tls-expires-soon': () => ({
    title: 'The certificate expires soon',
    cause: 'The certificate works now, but its last day is near. After that day nothing connects any more.',
    steps: [advice('Obtain the next certificate before that day.'), ...bindNewCertificate],
    provenBy,
    sources: [],
  }),
} satisfies Record<TlsFindingId, EntryMaker>;
