import type { ConclusionInput, Ending } from '../conclusion.ts';
import { passed } from './contradiction.ts';

/** With these a gateway says that it waited in vain; the last is Cloudflare's. */
const gaveUp: readonly number[] = [504, 524];

export const answersPing = ({ results }: ConclusionInput): boolean =>
  results.some(({ id, status }) => id === 'creatio.ping' && status === 'pass');

/**
 * A Creatio that answers its ping and leaves the health check without an answer, until this console or a gateway in between
 * gives up: it may wait for its Identity Service.
 */
export const isHealthSilent = (input: ConclusionInput, { failing }: Ending): boolean =>
  answersPing(input) &&
  ((failing?.id === 'creatio.health' && failing.status === 'timeout') || gaveUp.includes(input.health?.status ?? 0));

/** What such a silence can mean, with what this computer sees of the Identity Service. */
export function silenceInWords({ results, profile, health }: ConclusionInput): string {
  const seen =
    profile.identityServiceUrl === null
      ? ''
      : passed(results, 'identity.discovery')
        ? ' The Identity Service answers this computer, so look at the way from the Creatio server to it.'
        : ' The Identity Service does not answer this computer as it should either.';
  const limit = health === null ? 'With a longer time limit' : 'Asked past the gateway, and with a long time limit,';
  return `For the health check Creatio asks its Identity Service, and may be waiting for it, for example because a firewall drops the connection.${seen} ${limit} Creatio says so itself.`;
}
