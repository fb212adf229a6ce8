import type { CheckId } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import { after, currentVisit, stateOf, stepChecks, type SessionState } from '../../shared/wizard-state.ts';
import type { Session, SessionAct, SessionEvent, Sight } from '../../shared/wizard.ts';
import {
  ended,
  entered,
  keyOf,
  leave,
  moveByChoice,
  moveByEvidence,
  movedError,
  moveFromDisproved,
  moveToCause,
  type Surroundings,
} from './moves.ts';
import { brokenProofOf, faultsOf, isMended, isProven, isTelling, proofOf, sawFault } from './proof.ts';
import { mendedInWords, resultInWords } from './words.ts';

/** The first event of a session. Throws a UserError `remediation-unknown`. */
export function beginWith(entryId: string, sight: Sight | null, around: Surroundings): SessionEvent {
  const entry = around.find(entryId, sight);
  if (entry !== null) return entered(around, entry, keyOf(entryId, sight), 'begin', sight?.headline ?? entry.cause);
  throw new UserError('remediation-unknown', 'The catalogue has no steps for this. Choose another entry.');
}

/** What follows from what a person does. Throws a UserError `session-moved` where the session does not stand there. */
export function eventsOf(session: Session, act: SessionAct, around: Surroundings): SessionEvent[] {
  const { at, by } = around;
  const state = stateOf(session);
  const { entry, at: standing } = currentVisit(state);
  const step = 'step' in act ? entry.steps[act.step] : undefined;
  if ('step' in act && step === undefined) throw movedError();
  if (state.end !== null && act.kind !== 'turn' && act.kind !== 'note') throw movedError();
  switch (act.kind) {
    case 'mark': {
      if (act.step !== standing) throw movedError();
      const marked: SessionEvent = { kind: 'marked', at, by, step: act.step, did: act.did, note: act.note };
      const next = after(state, marked);
      if (next.owed === 'step') return [marked];
      // What cannot be verified, or cannot be done, goes where the evidence leads that is there already.
      const move = act.did === 'skipped' ? null : moveByEvidence(state, step, state.sight, [], around);
      return [marked, ...(move === null ? atEnd(next, around) : [move])];
    }
    case 'note':
      return [{ kind: 'noted', at, by, step: act.step, note: act.note }];
    case 'choose':
      if (act.step !== standing) throw movedError();
      return [moveByChoice(state, act.branch, around)];
    case 'go-on': {
      const onwards: SessionEvent = { kind: 'went-on', at, by };
      const next = after(state, onwards);
      // Behind the last step, going on without the checks means to go by what is known already.
      const through = state.owed === 'entry' || wasJustChecked(session);
      return [onwards, ...(through && next.owed === 'entry' ? [leave(next, around)] : atEnd(next, around))];
    }
    case 'turn':
      return [{ kind: 'turned', at, by, step: act.step }];
    case 'stop':
      return [ended(around, 'stopped', 'The session was ended before it was through.')];
  }
}

const wasJustChecked = ({ events }: Session): boolean =>
  events.findLast(({ kind }) => kind !== 'noted')?.kind === 'checked';

/** Behind the last step of an entry that no check can prove there is nothing to wait for. */
const atEnd = (state: SessionState, around: Surroundings): SessionEvent[] =>
  state.owed === 'entry' && proofOf(state).length === 0 ? [leave(state, around)] : [];

/**
 * What follows from what the Creatio server itself saw. Nothing where the session is not about the way to the Identity Service.
 * @param look which machine looked, what it comes to, as a sentence, and the entry that mends what fails there, or null
 *   where nothing does
 */
export function eventsAfterLook(
  session: Session,
  { machine, sight, said, cause }: { machine: string; sight: Sight; said: string; cause: string | null },
  around: Surroundings,
): SessionEvent[] {
  const state = stateOf(session);
  const about = 'identity-service-unavailable';
  const isAbout =
    state.visits.some(({ entry }) => entry.id === about) || (session.from === 'finding' && sight.outcome === about);
  if (state.end !== null || !isAbout) return [];
  const looked: SessionEvent = { kind: 'looked', at: around.at, by: around.by, machine, sight, said };
  const next = after(state, looked);
  const move = cause === null ? moveFromDisproved(next, around) : moveToCause(next, cause, said, around);
  return move === null ? [looked] : [looked, move];
}

/** The checks that are owed now; empty where it waits for a person. */
export function checksOwed(session: Session): readonly CheckId[] {
  const state = stateOf(session);
  if (state.owed === null) return [];
  return state.owed === 'step' ? stepChecks(currentVisit(state)) : proofOf(state);
}

/** Where the checks passed, what else has to pass for the finding to be mended. */
export function furtherProof(session: Session, asked: readonly CheckId[], sight: Sight): CheckId[] {
  const state = stateOf(session);
  const { entry } = currentVisit(state);
  if (faultsOf(asked, sight.results, entry.id).length > 0) return [];
  return brokenProofOf(state).filter((check) => !asked.includes(check));
}

/**
 * What follows from the results of checks.
 * @param owed those that were owed
 * @param asked all that ran, the further proof included
 */
export function eventsAfterChecks(
  session: Session,
  { owed, asked, sight }: { owed: readonly CheckId[]; asked: readonly CheckId[]; sight: Sight },
  around: Surroundings,
): SessionEvent[] {
  const { at, by } = around;
  const state = stateOf(session);
  const { entry, at: standing, sight: before } = currentVisit(state);
  const faults = faultsOf(owed, sight.results, entry.id);
  const told = sight.results.some((seen) => owed.includes(seen.id) && isTelling(seen));
  const result = faults.length > 0 ? 'still-wrong' : told ? 'passed' : 'unclear';
  const said = resultInWords(result, owed, faults, sight);
  const checked: SessionEvent = { kind: 'checked', at, by, asked: [...asked], sight, result, said };
  const next = after(state, checked);
  if (isMended(next)) return [checked, ended(around, 'mended', mendedInWords(next, sight))];

  const named = faults.map(({ remediation }) => remediation);
  // What the run as a whole leads to counts where it leads somewhere else than before.
  if (keyOf(sight.remediation ?? '', sight) !== keyOf(state.sight?.remediation ?? '', state.sight)) {
    named.push(sight.remediation);
  }
  const move = moveByEvidence(state, entry.steps[standing], sight, named, around);
  if (move !== null) return [checked, move];
  const isThrough = next.owed === 'entry' || state.owed === 'entry';
  const isDetourMended = state.current !== 0 && sawFault(entry, before) && isProven(entry, sight);
  return isThrough || isDetourMended ? [checked, leave(next, around)] : [checked];
}
