import type { Evidence } from '../../../shared/report.ts';
import {
  combineTcpFailures,
  isIpAddress,
  waysOf,
  type ConnectAttempts,
  type NetworkFailure,
  type ResolvedAddress,
  type Way,
} from '../../net/index.ts';
import type { Check, CheckContext, Finding } from '../types.ts';
import { isLoopbackHost } from './loopback.ts';
import { failureOnWay, routeEvidence, routeOfTarget } from './route.ts';
import { endpointOfTarget, hostCheckId, isGiven, titleOfTarget, type TargetName } from './target.ts';

/** The part of the time limit after which an address that keeps silent is given up, so that the others still count. */
const shareOfTimeLimit = 0.8;

/** One attempt, which ends by itself before the time limit of the check does. */
async function attempt(
  { network, profile }: CheckContext,
  address: ResolvedAddress,
  port: number,
  signal: AbortSignal,
): Promise<ConnectAttempts> {
  const limitMs = profile.timeLimitSeconds * 1000 * shareOfTimeLimit;
  const deadline = new AbortController();
  const giveUp = (): void => deadline.abort(signal.reason);
  const timer = setTimeout(giveUp, limitMs);
  signal.addEventListener('abort', giveUp);
  try {
    return await network.connect([address], port, deadline.signal);
  } catch (error) {
    if (signal.aborted || !deadline.signal.aborted) throw error;
    const message = `${address.address}, port ${port}, gave no answer within ${limitMs / 1000} s. A firewall may be dropping the connection.`;
    return {
      addresses: [{ ...address, ok: false, durationMs: limitMs, failure: message }],
      failure: { layer: 'tcp', finding: 'tcp-silent', message, code: null },
    };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

/** What connecting to the first end of one way came to. */
interface WayTried extends ConnectAttempts {
  way: Way;
  hostname: string;
  port: number;
}

async function tryWay(
  context: CheckContext,
  way: Way,
  { hostname, port }: { hostname: string; port: number },
  resolved: readonly ResolvedAddress[],
  signal: AbortSignal,
): Promise<WayTried> {
  const attempts = await Promise.all(resolved.map((address) => attempt(context, address, port, signal)));
  const addresses = attempts.flatMap((each) => each.addresses);
  const failures = attempts.flatMap((each) => each.failure ?? []);
  const accepted = addresses.some(({ ok }) => ok === true);
  const failure = accepted ? null : failureOnWay(way, combineTcpFailures(failures, port));
  return { way, hostname, port, addresses, failure };
}

const evidenceOf = ({ way, hostname, port, addresses }: WayTried): Evidence => ({
  kind: 'addresses',
  title: `Port ${port} at each address of ${way === null ? hostname : `the proxy ${way.name}`}`,
  addresses,
});

/** What the connections say, when at least one was accepted. */
function conclude(tried: WayTried, before: NetworkFailure | null, target: string, evidence: Evidence[]): Finding {
  const { way, hostname, port, addresses } = tried;
  const at = way === null ? `${hostname}, port ${port},` : `The proxy ${way.name}`;
  const then = way === null ? '' : ` It connects to ${target} itself.`;
  const refusing = addresses.filter(({ ok }) => ok !== true).map(({ address }) => address);
  if (before !== null) {
    const summary = `${before.message} The next way of the list leads on: ${at} accepts connections.${then}`;
    return { status: 'warn', summary, evidence, remediation: before.finding };
  }
  if (refusing.length > 0) {
    return {
      status: 'warn',
      summary: `${at} accepts connections at some of its addresses, but not at ${refusing.join(', ')}.${then}`,
      evidence,
      remediation: 'tcp-some-addresses-fail',
    };
  }
  const which =
    addresses.length === 1 ? 'accepts connections' : `accepts connections at all ${addresses.length} addresses`;
  return { status: 'pass', summary: `${at} ${which}.${then}`, evidence, remediation: null };
}

/** A name that leads to this very computer, and does not say so, as a line of its hosts file can make it; else nothing. */
function ownComputerInWords(hostname: string, addresses: readonly ResolvedAddress[]): string {
  const isNamedSo = isIpAddress(hostname) || isLoopbackHost(hostname);
  if (isNamedSo || addresses.length === 0 || !addresses.every(({ address }) => isLoopbackHost(address))) return '';
  return ` The name ${hostname} leads to this computer itself. If the website is on another one, look at the hosts file of this computer.`;
}

/** Connects to every address of the target, or of the proxy that leads to it, all at the same time. */
export const tcpCheck = (target: TargetName): Check => ({
  id: hostCheckId(target, 'tcp'),
  title: `Connection to ${titleOfTarget[target]}`,
  needs: [hostCheckId(target, 'dns')],
  applies: (profile) => isGiven(profile, target),
  async run(context, signal): Promise<Finding> {
    const { profile, facts, network } = context;
    const own = endpointOfTarget(profile, target);
    const route = routeOfTarget(facts, target);
    const known = (target === 'creatio' ? facts.creatioAddresses : facts.identityAddresses) ?? [];
    const evidence: Evidence[] = [];
    let before: NetworkFailure | null = null;
    for (const [index, way] of waysOf(route).entries()) {
      const end = way ?? own;
      const resolved = index === 0 ? known : (await network.resolve(end.hostname, signal)).addresses;
      const tried = await tryWay(context, way, end, resolved, signal);
      evidence.push(evidenceOf(tried));
      if (tried.failure === null) {
        const shown = way === null && route.failed.size === 0 ? evidence : [...evidence, routeEvidence(route)];
        return conclude(tried, before, `${own.hostname}, port ${own.port},`, shown);
      }
      before ??= tried.failure;
      route.failed.set(way, tried.failure);
    }
    // No way is left, so none is the one to prefer.
    route.failed.clear();
    const failure = before ?? combineTcpFailures([], own.port);
    const summary = `${failure.message}${waysOf(route)[0] === null ? ownComputerInWords(own.hostname, known) : ''}`;
    return { status: 'fail', summary, evidence, remediation: failure.finding };
  },
});
