import type { CheckId } from '../../../shared/report.ts';
import type { ConclusionInput, Ending } from '../conclusion.ts';
import { parseUrl } from '../../../shared/url.ts';
import type { Contradiction } from './contradiction.ts';
import { answersPing, isHealthSilent } from './silence.ts';

const hasPassed = ({ results }: ConclusionInput, id: CheckId): boolean =>
  results.some((result) => result.id === id && result.status === 'pass');

const hostOf = (address: string): string => parseUrl(address)?.host ?? 'its address';

function unreachableHeadline(input: ConclusionInput, ending: Ending): string {
  const { failing } = ending;
  const host = hostOf(input.profile.creatioUrl);
  if ((failing ?? input.health)?.remediation === 'proxy-target-failed') {
    return `The proxy of this computer cannot reach Creatio at ${host}.`;
  }
  switch (failing?.id) {
    case 'creatio.address':
      return 'The address of Creatio in this environment cannot be used.';
    case 'creatio.dns':
      return `This computer cannot find Creatio: the name in ${host} cannot be resolved.`;
    case 'creatio.tcp':
      return `This computer cannot connect to Creatio at ${host}.`;
    case 'creatio.tls':
      return `This computer cannot make a secure connection to Creatio at ${host}.`;
    default:
      if (input.health?.remediation === 'https-wanted') {
        return `The address of Creatio begins with http, but ${host} speaks https.`;
      }
      if (input.health?.remediation === 'http-malformed') {
        return `Something answers at the address of Creatio, ${host}, but not as a web server does.`;
      }
      if (isHealthSilent(input, ending)) {
        return `Creatio at ${host} is alive, but does not answer the health check within the time limit.`;
      }
      return `Creatio at ${host} accepts the connection, but gives no answer to the health check.`;
  }
}

function healthyHeadline(input: ConclusionInput, contradiction: Contradiction | null): string {
  if (contradiction !== null) return 'Creatio reports that OAuth works, but this computer sees a problem with it.';
  return hasPassed(input, 'token.request')
    ? 'OAuth works: Creatio got a token from the Identity Service, and so did this computer.'
    : 'OAuth works: Creatio got a token from the Identity Service.';
}

/** The answer of a run in one sentence for someone who is no expert. */
export function headlineOf(input: ConclusionInput, ending: Ending, contradiction: Contradiction | null): string {
  const count = input.health?.emptySettings.length ?? 0;
  switch (ending.outcome) {
    case 'healthy':
      return healthyHeadline(input, contradiction);
    case 'settings-empty':
      return `Creatio is not connected to its Identity Service: ${count === 2 ? 'two of the three' : 'all three'} system settings for it are empty.`;
    case 'setting-empty':
      return `Creatio is not connected to its Identity Service: the system setting ${input.health?.emptySettings[0]} is empty.`;
    case 'identity-service-unavailable':
      return contradiction === null
        ? 'Creatio cannot reach its Identity Service.'
        : `Creatio cannot reach its Identity Service, but this computer can${hasPassed(input, 'token.request') ? ' and got a token from it' : ''}.`;
    case 'token-not-retrievable':
      return `Creatio reaches its Identity Service but gets no token from it${contradiction === null ? '' : ', while this computer got one'}.`;
    case 'inconsistent-reply':
      return 'Creatio’s health check contradicts itself, so its answer cannot be relied on.';
    case 'login-required':
      return input.health?.remediation === 'login-required'
        ? 'Creatio wants a login before it answers the health check, so the state of OAuth is unknown.'
        : 'The web server of Creatio refuses the health check, so the state of OAuth is unknown.';
    case 'endpoint-missing':
      if (input.health?.remediation === 'hosting-no-site') {
        return 'No website answers at the address of Creatio, so the state of OAuth is unknown.';
      }
      return !input.results.some(({ id, status }) => id === 'creatio.ping' && status === 'warn')
        ? 'Creatio answers, but has no health check at this address, so the state of OAuth is unknown.'
        : 'There is neither a ping nor a health check at this address, so it may not be that of a Creatio, and the state of OAuth is unknown.';
    case 'web-server-error':
      if (isHealthSilent(input, ending)) {
        return 'Creatio is alive, but a gateway in front of it waited in vain for the health check.';
      }
      if (input.health?.remediation === 'web-server-error' && answersPing(input)) {
        return 'Creatio answers its ping, but the health check ends in an error.';
      }
      return 'The web server of Creatio fails before Creatio itself can answer the health check.';
    case 'unexpected-reply':
      if (input.health?.remediation === 'http-redirect-elsewhere') {
        return 'The address of Creatio leads on to another address, so the state of OAuth is unknown.';
      }
      if (input.health?.remediation === 'rate-limited') {
        return 'Creatio, or a gateway in front of it, was asked too often and answers no health check for now.';
      }
      return 'Something answers at the address of Creatio, but not with a health check, so the state of OAuth is unknown.';
    case 'unreachable':
      return unreachableHeadline(input, ending);
    case 'proxy-error':
      return ending.failing === null && input.health?.remediation === 'proxy-error'
        ? 'A proxy between this computer and Creatio answers in place of Creatio.'
        : `The way from this computer to Creatio at ${hostOf(input.profile.creatioUrl)} fails at the proxy.`;
    case 'cancelled':
      return ending.failing === null
        ? 'The diagnosis was cancelled before it was finished.'
        : 'The diagnosis could not be finished because of a fault in the console itself.';
  }
}
