import { ConnectionRefusal } from '../refusal.ts';
import { bareHost } from '../resolve.ts';
import type { TlsInspection } from '../types.ts';
import { isWayBlocked, type Target } from './failures.ts';
import { noPhases, openWay, type OpenContext } from './open.ts';
import { overWays, type Route } from './route.ts';
import { unusableRoute } from './routes.ts';

/** Makes a TLS connection to a host on its route and looks at it; see the `inspectTls` of the network. */
export async function inspectOver(
  route: Route,
  { hostname, port }: Target,
  context: OpenContext,
  signal: AbortSignal,
): Promise<TlsInspection> {
  const target = { hostname: bareHost(hostname), port };
  // At hand before there is a connection, which may be closed again at once.
  const tls = await context.tls();
  const result = await overWays(
    route,
    async (way) => {
      try {
        const raw = await openWay({ ...target, tunnel: true }, way, noPhases(), context, signal);
        return { inspection: await tls.inspect(raw, target, signal), refusal: null };
      } catch (error) {
        if (!(error instanceof ConnectionRefusal)) throw error;
        return { inspection: failed(error), refusal: error.failure };
      }
    },
    ({ refusal }) => (refusal !== null && isWayBlocked(refusal) ? refusal : null),
  );
  return result?.inspection ?? failed(new ConnectionRefusal(unusableRoute(route)));
}

const failed = ({ failure }: ConnectionRefusal): TlsInspection => ({
  protocol: null,
  cipher: null,
  chain: [],
  failures: [failure],
  warnings: [],
});
