import type { FindingId } from '../../../shared/findings.ts';
import { codeOf, place, seconds } from '../failures.ts';
import type { NetworkFailure } from '../types.ts';
import { clientCertificateFailure } from './client-certificate.ts';
import type { ServerAnswer } from './server-flight.ts';
import type { Trust } from './trust.ts';

/** A host whose TLS handshake failed. */
export interface TlsTarget {
  hostname: string;
  port: number;
}

/** Why a TLS handshake failed, judged by what the server answers to a probe and, where that tells nothing, by the error. */
export function handshakeFailure(
  target: TlsTarget,
  error: unknown,
  answer: ServerAnswer,
  limitMs: number,
  trust: Trust,
): NetworkFailure {
  const code = codeOf(error);
  const at = place(target.hostname, target.port);
  const failure = (finding: FindingId, message: string): NetworkFailure => ({ layer: 'tls', finding, message, code });
  if (answer.kind === 'http') return failure('tls-plain-http', plainHttp(at));
  if (answer.kind === 'other') return failure('tls-handshake-failed', otherService(at, answer.start));
  if (code === 'ETIMEDOUT') {
    return failure(
      'tls-silent',
      `${at}, accepted the connection but did not begin TLS within ${seconds(limitMs)}. The server may be overloaded, or another service may be listening there.`,
    );
  }
  if (answer.kind === 'tls') {
    if (answer.outdated) return failure('tls-protocol-too-old', tooOld(at, answer.version));
    if (answer.clientCertificateRequested) return clientCertificateFailure(target, code, trust);
    return failure(
      'tls-handshake-failed',
      `${at}, answers with ${answer.version}, but the secure connection could not be completed. The server may offer only ciphers or keys that are no longer accepted.`,
    );
  }
  const alert = answer.kind === 'alert' ? answer.alert : null;
  if (alert === protocolVersionAlert || (code !== null && /UNSUPPORTED_PROTOCOL|ALERT_PROTOCOL_VERSION/.test(code))) {
    return failure('tls-protocol-too-old', tooOld(at, null));
  }
  const refusal = alert === null ? undefined : alertWords.get(alert);
  if (refusal !== undefined) {
    return failure('tls-handshake-failed', `${at}, refused to set up a secure connection: ${refusal}.`);
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') {
    return failure(
      'tls-handshake-failed',
      `${at}, closed the connection while the secure connection was being set up. The site may have no certificate bound to this port, or a firewall may break TLS off.`,
    );
  }
  return failure('tls-handshake-failed', `No secure connection with ${at}, could be set up.`);
}

const plainHttp = (at: string): string =>
  `${at}, speaks plain HTTP, not TLS. Use http:// in the address for this port, or the port of the https binding.`;

const tooOld = (at: string, version: string | null): string =>
  `${at}, offers ${version === null ? 'only a version of TLS that is' : `at most ${version}, which is`} no longer safe. TLS 1.2 or later has to be switched on for the server.`;

const otherService = (at: string, start: string): string =>
  `${at}, does not speak TLS${start === '' ? '' : ` (its answer starts with "${start}")`}. Another service may be listening on this port.`;

/** A server that offers only versions older than TLS 1.2 has no other answer (RFC 8446, section 6.2). */
const protocolVersionAlert = 70;

/** Further alerts of RFC 8446, section 6.2, as far as a server sends them before it has presented itself. */
const alertWords = new Map([
  [40, 'it shares no cipher with this computer, or has no certificate for this name'],
  [71, 'it finds the ciphers of this computer too weak'],
  [80, 'it had an internal error'],
  [86, 'it was asked for an older version of TLS than it offers'],
  [112, 'it does not know the name it was asked for'],
  [120, 'it does not offer HTTP/1.1'],
]);
