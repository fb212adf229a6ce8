import type { AddressesEvidence, Evidence } from '../../../shared/report.ts';
import {
  isIpAddress,
  waysOf,
  type NetworkFailure,
  type ResolvedAddress,
  type Route,
  type Way,
} from '../../net/index.ts';
import type { Check, CheckContext, Finding } from '../types.ts';
import { failureOnWay, keepRoute, routeEvidence } from './route.ts';
import { addressOf, endpointOfTarget, hostCheckId, isGiven, titleOfTarget, type TargetName } from './target.ts';

interface Found {
  way: Way;
  /** The host that was looked up: that of the proxy, where the way goes through one. */
  hostname: string;
  addresses: readonly ResolvedAddress[];
  failure: NetworkFailure | null;
}

/** Looks the ends of the ways up in their order, until one is known. */
async function resolveFirst(
  route: Route,
  hostname: string,
  { network }: CheckContext,
  signal: AbortSignal,
): Promise<Found | null> {
  let last: Found | null = null;
  for (const way of waysOf(route)) {
    if (last?.failure) route.failed.set(last.way, last.failure);
    const end = way?.hostname ?? hostname;
    const { addresses, failure } = await network.resolve(end, signal);
    last = { way, hostname: end, addresses, failure: failure && failureOnWay(way, failure) };
    if (failure === null) return last;
  }
  return last;
}

function summaryOf({ way, hostname, addresses }: Found, target: string): string {
  const list = addresses.map(({ address }) => address).join(', ');
  if (way !== null) {
    const itself = `The proxy looks ${target} up itself.`;
    return isIpAddress(hostname)
      ? `The proxy ${way.name} is given by its IP address. ${itself}`
      : `The name ${hostname} of the proxy leads to ${list}. ${itself}`;
  }
  return isIpAddress(hostname)
    ? `${hostname} is an IP address; no name needs to be resolved.`
    : `The name ${hostname} leads to ${list}.`;
}

/** A setting that was passed over is worth a warning, whatever else was found. */
const withProblem = (finding: Finding, { problem }: Route): Finding =>
  problem === null || finding.status === 'fail'
    ? finding
    : {
        ...finding,
        status: 'warn',
        summary: `${problem.message} ${finding.summary}`,
        remediation: problem.finding,
      };

/**
 * Decides the route, and resolves through the operating system the host it leads to first: that of the target or, over a proxy,
 * which knows the target itself, that of the proxy. Keeps the addresses for the connection check.
 */
export const dnsCheck = (target: TargetName): Check => ({
  id: hostCheckId(target, 'dns'),
  title: `Name resolution of ${titleOfTarget[target]}`,
  needs: [hostCheckId(target, 'address')],
  applies: (profile) => isGiven(profile, target),
  async run(context, signal): Promise<Finding> {
    const { profile, network, facts } = context;
    const { hostname } = endpointOfTarget(profile, target);
    const route = await network.route(addressOf(profile, target) ?? '', signal);
    keepRoute(facts, target, route);
    const found = await resolveFirst(route, hostname, context, signal);
    const failure = found === null ? route.problem : found.failure;
    if (found === null || failure !== null) {
      // No way is left, so none is the one to prefer.
      route.failed.clear();
      const rows = [{ label: 'Host', value: found?.hostname ?? hostname }];
      if (failure?.code) rows.push({ label: 'Code', value: failure.code });
      return {
        status: 'fail',
        summary: failure?.message ?? route.because,
        evidence: [{ kind: 'facts', title: 'Name resolution', rows }, routeEvidence(route)],
        remediation: failure?.finding ?? 'proxy-settings-unusable',
      };
    }
    facts[target === 'creatio' ? 'creatioAddresses' : 'identityAddresses'] = found.addresses;
    const addresses: AddressesEvidence = {
      kind: 'addresses',
      title: `Addresses of ${found.way === null ? found.hostname : `the proxy ${found.way.name}`}`,
      addresses: found.addresses.map((entry) => ({ ...entry, ok: null, durationMs: null, failure: null })),
    };
    const evidence: Evidence[] = [addresses, routeEvidence(route)];
    return withProblem({ status: 'pass', summary: summaryOf(found, hostname), evidence, remediation: null }, route);
  },
});
