import type { Socket } from 'node:net';
import { codeOf } from '../failures.ts';
import { ConnectionRefusal } from '../refusal.ts';
import type { ConnectedSocket } from '../tls/index.ts';
import { proxyDidNotAnswer, tunnelRefused, type Target } from './failures.ts';
import { authorityOf, openTunnel } from './http-tunnel.ts';
import type { ConnectPhases, OpenContext } from './open.ts';
import { recognise } from './recognise.ts';
import { objectionOfProxy, secureProxy } from './secure-proxy.ts';
import { isSocks, type ProxyServer } from './server.ts';
import { askSocks } from './socks.ts';

/** From a connection to a proxy to one that can be used for the host. */
export async function openThrough(
  raw: ConnectedSocket,
  target: Target & { tunnel: boolean },
  proxy: ProxyServer,
  phases: ConnectPhases,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Socket> {
  if (isSocks(proxy.kind)) return openSocks(raw, target, proxy, phases, context, signal);
  const socket = proxy.kind === 'https' ? await secureProxy(raw, proxy, context, signal) : raw.socket;
  if (!target.tunnel) return socket;
  phases.proxy = { name: proxy.name, request: `CONNECT ${authorityOf(target)} HTTP/1.1`, reply: null };
  const { tunnelMs } = context.limits;
  const answer = await openTunnel(socket, proxy, target, tunnelMs, signal).catch(async (error: unknown) => {
    signal.throwIfAborted();
    const code = codeOf(error);
    const how = code === 'ETIMEDOUT' ? 'silent' : code?.startsWith('HPE_') === true ? 'nonsense' : 'closed';
    throw await broken(proxy, how, raw, code, context, signal);
  });
  phases.proxy.reply = answer.line;
  if (answer.refusal === null) return socket;
  const { body } = answer.refusal;
  if (body !== '') phases.proxy.reply += `\n\n${body}`;
  throw new ConnectionRefusal(tunnelRefused(proxy, target, answer.refusal));
}

async function openSocks(
  raw: ConnectedSocket,
  target: Target,
  proxy: ProxyServer,
  phases: ConnectPhases,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Socket> {
  phases.proxy = {
    name: proxy.name,
    request: `${proxy.kind.toUpperCase()} CONNECT ${target.hostname} ${target.port}`,
    reply: null,
  };
  const outcome = await askSocks(raw.socket, proxy, target, context.limits.tunnelMs, signal);
  if (outcome === null) return raw.socket;
  if ('failure' in outcome) throw new ConnectionRefusal(outcome.failure);
  throw await broken(proxy, outcome.broken, raw, null, context, signal);
}

/** A proxy that did not keep to its part; what it speaks instead is found out where it can be. */
async function broken(
  proxy: ProxyServer,
  how: 'closed' | 'silent' | 'nonsense',
  raw: ConnectedSocket,
  code: string | null,
  context: OpenContext,
  signal: AbortSignal,
): Promise<ConnectionRefusal> {
  const { tunnelMs } = context.limits;
  if (proxy.kind !== 'https') {
    const spoken = await recognise(proxy.hostname, raw.another, signal);
    return new ConnectionRefusal(proxyDidNotAnswer(proxy, how, tunnelMs, spoken, code));
  }
  const objection = how === 'closed' ? await objectionOfProxy(proxy, raw.another, context, signal) : null;
  return new ConnectionRefusal(objection ?? proxyDidNotAnswer(proxy, how, tunnelMs, null, code));
}
