import type { Socket } from 'node:net';
import { ConnectionRefusal } from '../refusal.ts';
import type { ConnectedSocket } from '../tls/index.ts';
import type { NetworkFailure } from '../types.ts';
import { proxyFailure, tlsToProxyFailed } from './failures.ts';
import type { OpenContext } from './open.ts';
import type { ProxyServer } from './server.ts';

/**
 * TLS with the proxy itself, whose certificate is judged as any other. It is shown no certificate of the client. Throws a
 * ConnectionRefusal, or the signal's reason.
 */
export async function secureProxy(
  raw: ConnectedSocket,
  proxy: ProxyServer,
  { tls }: OpenContext,
  signal: AbortSignal,
): Promise<Socket> {
  const { socket, chain, failures } = await (await tls()).forProxies().secure(raw, proxy, signal);
  const [failure] = failures;
  if (socket !== null && failure === undefined) return socket;
  socket?.destroy();
  throw new ConnectionRefusal(
    failure === undefined
      ? proxyFailure('proxy-tls-failed', `No secure connection with the proxy ${proxy.name} could be set up.`)
      : tlsToProxyFailed(proxy, failure, chain[0]?.fingerprint256 ?? null),
  );
}

/**
 * Why a proxy ended a secure connection without an answer, where its TLS alone tells: one that wants a certificate of the
 * client may say so only after the handshake. Null where it does not tell.
 */
export async function objectionOfProxy(
  proxy: ProxyServer,
  another: ConnectedSocket['another'],
  { tls }: OpenContext,
  signal: AbortSignal,
): Promise<NetworkFailure | null> {
  const socket = await another().catch(() => null);
  signal.throwIfAborted();
  if (socket === null) return null;
  const { failures, chain } = await (await tls()).forProxies().inspect({ socket, another }, proxy, signal);
  const [failure] = failures;
  return failure === undefined ? null : tlsToProxyFailed(proxy, failure, chain[0]?.fingerprint256 ?? null);
}
