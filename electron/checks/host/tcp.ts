import type { Check, Finding } from '../types.ts';
import { endpointOfTarget, hostCheckId, isGiven, titleOfTarget, type TargetName } from './target.ts';

/** Connects to every address the name leads to, all at the same time. */
export const tcpCheck = (target: TargetName): Check => ({
  id: hostCheckId(target, 'tcp'),
  title: `Connection to ${titleOfTarget[target]}`,
  needs: [hostCheckId(target, 'dns')],
  applies: (profile) => isGiven(profile, target),
  async run({ profile, network, facts }, signal): Promise<Finding> {
    const { hostname, port } = endpointOfTarget(profile, target);
    const resolved = (target === 'creatio' ? facts.creatioAddresses : facts.identityAddresses) ?? [];
    const { addresses, failure } = await network.connect(resolved, port, signal);
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
