import type { NetworkFailure } from '../types.ts';
import type { ProxyServer } from './server.ts';

/** One way to a host: through a proxy, or the direct one (null). */
export type Way = ProxyServer | null;

/** How a host is reached, and why so. */
export interface Route {
  /** To be tried in this order. Empty when the settings leave none; `problem` then says why. */
  ways: readonly Way[];
  /** What decided it: a setting, a variable, a list. */
  because: string;
  /** What is wrong with the settings; null when nothing is. */
  problem: NetworkFailure | null;
  /** Ways that failed while another was left. They are not tried again as long as the route holds. */
  failed: Map<Way, NetworkFailure>;
}

/** A route of which no way has failed so far. */
export const routeOver = (ways: readonly Way[], because: string, problem: NetworkFailure | null = null): Route => ({
  ways,
  because,
  problem,
  failed: new Map(),
});

/** The ways that are worth trying now, in their order. */
export function waysOf({ ways, failed }: Route): readonly Way[] {
  if (failed.size === 0) return ways;
  const left = ways.filter((way) => !failed.has(way));
  return left.length > 0 ? left : ways;
}

/**
 * Tries the ways of a route until one leads on. `blocked` tells from a result why the way itself failed, before anything
 * was asked of the host; null when the way is not at fault. Null when the route has no way.
 */
export function overWays<T>(
  route: Route,
  attempt: (way: Way) => Promise<T>,
  blocked: (result: T) => NetworkFailure | null,
): Promise<T | null> {
  const [first, ...others] = waysOf(route);
  if (first === undefined) return Promise.resolve(null);
  return others.length === 0 ? attempt(first) : inTurn(route, [first, ...others], attempt, blocked);
}

async function inTurn<T>(
  route: Route,
  ways: readonly Way[],
  attempt: (way: Way) => Promise<T>,
  blocked: (result: T) => NetworkFailure | null,
): Promise<T | null> {
  for (const [index, way] of ways.entries()) {
    const result = await attempt(way);
    const failure = blocked(result);
    if (failure === null || index === ways.length - 1) return result;
    route.failed.set(way, failure);
  }
  return null;
}

const nameOf = (way: Way): string => (way === null ? 'the direct way' : way.name);

/** The route in words, for example "through the proxy http://proxy:8080 (from the environment variable https_proxy)". */
export function routeInWords(route: Route): string {
  const [way] = waysOf(route);
  if (way === undefined) return `none: ${route.because}`;
  const words = way === null ? `direct: ${route.because}` : `through the proxy ${way.name} (${route.because})`;
  const failed = [...route.failed.keys()].filter((each) => each !== way).map(nameOf);
  return failed.length === 0 ? words : `${words}, after ${failed.join(' and ')} failed`;
}
