import { isIP } from 'node:net';
import type { AddressesEvidence } from '../../../shared/report.ts';
import type { Check, Finding } from '../types.ts';
import { endpointOfTarget, hostCheckId, isGiven, titleOfTarget, type TargetName } from './target.ts';

/** Resolves the host name through the operating system and keeps the addresses for the connection check. */
export const dnsCheck = (target: TargetName): Check => ({
  id: hostCheckId(target, 'dns'),
  title: `Name resolution of ${titleOfTarget[target]}`,
  needs: [hostCheckId(target, 'address')],
  applies: (profile) => isGiven(profile, target),
  async run({ profile, network, facts }, signal): Promise<Finding> {
    const { hostname } = endpointOfTarget(profile, target);
    const { addresses, failure } = await network.resolve(hostname, signal);
    if (failure !== null) {
      const rows = [{ label: 'Host', value: hostname }];
      if (failure.code !== null) rows.push({ label: 'Code', value: failure.code });
      return {
        status: 'fail',
        summary: failure.message,
        evidence: [{ kind: 'facts', title: 'Name resolution', rows }],
        remediation: failure.finding,
      };
    }
    facts[target === 'creatio' ? 'creatioAddresses' : 'identityAddresses'] = addresses;
    const list = addresses.map(({ address }) => address).join(', ');
    const evidence: AddressesEvidence = {
      kind: 'addresses',
      title: `Addresses of ${hostname}`,
      addresses: addresses.map((entry) => ({ ...entry, ok: null, durationMs: null, failure: null })),
    };
    return {
      status: 'pass',
      summary:
        isIP(hostname) === 0
          ? `The name ${hostname} leads to ${list}.`
          : `${hostname} is an IP address; no name needs to be resolved.`,
      evidence: [evidence],
      remediation: null,
    };
  },
});
