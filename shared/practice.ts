import { z } from 'zod';
import { outcomeIds } from './outcomes.ts';

/** A situation that the practice environment can play. */
const practiceScenarioSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  group: z.enum(['Documented results', 'Other replies', 'Network and TLS', 'Identity Service', 'Token']),
  /** The outcome a diagnosis ends in. */
  outcome: z.enum(outcomeIds),
});
export type PracticeScenario = z.infer<typeof practiceScenarioSchema>;

export const practiceStatusSchema = z.strictObject({
  scenario: z.string(),
  scenarios: z.array(practiceScenarioSchema),
  creatioUrl: z.string().nullable(),
  identityServiceUrl: z.string().nullable(),
});
export type PracticeStatus = z.infer<typeof practiceStatusSchema>;
