import type { Socket } from 'node:net';
import type { NetworkLimits } from '../limits.ts';
import { elapsedMs } from '../measure.ts';
import { ConnectionRefusal } from '../refusal.ts';
import { resolve } from '../resolve.ts';
import { openFirst, openSocket } from '../socket.ts';
import type { ConnectedSocket, Tls } from '../tls/index.ts';
import type { ProxyPart } from '../types.ts';
import { connectionToProxyFailed, type Target } from './failures.ts';
import type { Way } from './route.ts';

/** The phases of making a connection, in ms; null where one did not take place. */
export interface ConnectPhases {
  /** Of the proxy's name, where there is a proxy. */
  dnsMs: number | null;
  /** To the proxy, where there is one. */
  tcpMs: number | null;
  /** The proxy's own part: its TLS, and until it had connected to the host. */
  proxyMs: number | null;
  tlsMs: number | null;
  remoteAddress: string | null;
  proxy: ProxyPart | null;
}

/** The phases of a connection before any of them took place. */
export const noPhases = (): ConnectPhases => ({
  dnsMs: null,
  tcpMs: null,
  proxyMs: null,
  tlsMs: null,
  remoteAddress: null,
  proxy: null,
});

export interface OpenContext {
  tls: () => Promise<Tls>;
  limits: NetworkLimits;
}

/**
 * Opens a connection on a way to a host. With `tunnel` it leads to the host itself; without, over an HTTP proxy, to the
 * proxy, which is then asked for the host in each request. Writes its phases down as they pass. Throws a ConnectionRefusal, or the
 * signal's reason.
 */
export async function openWay(
  target: Target & { tunnel: boolean },
  way: Way,
  phases: ConnectPhases,
  context: OpenContext,
  signal: AbortSignal,
): Promise<ConnectedSocket> {
  const { limits } = context;
  const end = way ?? target;
  const refuse = (failure: Parameters<typeof connectionToProxyFailed>[1]): never => {
    throw new ConnectionRefusal(way === null ? failure : connectionToProxyFailed(way, failure));
  };
  // At hand before there is a connection, which may be closed again at once.
  const through = way === null ? null : await import('./through.ts');
  if (way?.kind === 'https') await context.tls();
  const lookupAt = performance.now();
  const resolution = await resolve(end.hostname);
  phases.dnsMs = elapsedMs(lookupAt);
  if (resolution.failure !== null) return refuse(resolution.failure);

  const connectAt = performance.now();
  const opened = await openFirst(resolution.addresses, end.port, limits.connectMs, signal);
  phases.tcpMs = elapsedMs(connectAt);
  if (opened.failure !== null) return refuse(opened.failure);
  const { socket, address } = opened;
  phases.remoteAddress = address;
  const anotherRaw = (): Promise<Socket> => openSocket(address, end.port, limits.connectMs, signal);
  if (way === null || through === null) return { socket, another: anotherRaw };

  const proxyAt = performance.now();
  try {
    const raw = { socket, another: anotherRaw };
    const leading = await through.openThrough(raw, target, way, phases, context, signal);
    // Another connection to the host has to go the same way.
    const another = async (): Promise<Socket> => (await openWay(target, way, noPhases(), context, signal)).socket;
    return { socket: leading, another };
  } finally {
    // A proxy that is asked in each request has no part in the connection.
    if (way.kind !== 'http' || target.tunnel) phases.proxyMs = elapsedMs(proxyAt);
  }
}
