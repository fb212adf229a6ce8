import type { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import { onAbort } from '../abort.ts';
import { bareHost } from '../resolve.ts';

/** A TLS connection whose certificates were not judged yet: nothing may be sent over it before. */
export interface Handshake {
  socket: TLSSocket;
  /** As sent, the server's own certificate first. */
  chain: X509Certificate[];
  /** Null when the TLS library accepts the chain; it has not looked at the name. */
  verdict: string | null;
}

/**
 * Makes a TLS connection over a connected socket. The server name is sent for names only, never for IP addresses
 * (RFC 6066, section 3). Rejects with the error of the TLS library or the socket, ETIMEDOUT after the limit, or the
 * signal's reason; the socket is destroyed then.
 */
export function startTls(
  socket: Socket,
  hostname: string,
  secureContext: SecureContext,
  limitMs: number,
  signal: AbortSignal,
): Promise<Handshake> {
  return new Promise((settle, reject) => {
    const host = bareHost(hostname);
    const secure = connect({
      socket,
      ...(isIP(host) === 0 ? { servername: domainToASCII(host.replace(/\.$/, '')) } : {}),
      secureContext,
      ALPNProtocols: ['http/1.1'],
      // The chain and the name are judged by examineChain, before anything is sent.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    let stopListening: () => void = () => undefined;
    const end = (): void => {
      clearTimeout(timer);
      stopListening();
      secure.removeListener('error', fail);
      secure.removeListener('close', onClose);
      secure.on('error', () => undefined);
    };
    const fail = (error: unknown): void => {
      end();
      secure.destroy();
      socket.destroy();
      reject(error);
    };
    const onClose = (): void => fail(withCode('ECONNRESET', 'The server closed the connection during the handshake'));
    const timer = setTimeout(() => fail(withCode('ETIMEDOUT', 'The server did not answer')), limitMs);
    secure.once('error', fail);
    secure.once('close', onClose);
    secure.once('secureConnect', () => {
      end();
      settle({ socket: secure, chain: chainAsSent(secure), verdict: verdictOf(secure) });
    });
    stopListening = onAbort(signal, () => fail(signal.reason));
  });
}

/** The runtime hands the chain out only once for each connection, so this is its only caller. */
function chainAsSent(socket: TLSSocket): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let next = socket.getPeerX509Certificate(); next !== undefined; next = next.issuerCertificate) chain.push(next);
  return chain;
}

function verdictOf(socket: TLSSocket): string | null {
  if (socket.authorized) return null;
  const error: unknown = socket.authorizationError;
  if (typeof error === 'string') return error;
  return error instanceof Error && 'code' in error ? String(error.code) : 'CERT_UNTRUSTED';
}

const withCode = (code: string, message: string): Error => Object.assign(new Error(message), { code });
