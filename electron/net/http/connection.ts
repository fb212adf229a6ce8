import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { openWay, type ConnectPhases, type OpenContext } from '../proxy/open.ts';
import type { Way } from '../proxy/route.ts';
import { isSocks } from '../proxy/server.ts';
import { elapsedMs } from '../measure.ts';
import { ConnectionRefusal } from '../refusal.ts';
import { bareHost } from '../resolve.ts';
import type { NetworkFailure, TlsFacts } from '../types.ts';
import { portOf } from './http-failure.ts';

/** True when the requests for a URL go to an HTTP proxy, which passes them on, instead of through it. */
export const isForwarded = (url: URL, way: Way): boolean =>
  url.protocol === 'http:' && way !== null && !isSocks(way.kind);

/**
 * Opens a connection on a way to the host of a URL, and over it TLS with a server that is trusted where the scheme is https.
 * Writes its phases down as they pass. Throws a ConnectionRefusal, or the signal's reason.
 */
export async function openConnection(
  url: URL,
  way: Way,
  phases: ConnectPhases,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Socket> {
  const target = { hostname: bareHost(url.hostname), port: portOf(url), tunnel: !isForwarded(url, way) };
  // At hand before there is a connection, which may be closed again at once.
  const tls = url.protocol === 'https:' ? await context.tls() : null;
  const opened = await openWay(target, way, phases, context, signal);
  if (tls === null) return opened.socket;

  const secureAt = performance.now();
  const { socket, chain, failures } = await tls.secure(opened, target, signal);
  phases.tlsMs = elapsedMs(secureAt);
  const [failure] = failures;
  if (socket !== null && failure === undefined) {
    secured.set(socket, { protocol: socket.getProtocol(), cipher: socket.getCipher().name, certificate: chain[0] });
    return socket;
  }
  socket?.destroy();
  throw new ConnectionRefusal(failure ?? unexplained(target.hostname));
}

/** What is known of the connections that live; a server that has closed one meanwhile is asked for nothing. */
const secured = new WeakMap<
  Socket,
  { protocol: string | null; cipher: string; certificate: X509Certificate | undefined }
>();

/** What secures a connection that {@link openConnection} made; null where nothing does. */
export function tlsFactsOf(socket: Socket): TlsFacts | null {
  const found = secured.get(socket);
  if (found === undefined) return null;
  const { protocol, cipher, certificate } = found;
  if (certificate === undefined) return { protocol, cipher, certificate: null };
  const inOneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ');
  const validTo = Date.parse(certificate.validTo);
  return {
    protocol,
    cipher,
    certificate: {
      subject: inOneLine(certificate.subject),
      issuer: inOneLine(certificate.issuer),
      validTo: Number.isNaN(validTo) ? certificate.validTo : new Date(validTo).toISOString(),
      fingerprint256: certificate.fingerprint256,
    },
  };
}

const unexplained = (hostname: string): NetworkFailure => ({
  layer: 'tls',
  finding: 'tls-handshake-failed',
  message: `No secure connection with ${hostname} could be set up.`,
  code: null,
});
