import { dateInWords } from '../../../shared/date.ts';
import type { Evidence } from '../../../shared/report.ts';
import { waysOf, type NetworkFailure, type Way } from '../../net/index.ts';
import type { Check, Finding } from '../types.ts';
import { parseUrl } from '../../../shared/url.ts';
import { expiresSoonDays } from '../../../shared/tolerances.ts';
import { serverOf } from '../../../shared/trust.ts';
import { routeEvidence, routeOfTarget } from './route.ts';
import {
  addressOf,
  endpointOf,
  endpointOfTarget,
  hostCheckId,
  isGiven,
  titleOfTarget,
  type TargetName,
} from './target.ts';

/** A proxy that looks into secure connections puts a certificate of its own in the place of the server's. */
function remarkOnProxy({ finding }: NetworkFailure, way: Way): string {
  const replaced = finding === 'tls-unknown-authority' || finding === 'tls-self-signed';
  return way !== null && replaced ? ` The proxy ${way.name} on the way may have replaced the certificate.` : '';
}

/** Makes a secure connection and looks at the certificates; no request is sent. */
export const tlsCheck = (target: TargetName): Check => ({
  id: hostCheckId(target, 'tls'),
  title: `Secure connection to ${titleOfTarget[target]}`,
  needs: [hostCheckId(target, 'tcp')],
  applies(profile) {
    const given = isGiven(profile, target);
    if (given !== true) return given;
    const address = addressOf(profile, target);
    // An address that is not valid at all is the address check's matter.
    if (address === null || parseUrl(address) === null || endpointOf(address).secure) return true;
    return `The address of ${titleOfTarget[target]} starts with http://, so no encryption is used.`;
  },
  async run({ profile, network, facts }, signal): Promise<Finding> {
    const { hostname, port } = endpointOfTarget(profile, target);
    const { protocol, cipher, chain, failures, warnings } = await network.inspectTls({ hostname, port }, signal);
    const route = routeOfTarget(facts, target);
    const [way = null] = waysOf(route);
    const evidence: Evidence[] = [
      {
        kind: 'certificates',
        title: `Certificates of ${hostname}, port ${port}`,
        server: serverOf(hostname, port),
        protocol,
        cipher,
        chain,
        problems: [...failures, ...warnings].map(({ message, code }) =>
          code === null ? message : `${message} (${code})`,
        ),
      },
      ...(way === null ? [] : [routeEvidence(route)]),
    ];
    const [failure] = failures;
    if (failure !== undefined) {
      if (failure.details) evidence.push({ kind: 'facts', title: 'Answer of the proxy', rows: [...failure.details] });
      const summary = `${failure.message}${remarkOnProxy(failure, way)}`;
      return { status: 'fail', summary, evidence, remediation: failure.finding };
    }
    const [warning] = warnings;
    if (warning !== undefined) {
      const summary = warnings.map(({ message }) => message).join(' ');
      return { status: 'warn', summary, evidence, remediation: warning.finding };
    }
    const soonest = chain.toSorted((a, b) => a.daysLeft - b.daysLeft)[0];
    if (soonest !== undefined && soonest.daysLeft <= expiresSoonDays) {
      const days = `${soonest.daysLeft} ${soonest.daysLeft === 1 ? 'day' : 'days'}`;
      const which =
        soonest === chain[0]
          ? `The certificate of ${hostname}`
          : `A certificate in the chain of ${hostname} (${soonest.subject})`;
      return {
        status: 'warn',
        summary: `${which} expires in ${days}, on ${dateInWords(Date.parse(soonest.validTo))}.`,
        evidence,
        remediation: 'tls-expires-soon',
      };
    }
    const left = chain[0] === undefined ? '' : ` Its certificate is valid for ${chain[0].daysLeft} more days.`;
    return {
      status: 'pass',
      summary: `The connection to ${hostname} is secure${protocol === null ? '' : ` (${protocol})`}.${left}`,
      evidence,
      remediation: null,
    };
  },
});
