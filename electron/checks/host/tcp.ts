import { combineTcpFailures, type ConnectAttempts, type ResolvedAddress } from '../../net/index.ts';
import type { Check, CheckContext, Finding } from '../types.ts';
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

/** Connects to every address the name leads to, all at the same time. */
export const tcpCheck = (target: TargetName): Check => ({
  id: hostCheckId(target, 'tcp'),
  title: `Connection to ${titleOfTarget[target]}`,
  needs: [hostCheckId(target, 'dns')],
  applies: (profile) => isGiven(profile, target),
  async run(context, signal): Promise<Finding> {
    const { profile, facts } = context;
    const { hostname, port } = endpointOfTarget(profile, target);
    const resolved = (target === 'creatio' ? facts.creatioAddresses : facts.identityAddresses) ?? [];
    const attempts = await Promise.all(resolved.map((address) => attempt(context, address, port, signal)));
    const addresses = attempts.flatMap((each) => each.addresses);
    const failures = attempts.flatMap((each) => each.failure ?? []);
    const accepted = addresses.some(({ ok }) => ok === true);
    const failure = accepted ? null : combineTcpFailures(failures, port);
    const evidence = [{ kind: 'addresses' as const, title: `Port ${port} at each address of ${hostname}`, addresses }];
    if (failure !== null) return { status: 'fail', summary: failure.message, evidence, remediation: failure.finding };
    const refusing = addresses.filter(({ ok }) => ok !== true).map(({ address }) => address);
    if (refusing.length === 0) {
      const which =
        addresses.length === 1 ? 'accepts connections' : `accepts connections at all ${addresses.length} addresses`;
      return { status: 'pass', summary: `${hostname}, port ${port}, ${which}.`, evidence, remediation: null };
    }
    return {
      status: 'warn',
      summary: `${hostname}, port ${port}, accepts connections at some of its addresses, but not at ${refusing.join(', ')}.`,
      evidence,
      remediation: 'tcp-some-addresses-fail',
    };
  },
});
