import type { Socket } from 'node:net';
import { openWay, type ConnectPhases, type OpenContext } from '../proxy/open.ts';
import type { Way } from '../proxy/route.ts';
import { elapsedMs } from '../measure.ts';
import { ConnectionRefusal } from '../refusal.ts';
import { bareHost } from '../resolve.ts';
import type { NetworkFailure } from '../types.ts';
import { portOf } from './http-failure.ts';

/** True when the requests for a URL go to an HTTP proxy, which passes them on, instead of through it. */
export const isForwarded = (url: URL, way: Way): boolean =>
  url.protocol === 'http:' && way !== null && way.kind !== 'socks5';

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
  const { socket, failures } = await tls.secure(opened, target, signal);
  phases.tlsMs = elapsedMs(secureAt);
  const [failure] = failures;
  if (socket !== null && failure === undefined) return socket;
  socket?.destroy();
  throw new ConnectionRefusal(failure ?? unexplained(target.hostname));
}

const unexplained = (hostname: string): NetworkFailure => ({
  layer: 'tls',
  finding: 'tls-handshake-failed',
  message: `No secure connection with ${hostname} could be set up.`,
  code: null,
});
