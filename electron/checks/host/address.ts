import type { Check, Finding } from '../types.ts';
import { parseUrl } from '../../../shared/url.ts';
import { addressOf, endpointOf, hostCheckId, isGiven, titleOfTarget, type TargetName } from './target.ts';

/** Ends of an address that people paste along; the console adds the right ones itself. */
const pastedEnds: Readonly<Record<TargetName, RegExp>> = {
  creatio: /\/(?:0|login|shell|nuilogin\.aspx|login\.html|api\/OAuthHealthCheck)\/*$/i,
  identity: /\/(?:connect\/\w+|\.well-known(?:\/.*)?)\/*$/i,
};

/** What is wrong with an address, as a sentence, or null. The address itself is not repeated: it may hold a password. */
function problemOf(address: string, target: TargetName): string | null {
  const name = titleOfTarget[target];
  const url = parseUrl(address);
  if (url === null) return `The address of ${name} is not a valid web address.`;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `The address of ${name} starts with “${url.protocol}”; it must start with https:// or http://.`;
  }
  if (url.username !== '' || url.password !== '') {
    return `The address of ${name} holds a user name or a password; it must not.`;
  }
  if (url.search !== '' || url.hash !== '') {
    return `The address of ${name} goes on after “${url.search === '' ? '#' : '?'}”; only the part before it is the address.`;
  }
  const pasted = pastedEnds[target].exec(url.pathname)?.[0];
  if (pasted !== undefined) {
    return `The address of ${name} ends in “${pasted}”; leave that out, the console adds such paths itself.`;
  }
  return null;
}

/** Looks at the address alone, without the network. */
export const addressCheck = (target: TargetName): Check => ({
  id: hostCheckId(target, 'address'),
  title: `Address of ${titleOfTarget[target]}`,
  needs: [],
  applies: (profile) => isGiven(profile, target),
  async run({ profile }): Promise<Finding> {
    const address = addressOf(profile, target) ?? '';
    const problem = problemOf(address, target);
    if (problem !== null) return { status: 'fail', summary: problem, evidence: [], remediation: 'address-invalid' };
    const { hostname, port, secure } = endpointOf(address);
    return {
      status: 'pass',
      summary: `The address names the host ${hostname} and port ${port}, ${secure ? 'with' : 'without'} encryption (${secure ? 'HTTPS' : 'plain HTTP'}).`,
      evidence: [
        {
          kind: 'facts',
          title: 'Address',
          rows: [
            { label: 'Host', value: hostname },
            { label: 'Port', value: String(port) },
            { label: 'Path', value: new URL(address).pathname },
            { label: 'Encryption', value: secure ? 'HTTPS' : 'none (plain HTTP)' },
          ],
        },
      ],
      remediation: null,
    };
  },
});
