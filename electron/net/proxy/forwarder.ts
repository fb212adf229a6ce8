import type { ReplyProgress } from '../http/error-codes.ts';
import type { NetworkFailure } from '../types.ts';
import { proxyDidNotAnswer, type Target } from './failures.ts';
import { noPhases, openWay, type OpenContext } from './open.ts';
import type { ProxyServer } from './server.ts';

/**
 * Why an HTTP proxy gave no reply to a request that it was to pass on. Before a reply began, the connection is the proxy's own
 * matter; after that it cannot be told whose.
 */
export async function forwarderFailure(
  failure: NetworkFailure,
  proxy: ProxyServer,
  progress: ReplyProgress,
  context: OpenContext,
  signal: AbortSignal,
): Promise<NetworkFailure> {
  const nonsense = failure.finding === 'http-malformed';
  if (!nonsense && progress !== 'none') {
    return {
      ...failure,
      message: `${failure.message} It came through the proxy ${proxy.name}, which may be at fault.`,
    };
  }
  const how = nonsense ? 'nonsense' : 'closed';
  const target: Target & { tunnel: boolean } = { hostname: proxy.hostname, port: proxy.port, tunnel: false };
  const open = async () => (await openWay(target, null, noPhases(), context, signal)).socket;
  if (proxy.kind === 'https') {
    const { objectionOfProxy } = await import('./secure-proxy.ts');
    const objection = nonsense ? null : await objectionOfProxy(proxy, open, context, signal);
    return objection ?? proxyDidNotAnswer(proxy, how, 0, null, failure.code);
  }
  const { recognise } = await import('./recognise.ts');
  return proxyDidNotAnswer(proxy, how, 0, await recognise(proxy.hostname, open, signal), failure.code);
}
