import type { OutcomeId } from '../../shared/outcomes.ts';

/** What a diagnosis of the practice environment ends in, in words. */
export const expectations: Readonly<Record<OutcomeId, string>> = {
  healthy: 'Creatio reports that OAuth works. The console’s own checks agree, or warn where they see something else.',
  'settings-empty': 'A problem: more than one of the three system settings is empty.',
  'setting-empty': 'A problem: one of the three system settings is empty, and which one.',
  'identity-service-unavailable': 'A problem: Creatio cannot reach the Identity Service.',
  'token-not-retrievable': 'A problem: Creatio reaches the Identity Service and gets no token from it.',
  'inconsistent-reply': 'A problem: the health check answers, and its answer contradicts itself.',
  'login-required': 'An unknown result: Creatio asks for a login instead of answering.',
  'endpoint-missing': 'An unknown result: Creatio has no health check at its address.',
  'web-server-error': 'A problem: the web server answers with an error in place of Creatio.',
  'unexpected-reply': 'An unknown result: what answers does not answer as Creatio does.',
  unreachable: 'A problem: there is no answer, and the step that failed tells why.',
  'proxy-error': 'A problem: a proxy answers in place of Creatio.',
  cancelled: 'A run that was cancelled.',
};
