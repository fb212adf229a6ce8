import { abortableCalls } from './abort.ts';
import { connectToAll, type ConnectAttempt } from './connect.ts';
import { createSharedAttempts } from './shared-attempts.ts';
import { createConnections } from './http/connections.ts';
import { request } from './http/request.ts';
import { lazily } from './lazily.ts';
import { inspectOver } from './proxy/inspect.ts';
import { createRoutes } from './proxy/routes.ts';
import { defaultLimits, type NetworkLimits } from './limits.ts';
import { resolve } from './resolve.ts';
import type { Network, ProxySettings, TrustSettings } from './types.ts';

export interface NetworkOptions {
  /** By default only the bundled and the system's roots are trusted. */
  trust?: TrustSettings;
  /** By default every connection is a direct one. */
  proxy?: ProxySettings;
  /** By default {@link defaultLimits}. */
  limits?: Partial<NetworkLimits>;
}

/**
 * Creates a network with connections of its own, which are used again while it lives. Nothing is opened or read before
 * the first call. After `close`, and for calls under way then, every call rejects. The first call that needs
 * TLS rejects with a UserError when an additional certificate is none.
 */
export function createNetwork(options: NetworkOptions = {}): Network {
  const limits = { ...defaultLimits, ...options.limits };
  const trust = options.trust ?? { additionalCertificates: [] };
  const tls = lazily(async () => (await import('./tls/index.ts')).createTls(trust, limits));
  const routes = createRoutes(options.proxy ?? { mode: 'none' });
  const connections = createConnections();
  const attempts = createSharedAttempts<ConnectAttempt>();
  const calls = abortableCalls();
  const run = calls.run;
  return {
    secrets: routes.secrets,
    route(url, signal) {
      const route = routes.of(new URL(url));
      return route instanceof Promise ? run(signal, () => route) : route;
    },
    resolve: (hostname, signal) => run(signal, () => resolve(hostname)),
    connect: (addresses, port, signal) =>
      run(signal, (combined) => connectToAll(addresses, port, limits.connectMs, attempts, combined)),
    inspectTls: (target, signal) =>
      run(signal, async (combined) => {
        const route = await routes.of(secureUrl(target));
        return inspectOver(route, target, { tls, limits }, combined);
      }),
    request: (wanted) =>
      run(wanted.signal, (combined) => request(wanted, { connections, routes, tls, limits }, combined)),
    async close() {
      calls.abortAll(new Error('The network was closed'));
      connections.close();
    },
  };
}

const secureUrl = ({ hostname, port }: { hostname: string; port: number }): URL =>
  new URL(`https://${hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname}:${port}`);
