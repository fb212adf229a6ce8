import type { PracticeScenario } from '../../../shared/practice.ts';
import type { PlayedScenario } from '../behaviour.ts';
import { documentedScenarios } from './documented.ts';
import { identityServiceScenarios } from './identity-service.ts';
import { networkScenarios } from './network.ts';
import { otherReplyScenarios } from './other-replies.ts';
import { tokenScenarios } from './token.ts';

/** Every scenario with what the servers do in it; pure data, no server is loaded. */
export const playedScenarios: readonly PlayedScenario[] = [
  ...documentedScenarios,
  ...otherReplyScenarios,
  ...networkScenarios,
  ...identityServiceScenarios,
  ...tokenScenarios,
];

/** Every scenario as people see it. */
export const practiceScenarios: readonly PracticeScenario[] = playedScenarios.map(
  ({ name, title, description, group, outcome }) => ({ name, title, description, group, outcome }),
);

export const defaultScenarioName = 'healthy';
