import type { TLSSocket } from 'node:tls';
import { onAbort } from '../abort.ts';
import type { NetworkLimits } from '../limits.ts';
import type { TlsInspection } from '../types.ts';
import { describeCertificate } from './certificate.ts';
import type { TlsTarget } from './handshake-failure.ts';
import { clientCertificateObjection, secure, type ConnectedSocket } from './secure.ts';
import type { Trust } from './trust.ts';

/** How long a server is given to object after the handshake; it has objected or sent a session ticket long before. */
const objectionMs = 300;

/** Sets up TLS on a connected socket, looks at what the server presents, waits for its objections and closes again. */
export async function inspectTls(
  raw: ConnectedSocket,
  target: TlsTarget,
  trust: Trust,
  limits: NetworkLimits,
  signal: AbortSignal,
): Promise<TlsInspection> {
  const { socket, chain, failures, warnings } = await secure(raw, target, trust, limits, signal);
  const described = chain.map((one) => describeCertificate(one));
  const inspection = { protocol: null, cipher: null, chain: described, failures, warnings };
  if (socket === null) return inspection;
  const protocol = socket.getProtocol();
  const cipher = socket.getCipher().standardName;
  const objection = protocol === 'TLSv1.3' ? await waitForObjection(socket, trust.hasClientCertificate, signal) : null;
  socket.destroy();
  const refused =
    objection === null ? null : await clientCertificateObjection(objection, raw.another, target, trust, limits, signal);
  return { ...inspection, protocol, cipher, failures: refused === null ? failures : [...failures, refused] };
}

/**
 * The error with which the server ends the connection right after the handshake; null when it stays. Before TLS 1.3 the
 * handshake ends only once the server has judged the client's certificate. Some judge one that was shown to them only after
 * they have sent a session ticket, which otherwise is a sign that they stay.
 */
function waitForObjection(socket: TLSSocket, showsCertificate: boolean, signal: AbortSignal): Promise<unknown> {
  return new Promise((settle, reject) => {
    let stopListening: () => void = () => undefined;
    const finish = (error: unknown): void => {
      clearTimeout(timer);
      stopListening();
      if (signal.aborted) reject(signal.reason);
      else settle(error);
    };
    const timer = setTimeout(() => finish(null), objectionMs);
    if (!showsCertificate) socket.once('session', () => finish(null));
    socket.once('error', finish);
    socket.once('close', () => finish(Object.assign(new Error('Closed'), { code: 'ECONNRESET' })));
    socket.resume();
    stopListening = onAbort(signal, () => finish(null));
  });
}
