import { verdictOfOutcome, type OutcomeId, type Verdict } from '../../shared/outcomes.ts';
import type { Profile } from '../../shared/profile.ts';
import type { CheckId, CheckResult, MutedCheck } from '../../shared/report.ts';
import { contradictionOf, countedResults, type Contradiction } from './conclusion/contradiction.ts';
import { headlineOf } from './conclusion/headline.ts';
import { notesOf } from './conclusion/notes.ts';
import { isHealthSilent } from './conclusion/silence.ts';
import { isObstacle } from './graph.ts';
import type { HealthReply } from './health-reply.ts';

export interface ConclusionInput {
  profile: Profile;
  /** Name of the machine on which the checks ran. */
  hostName: string;
  results: readonly CheckResult[];
  /** Null when the health endpoint gave nothing to judge. */
  health: HealthReply | null;
  /** Why the client secret, which is set, could not be read. */
  secretProblem?: string | null;
  /** Checks whose problems are known and muted. */
  muted?: readonly MutedCheck[];
}

/** What a run comes to: the part of the report that says it in one word and in sentences. */
export interface Conclusion {
  outcome: OutcomeId;
  verdict: Verdict;
  headline: string;
  notes: string[];
  emptySettings: string[];
  /** Entry of the remediation catalogue that helps first; null when the console itself is at fault. */
  remediation: string | null;
}

/** How a run ended, and the check at whose door it lies where there is one. */
export interface Ending {
  outcome: OutcomeId;
  /** The check that kept the health endpoint from being asked. */
  failing: CheckResult | null;
}

const layersOfCreatio: readonly CheckId[] = [
  'creatio.address',
  'creatio.dns',
  'creatio.tcp',
  'creatio.tls',
  'creatio.health',
];

/** A proxy that tells of a host it cannot reach does its part. */
const isFaultOfProxy = ({ remediation }: CheckResult): boolean =>
  remediation !== null && remediation.startsWith('proxy-') && remediation !== 'proxy-target-failed';

function endingOf({ results, health }: ConclusionInput): Ending {
  if (results.some(({ status }) => status === 'cancelled')) return { outcome: 'cancelled', failing: null };
  if (health !== null) return { outcome: health.outcome, failing: null };
  const failing = results.find(({ id, status }) => layersOfCreatio.includes(id) && isObstacle(status)) ?? null;
  // A fault of the console says nothing about Creatio: the run did not come to its end.
  if (failing === null || failing.status === 'crash') return { outcome: 'cancelled', failing };
  return { outcome: isFaultOfProxy(failing) ? 'proxy-error' : 'unreachable', failing };
}

function remediationOf(ending: Ending, health: HealthReply | null, contradiction: Contradiction | null): string | null {
  const { outcome, failing } = ending;
  if (failing?.status === 'crash') return null;
  if (outcome === 'healthy' && contradiction !== null) {
    return (
      contradiction.problems.find(({ remediation }) => remediation !== null)?.remediation ?? 'health-and-checks-differ'
    );
  }
  if (outcome === 'unreachable' || outcome === 'proxy-error')
    return failing?.remediation ?? health?.remediation ?? outcome;
  return outcome === 'cancelled' ? outcome : (health?.remediation ?? outcome);
}

/**
 * Draws the one conclusion of a run. The health endpoint's word decides the outcome; where the console's own checks of
 * the Identity Service contradict it, the verdict is `warn`, whatever the outcome. A muted check contradicts no health check
 * that says healthy; nothing else changes by a mute, least of all what the health check says.
 */
export function conclude(input: ConclusionInput): Conclusion {
  const { health } = input;
  const ending = endingOf(input);
  const results = countedResults(ending.outcome, input);
  const contradiction = contradictionOf(ending.outcome, results);
  return {
    outcome: ending.outcome,
    verdict: contradiction === null ? verdictOfOutcome[ending.outcome] : 'warn',
    headline: headlineOf(input, ending, contradiction),
    notes: notesOf(input, ending, contradiction),
    emptySettings: health === null ? [] : [...health.emptySettings],
    remediation: isHealthSilent(input, ending) ? 'health-silent' : remediationOf(ending, health, contradiction),
  };
}
