import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { codeOf } from '../failures.ts';
import type { NetworkLimits } from '../limits.ts';
import type { NetworkFailure } from '../types.ts';
import { clientCertificateFailure, ownCertificateWarnings } from './client-certificate.ts';
import { handshakeFailure, type TlsTarget } from './handshake-failure.ts';
import { startTls } from './handshake.ts';
import { judge } from './judge.ts';
import { probe } from './probe.ts';
import type { Trust } from './trust.ts';

/** How long a server that was silent already is waited for once more. */
const silentProbeMs = 1_500;

export interface ConnectedSocket {
  socket: Socket;
  /** Makes another connection like it, over the same way to the same place. Rejects when that fails. */
  another(): Promise<Socket>;
}

export interface Secured {
  /** Null when the handshake failed. */
  socket: TLSSocket | null;
  chain: X509Certificate[];
  /** Empty when the server is trusted or accepted; only then may anything be sent. */
  failures: NetworkFailure[];
  warnings: NetworkFailure[];
}

/** Sets up TLS on a connected socket and judges whom it leads to. Of what the network does, only an abort rejects. */
export async function secure(
  raw: ConnectedSocket,
  target: TlsTarget,
  trust: Trust,
  limits: NetworkLimits,
  signal: AbortSignal,
): Promise<Secured> {
  const context = trust.secureContext();
  try {
    const { socket, chain, verdict } = await startTls(raw.socket, target.hostname, context, limits.handshakeMs, signal);
    const { failures, warnings } = judge({ hostname: target.hostname, chain, verdict }, target.port, trust);
    return { socket, chain, failures, warnings: [...warnings, ...ownCertificateWarnings(socket, trust)] };
  } catch (error) {
    signal.throwIfAborted();
    const silent = codeOf(error) === 'ETIMEDOUT';
    const limitMs = silent ? Math.min(limits.handshakeMs, silentProbeMs) : limits.handshakeMs;
    const answer = await probe(target.hostname, raw.another, limitMs, signal, silent);
    const failure = handshakeFailure(target, error, answer, limits.handshakeMs, trust);
    return { socket: null, chain: [], failures: [failure], warnings: [] };
  }
}

/**
 * Whether a connection that the server ended right after the handshake of TLS 1.3 ended because of the client certificate,
 * for want of one or because of what it is: only then does a server look at it. Null when it did not, as far as can be known.
 */
export async function clientCertificateObjection(
  objection: unknown,
  another: ConnectedSocket['another'],
  target: TlsTarget,
  trust: Trust,
  limits: NetworkLimits,
  signal: AbortSignal,
): Promise<NetworkFailure | null> {
  const code = codeOf(objection);
  // An alert at this moment has no other cause; not every TLS library passes its number on.
  if (code?.startsWith('ERR_SSL_') === true) return clientCertificateFailure(target, code, trust);
  const answer = await probe(target.hostname, another, limits.handshakeMs, signal);
  // A server of TLS 1.3 alone does not tell the probe; where it was shown a certificate, that is what it judged last.
  const requested =
    answer.kind === 'tls' ? answer.clientCertificateRequested : answer.kind === 'alert' && trust.hasClientCertificate;
  return requested ? clientCertificateFailure(target, code, trust) : null;
}
