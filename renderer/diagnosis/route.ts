import { checkIds } from '../../shared/check-ids.ts';
import { outcomeIds, type OutcomeId } from '../../shared/outcomes.ts';
import type { CheckId } from '../../shared/report.ts';
import type { Step } from '../store/runs.ts';

export type LinkState = 'ok' | 'warning' | 'broken' | 'unknown' | 'running';

/** One link of the route: how it is, and why in a sentence where that is known. */
export interface Link {
  state: LinkState;
  detail: string;
}

/** The ways between the three machines that OAuth needs. */
export interface Route {
  computerToCreatio: Link;
  creatioToIdentity: Link;
  computerToIdentity: Link;
}

const isOf = (machine: 'creatio' | 'identity' | 'token', id: CheckId): boolean => id.startsWith(`${machine}.`);

/** The platform is no matter of the way to Creatio, and the health check speaks of the way from there. */
const creatioChecks = checkIds.filter(
  (id) => isOf('creatio', id) && id !== 'creatio.platform' && id !== 'creatio.health',
);
/** A token is used on Creatio. */
const identityChecks = checkIds.filter((id) => (isOf('identity', id) || isOf('token', id)) && id !== 'token.use');
/** Only these hear an answer; the ones before them find an open port. */
const answeringChecks: ReadonlySet<CheckId> = new Set([
  'creatio.ping',
  'identity.discovery',
  'identity.keys',
  'token.request',
]);

const answersOk: Link = { state: 'ok', detail: 'Creatio answers this computer.' };
const notTold: Link = { state: 'unknown', detail: 'Creatio has not told whether it reaches the Identity Service.' };
const notConnected: Link = {
  state: 'broken',
  detail: 'Creatio is not set up to reach the Identity Service: its system settings are empty.',
};

/** What an outcome says about the two links that end or begin at Creatio; the steps tell the rest. */
const linksOfOutcome: Readonly<Record<OutcomeId, { toCreatio: Link | null; toIdentity: Link }>> = {
  healthy: {
    toCreatio: answersOk,
    toIdentity: { state: 'ok', detail: 'Creatio gets a token from the Identity Service.' },
  },
  'settings-empty': { toCreatio: answersOk, toIdentity: notConnected },
  'setting-empty': {
    toCreatio: answersOk,
    toIdentity: {
      state: 'broken',
      detail: 'Creatio is not set up to reach the Identity Service: one system setting is empty.',
    },
  },
  'identity-service-unavailable': {
    toCreatio: answersOk,
    toIdentity: { state: 'broken', detail: 'The Identity Service gives Creatio no answer.' },
  },
  'token-not-retrievable': {
    toCreatio: answersOk,
    toIdentity: { state: 'broken', detail: 'The Identity Service answers Creatio and gives it no token.' },
  },
  'inconsistent-reply': {
    toCreatio: answersOk,
    toIdentity: { state: 'unknown', detail: 'Creatio contradicts itself about the Identity Service.' },
  },
  'login-required': {
    toCreatio: { state: 'warning', detail: 'Creatio answers and asks for a login.' },
    toIdentity: notTold,
  },
  'endpoint-missing': {
    toCreatio: { state: 'warning', detail: 'Creatio answers and has no health check at this address.' },
    toIdentity: notTold,
  },
  'web-server-error': {
    toCreatio: { state: 'broken', detail: 'The web server of Creatio answers with an error.' },
    toIdentity: notTold,
  },
  'unexpected-reply': {
    toCreatio: { state: 'warning', detail: 'Something answers, but not as Creatio does.' },
    toIdentity: notTold,
  },
  unreachable: {
    toCreatio: { state: 'broken', detail: 'Creatio gives this computer no answer.' },
    toIdentity: notTold,
  },
  'proxy-error': {
    toCreatio: { state: 'broken', detail: 'A proxy between this computer and Creatio answers in its place.' },
    toIdentity: notTold,
  },
  cancelled: { toCreatio: null, toIdentity: notTold },
};

/**
 * Derives the picture of the route from what the steps found and how the run ended (null while it runs). An outcome
 * has the last word about Creatio, except that the step which names the failing layer says more than the outcome does.
 */
