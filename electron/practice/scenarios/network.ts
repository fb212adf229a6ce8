import type { OutcomeId } from '../../../shared/outcomes.ts';
import type { Connection, PlayedScenario } from '../behaviour.ts';

/** The part of a scenario that is the same for both servers. */
interface Fault {
  connection: Connection;
  title: string;
  description: string;
  /** When the connection as such works. */
  harmless?: true;
  /** When a part of a reply gets through. */
  answers?: true;
}

const faults: readonly Fault[] = [
  {
    connection: 'certificate-expires-soon',
    title: 'the certificate expires soon',
    description: 'The certificate is valid for five more days. Renew it before they are over.',
    harmless: true,
  },
  {
    connection: 'certificate-expired',
    title: 'the certificate has expired',
    description: 'The certificate was not renewed in time.',
  },
  {
    connection: 'certificate-not-yet-valid',
    title: 'the certificate is not valid yet',
    description: 'The certificate starts in three days, or a clock is wrong.',
  },
  {
    connection: 'certificate-wrong-name',
    title: 'the certificate is for another name',
    description: 'The certificate was issued for another server than the one in the address.',
  },
  {
    connection: 'certificate-self-signed',
    title: 'the certificate is self-signed',
    description: 'The certificate was signed by nobody but itself, so nobody has a reason to trust it.',
  },
  {
    connection: 'certificate-unknown-authority',
    title: 'the authority of the certificate is unknown',
    description: 'The certificate comes from an authority whose root is not installed.',
  },
  {
    connection: 'certificate-intermediate-missing',
    title: 'the intermediate certificate is missing',
    description: 'The server sends its own certificate only. Browsers may hide this, programs do not.',
  },
  {
    connection: 'plain-http',
    title: 'plain HTTP on the port for https',
    description: 'The address begins with https, while the binding of the site is http.',
  },
  {
    connection: 'protocol-too-old',
    title: 'the TLS version is too old',
    description: 'The server knows TLS 1.0 at most.',
  },
  {
    connection: 'client-certificate-wanted',
    title: 'a client certificate is wanted',
    description: 'The site is set to require client certificates.',
  },
  {
    connection: 'tls-silent',
    title: 'no answer to the TLS handshake',
    description: 'The connection opens, and then nothing comes. A firewall may be holding it.',
  },
  {
    connection: 'refused',
    title: 'nothing listens on the port',
    description: 'The site is stopped, or the port is wrong. Its port stays closed while this scenario is played.',
  },
  {
    connection: 'silent',
    title: 'no answer at all',
    description: 'The server accepts the connection and never replies.',
  },
  {
    connection: 'slow',
    title: 'replies take seconds',
    description: 'Every reply comes three seconds late. It works, slowly.',
    harmless: true,
  },
  {
    connection: 'reset',
    title: 'the connection breaks in the middle of a reply',
    description: 'The reply begins, then the connection is reset.',
    answers: true,
  },
  {
    connection: 'no-reply',
    title: 'the connection is closed without a reply',
    description: 'The server takes the request and hangs up.',
  },
];

const creatioOutcome = (fault: Fault): OutcomeId => {
  if (fault.harmless) return 'healthy';
  return fault.answers ? 'unexpected-reply' : 'unreachable';
};

/** Faults of network and TLS, each on the way to Creatio and on the way to the Identity Service. */
export const networkScenarios: readonly PlayedScenario[] = [
  {
    name: 'https',
    title: 'OAuth works, over https',
    description: 'Both servers have certificates of an authority that this environment trusts.',
    group: 'Network and TLS',
    outcome: 'healthy',
    creatio: { connection: 'https' },
    identityService: { connection: 'https' },
  },
  ...faults.map((fault): PlayedScenario => ({
    name: `creatio-${fault.connection}`,
    title: `Creatio: ${fault.title}`,
    description: fault.description,
    group: 'Network and TLS',
    outcome: creatioOutcome(fault),
    creatio: { connection: fault.connection },
  })),
  ...faults.map((fault): PlayedScenario => ({
    name: `identity-service-${fault.connection}`,
    title: `Identity Service: ${fault.title}`,
    description: `${fault.description} ${fault.harmless ? 'Creatio still gets its token.' : 'Creatio meets the same fault as this computer.'}`,
    group: 'Network and TLS',
    outcome: fault.harmless ? 'healthy' : 'identity-service-unavailable',
    identityService: { connection: fault.connection },
  })),
  {
    name: 'identity-service-blocked-here',
    title: 'Identity Service: reachable for Creatio, not from this computer',
    description: 'A firewall lets only the Creatio server through. OAuth works; this computer cannot see it.',
    group: 'Network and TLS',
    outcome: 'healthy',
    creatio: { reachesIdentityService: true },
    identityService: { connection: 'refused' },
  },
  {
    name: 'identity-service-blocked-for-creatio',
    title: 'Identity Service: reachable from this computer, not for Creatio',
    description:
      'The name of the Identity Service does not resolve on the Creatio server, or a firewall stands between them.',
    group: 'Network and TLS',
    outcome: 'identity-service-unavailable',
    creatio: { reachesIdentityService: false },
  },
  {
    name: 'identity-service-not-trusted-by-creatio',
    title: 'Identity Service: Creatio does not trust the certificate',
    description:
      'The root certificate is installed on this computer, but not in the machine store of the Creatio server.',
    group: 'Network and TLS',
    outcome: 'identity-service-unavailable',
    creatio: { reachesIdentityService: false },
    identityService: { connection: 'https' },
  },
];
