import type { TLSSocket } from 'node:tls';
import { dateInWords } from '../../../shared/date.ts';
import { place } from '../failures.ts';
import type { NetworkFailure } from '../types.ts';
import { isWithinDates, subjectName, validFrom, validTo } from './certificate.ts';
import type { TlsTarget } from './handshake-failure.ts';
import type { Trust } from './trust.ts';

/** Why a server that asks for a certificate of the client ended the connection: it got none, or not one that it takes. */
export function clientCertificateFailure(target: TlsTarget, code: string | null, trust: Trust): NetworkFailure {
  const at = place(target.hostname, target.port);
  const problem = trust.problems.find(({ finding }) => finding === 'client-certificate-unusable');
  if (trust.hasClientCertificate) {
    return {
      layer: 'tls',
      finding: 'client-certificate-refused',
      message: `${at}, refuses the client certificate of this environment${reasonOf(code)}.`,
      code,
    };
  }
  if (problem !== undefined) {
    return {
      ...problem,
      message: `${at}, wants a certificate from the client, and that of this environment cannot be used. ${problem.message}`,
      code,
    };
  }
  return {
    layer: 'tls',
    finding: 'tls-client-certificate-wanted',
    message: `${at}, wants a certificate from the client and ends the connection without one. The console has none to present; in IIS, the SSL settings of the site decide whether client certificates are required.`,
    code,
  };
}

/** The alerts with which a server judges a client's certificate (RFC 8446, section 6.2), as both TLS libraries spell them. */
const reasons: readonly [code: RegExp, reason: string][] = [
  [/ALERT_CERTIFICATE_EXPIRED/, ': the server takes it for expired'],
  [/ALERT_CERTIFICATE_REVOKED/, ': it was revoked'],
  [/ALERT_UNKNOWN_CA/, ': the server does not trust the authority that issued it'],
  [/ALERT_UNSUPPORTED_CERTIFICATE/, ': it is of a kind or for a use that the server does not accept'],
  [/ALERT_ACCESS_DENIED/, ': it is valid, but has no right to connect'],
];

const reasonOf = (code: string | null): string =>
  reasons.find(([pattern]) => code !== null && pattern.test(code))?.[1] ??
  ', or wants another one. The server does not say why; its log can tell';

/** What is worth a warning about the client's own certificate, whether or not this server asks for it. */
export function ownCertificateWarnings(socket: TLSSocket, trust: Trust): NetworkFailure[] {
  const unusable = trust.problems.filter(({ finding }) => finding === 'client-certificate-unusable');
  const own = trust.hasClientCertificate ? socket.getX509Certificate() : undefined;
  if (own === undefined || isWithinDates(own)) return unusable;
  const [happened, day] =
    Date.now() > validTo(own) ? ['expired on', validTo(own)] : ['is not valid before', validFrom(own)];
  const message = `The client certificate of this environment (${subjectName(own)}) ${happened} ${dateInWords(day)}. A server that asks for one will refuse it.`;
  return [...unusable, { layer: 'tls', finding: 'client-certificate-dates', message, code: null }];
}
