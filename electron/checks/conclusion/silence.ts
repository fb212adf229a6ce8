import type { ConclusionInput, Ending } from '../conclusion.ts';
import { passed } from './contradiction.ts';

/** A Creatio that answers its ping and leaves the health check without an answer: it may wait for its Identity Service. */
export const isHealthSilent = ({ results }: ConclusionInput, { failing }: Ending): boolean =>
  failing?.id === 'creatio.health' &&
  failing.status === 'timeout' &&
  results.some(({ id, status }) => id === 'creatio.ping' && status === 'pass');

/** What such a silence can mean, with what this computer sees of the Identity Service. */
export function silenceInWords({ results, profile }: ConclusionInput): string {
  const seen =
    profile.identityServiceUrl === null
      ? ''
      : passed(results, 'identity.discovery')
        ? ' The Identity Service answers this computer, so look at the way from the Creatio server to it.'
        : ' The Identity Service does not answer this computer as it should either.';
  return `For the health check Creatio asks its Identity Service, and may be waiting for it, for example because a firewall drops the connection.${seen} With a longer time limit Creatio says so itself.`;
}
