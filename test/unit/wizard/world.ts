import { randomUUID } from 'node:crypto';
import {
  beginWith,
  checksOwed,
  eventsAfterChecks,
  eventsOf,
  furtherProof,
  type Surroundings,
} from '../../../electron/wizard/index.ts';
import { verdictOfOutcome, type OutcomeId } from '../../../shared/outcomes.ts';
import { loadCatalogue, type RemediationFacts } from '../../../shared/remediation/index.ts';
import { checkIds } from '../../../shared/check-ids.ts';
import type { CheckId, CheckStatus } from '../../../shared/report.ts';
import { currentVisit, stateOf } from '../../../shared/wizard-state.ts';
import type { Session, SessionAct, SessionEvent, Sight } from '../../../shared/wizard.ts';

/** How an environment is at a moment: the outcome of its health check, and what its other checks find. */
export interface World {
  outcome: OutcomeId;
  emptySettings?: string[];
  checks?: Partial<Record<CheckId, CheckStatus | [status: CheckStatus, remediation: string]>>;
}

export function sightOf({ outcome, emptySettings = [], checks = {} }: World): Sight {
  const results = checkIds.map((id) => {
    const own = id === 'creatio.health' && outcome !== 'healthy' ? (['fail', outcome] as const) : 'pass';
    const given = checks[id] ?? own;
    const [status, remediation] = typeof given === 'string' ? [given, null] : given;
    return { id, title: `Title of ${id}`, status, summary: `Summary of ${id}.`, remediation };
  });
  const failed = results.find(({ status }) => status === 'fail');
  const contradicted = outcome === 'healthy' && failed !== undefined;
  return {
    verdict: contradicted ? 'warn' : verdictOfOutcome[outcome],
    outcome,
    headline: `Headline of ${outcome}.`,
    emptySettings,
    remediation: contradicted ? failed.remediation : outcome,
    results,
  };
}

const catalogue = await loadCatalogue();

/** A session led by hand: the test is the user, and decides what the environment is like when it is checked. */
export interface Led {
  session: Session;
  /** What is checked from now on. */
  world: World;
  /** Does something about the step it stands at, and has run whatever is then owed. */
  act(act: 'done' | 'skipped' | 'cannot' | 'go-on' | { choose: number } | { turn: number }): SessionEvent[];
  /** The checks that ran, in turns. */
  readonly asked: CheckId[][];
  /** Entry and step it stands at. */
  stand(): { entry: string; step: number; path: string[] };
}

export function begin(
  entryId: string,
  world: World | null,
  facts: Partial<RemediationFacts> = {},
  from: Session['from'] = 'finding',
): Led {
  const around: Surroundings = {
    at: '2026-11-22T10:00:00.000Z',
    by: { user: 'ann', machine: 'ADMIN-PC' },
    find: (id, sight) =>
      catalogue.find(id, { platform: 'net-framework', ...facts, emptySettings: sight?.emptySettings ?? [] }),
  };
  const sight = world === null ? null : sightOf(world);
  const led: Led = {
    session: {
      schemaVersion: 1,
      id: randomUUID(),
      profileId: 'practice',
      profileName: 'Practice environment',
      from,
      sight,
      events: [beginWith(entryId, sight, around)],
    },
    world: world ?? { outcome: 'healthy' },
    asked: [],
    act(what) {
      const before = led.session.events.length;
      add(eventsOf(led.session, actOf(led.session, what), around));
      const owed = checksOwed(led.session);
      if (owed.length > 0) {
        led.asked.push([...owed]);
        let seen = sightOf(led.world);
        const further = furtherProof(led.session, owed, seen);
        if (further.length > 0) {
          led.asked.push(further);
          seen = sightOf(led.world);
        }
        add(eventsAfterChecks(led.session, { owed, asked: [...owed, ...further], sight: seen }, around));
      }
      return led.session.events.slice(before);
    },
    stand() {
      const state = stateOf(led.session);
      const { entry, at } = currentVisit(state);
      return { entry: entry.id, step: at, path: state.visits.map((visit) => visit.entry.id) };
    },
  };
  function add(events: readonly SessionEvent[]): void {
    led.session = { ...led.session, events: [...led.session.events, ...events] };
  }
  return led;
}

function actOf(session: Session, what: Parameters<Led['act']>[0]): SessionAct {
  const step = currentVisit(stateOf(session)).at;
  if (what === 'go-on') return { kind: 'go-on' };
  if (typeof what === 'string') return { kind: 'mark', step, did: what, note: '' };
  return 'choose' in what ? { kind: 'choose', step, branch: what.choose } : { kind: 'turn', step: what.turn };
}

/** Does the same at every step until the session ends; "go on" where a check does not pass. */
export function leadToTheEnd(led: Led, did: 'done' | 'skipped' | 'cannot', mostActs = 400): void {
  for (let acts = 0; stateOf(led.session).end === null; acts += 1) {
    if (acts === mostActs) throw new Error(`The session goes on for ever: ${led.stand().path.join(', ')}`);
    led.act(stateOf(led.session).message?.tone === 'bad' ? 'go-on' : did);
  }
}
