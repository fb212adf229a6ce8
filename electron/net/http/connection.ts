import type { Socket } from 'node:net';
import type { NetworkLimits } from '../limits.ts';
import { elapsedMs } from '../measure.ts';
import { bareHost, resolve } from '../resolve.ts';
import { openFirst } from '../socket.ts';
import type { Tls } from '../tls/index.ts';
import type { NetworkFailure } from '../types.ts';
import { portOf } from './http-failure.ts';

/** The phases of making a connection, in ms; null where one did not take place. */
export interface ConnectPhases {
  dnsMs: number | null;
  tcpMs: number | null;
  tlsMs: number | null;
  remoteAddress: string | null;
}

/** A connection that was not made, told as a finding. */
export class ConnectionRefusal extends Error {
  readonly failure: NetworkFailure;

  constructor(failure: NetworkFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/**
 * Opens a connection to the host of a URL, and over it TLS with a server that is trusted where the scheme is https.
 * Writes its phases down as they pass. Throws a ConnectionRefusal, or the signal's reason.
 */
export async function openConnection(
  url: URL,
  phases: ConnectPhases,
  tls: () => Promise<Tls>,
  limits: NetworkLimits,
  signal: AbortSignal,
): Promise<Socket> {
  const lookupAt = performance.now();
  const resolution = await resolve(url.hostname);
  phases.dnsMs = elapsedMs(lookupAt);
  if (resolution.failure !== null) throw new ConnectionRefusal(resolution.failure);

  const connectAt = performance.now();
  const opened = await openFirst(resolution.addresses, portOf(url), limits.connectMs, signal);
  phases.tcpMs = elapsedMs(connectAt);
  if (opened.failure !== null) throw new ConnectionRefusal(opened.failure);
  phases.remoteAddress = opened.address;
  if (url.protocol === 'http:') return opened.socket;

  const secureAt = performance.now();
  const target = { hostname: bareHost(url.hostname), port: portOf(url) };
  const { socket, failures } = await (await tls()).secure(opened, target, signal);
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