export function routeOf(steps: readonly Step[], outcome: OutcomeId | null): Route {
  const toCreatio = linkOfSteps(steps, creatioChecks, 'Creatio');
  const told = outcome === null ? null : linksOfOutcome[outcome];
  const ended = outcome !== null && outcome !== 'cancelled';
  if (outcome === 'unreachable' && isHealthSilent(steps)) {
    return {
      computerToCreatio: toCreatio,
      creatioToIdentity: { state: 'unknown', detail: 'Creatio may be waiting for the Identity Service.' },
      computerToIdentity: linkOfSteps(steps, identityChecks, 'The Identity Service'),
    };
  }
  return {
    computerToCreatio: told?.toCreatio ? mostTelling(told.toCreatio, toCreatio, steps) : toCreatio,
    creatioToIdentity: ended ? linksOfOutcome[outcome].toIdentity : linkToIdentitySoFar(steps),
    computerToIdentity: linkOfSteps(steps, identityChecks, 'The Identity Service'),
  };
}

/** A Creatio that answers its ping alone: what it asks for the health check leaves it without an answer, perhaps. */
const isHealthSilent = (steps: readonly Step[]): boolean =>
  steps.some(({ id, state }) => id === 'creatio.health' && state === 'timeout') &&
  steps.some(({ id, state }) => id === 'creatio.ping' && state === 'pass');

function mostTelling(told: Link, found: Link, steps: readonly Step[]): Link {
  if (told.state === 'ok') return refusedToken(steps) ?? (found.state === 'warning' ? found : told);
  if (found.state === 'broken') return found;
  const health = steps.find((step) => step.id === 'creatio.health')?.result;
  if (told.state !== 'broken') {
    // A finding of its own tells who it was that answered, which need not be Creatio.
    const isTold = health?.status !== 'fail' || outcomeIds.some((id) => id === health.remediation);
    if (isTold) return told;
    return { state: health.remediation?.startsWith('hosting-') ? 'broken' : told.state, detail: health.summary };
  }
  return health && (health.status === 'fail' || health.status === 'timeout')
    ? { state: 'broken', detail: health.summary }
    : told;
}

/** Creatio answers, but not to the token that this computer got: this is where an application would fail. */
function refusedToken(steps: readonly Step[]): Link | null {
  const use = steps.find((step) => step.id === 'token.use')?.result;
  return use?.status === 'fail' || use?.status === 'timeout' ? { state: 'broken', detail: use.summary } : null;
}

/** What Creatio has said by now, in a run that goes on or was cancelled. */
function linkToIdentitySoFar(steps: readonly Step[]): Link {
  const health = steps.find((step) => step.id === 'creatio.health');
  if (health?.state === 'running') return { state: 'running', detail: 'Creatio is being asked.' };
  const result = health?.result;
  if (result?.status === 'pass' || result?.status === 'warn') return linksOfOutcome.healthy.toIdentity;
  const outcome = outcomeIds.find((id) => id === result?.remediation);
  return outcome === undefined ? notTold : linksOfOutcome[outcome].toIdentity;
}

function linkOfSteps(steps: readonly Step[], ids: readonly CheckId[], target: string): Link {
  const mine = steps.filter((step) => ids.includes(step.id));
  const broken = mine.find((step) => step.state === 'fail' || step.state === 'timeout');
  if (broken) return { state: 'broken', detail: broken.result?.summary ?? `${target} could not be reached.` };
  const waiting = mine.filter((step) => step.state === 'waiting').length;
  if (mine.some((step) => step.state === 'running') || (waiting > 0 && waiting < mine.length))
    return { state: 'running', detail: `${target} is being checked.` };
  const warned = mine.find((step) => step.state === 'warn');
  if (warned) return { state: 'warning', detail: warned.result?.summary ?? `${target} answers with a warning.` };
  const passed = mine.filter((step) => step.state === 'pass');
  if (passed.some((step) => answeringChecks.has(step.id)))
    return { state: 'ok', detail: `${target} answers this computer.` };
  if (passed.some((step) => step.id.endsWith('.tcp')))
    return { state: 'unknown', detail: `${target} accepts connections from this computer; more is not known.` };
  return { state: 'unknown', detail: `${target} has not been checked from this computer.` };
}
