import { branchFor } from '../../shared/remediation/index.ts';
import type { Remediation, RemediationStep } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import { currentVisit, firstVisit, type SessionState } from '../../shared/wizard-state.ts';
import type { Actor, Ending, SessionEvent, Sight } from '../../shared/wizard.ts';
import { faultsOf, isFailure, isStillBroken, sawFault } from './proof.ts';

/** What the engine needs to know besides the session. */
export interface Surroundings {
  at: string;
  by: Actor;
  /** Looks an entry up, made for the environment and what a run saw of it. */
  find: (id: string, sight: Sight | null) => Remediation | null;
}

/** Entries to go through when nothing else is left, so that Creatio support gets the logs of that moment. */
const lastResort = ['identity-service-logging', 'creatio-logging'];

/** Tells apart what is the same entry for other settings: one empty setting less is no circle. */
export const keyOf = (entryId: string, sight: Sight | null): string =>
  entryId === 'setting-empty' || entryId === 'settings-empty'
    ? [entryId, ...(sight?.emptySettings ?? [])].join(' ')
    : entryId;

const isKnown = (state: SessionState, key: string): boolean => state.visits.some((visit) => visit.key === key);

/** Another console, or another window, was faster. */
export const movedError = (): UserError =>
  new UserError(
    'session-moved',
    'This session has moved on meanwhile. The page shows where it stands now; go on there.',
  );

/** The event of coming to an entry. */
export const entered = (
  { at, by }: Surroundings,
  entry: Remediation,
  key: string,
  why: Extract<SessionEvent, { kind: 'entered' }>['why'],
  said: string,
): SessionEvent => ({ kind: 'entered', at, by, entry, key, why, said });

/** The event of a session that ends. */
export const ended = ({ at, by }: Surroundings, how: Ending, said: string): SessionEvent => ({
  kind: 'ended',
  at,
  by,
  how,
  said,
});

/** Into the first of these entries that the session has not been in; the branches of the step come first. */
export function moveByEvidence(
  state: SessionState,
  step: RemediationStep | undefined,
  sight: Sight | null,
  named: readonly (string | null)[],
  around: Surroundings,
): SessionEvent | null {
  if (sight === null) return null;
  const branch = step === undefined ? null : branchFor(step, sight.results, currentVisit(state).entry.id);
  for (const id of [branch, ...named]) {
    if (id === null || id === 'healthy' || isKnown(state, keyOf(id, sight))) continue;
    const entry = around.find(id, sight);
    if (entry === null) continue;
    const because = sight.results.find(({ remediation }) => remediation === id)?.summary ?? sight.headline;
    return entered(around, entry, keyOf(id, sight), 'evidence', because);
  }
  return null;
}

/** Into the entry that mends what the Creatio server saw; null where the session has been in it. */
export function moveToCause(state: SessionState, id: string, said: string, around: Surroundings): SessionEvent | null {
  const key = keyOf(id, state.sight);
  const entry = isKnown(state, key) ? null : around.find(id, state.sight);
  return entry === null ? null : entered(around, entry, key, 'evidence', said);
}

/** Back from an entry into which a result led that the Creatio server has disproved; null where none did. */
export function moveFromDisproved(state: SessionState, around: Surroundings): SessionEvent | null {
  const { entry, why, sight: before } = currentVisit(state);
  const disproved = (state.sight?.results ?? []).filter(({ seenFrom }) => seenFrom !== undefined).map(({ id }) => id);
  const led = (before?.results ?? []).some(
    (seen) => seen.remediation === entry.id && isFailure(seen) && disproved.includes(seen.id),
  );
  return why === 'evidence' && led ? moveBack(state, around) : null;
}

/** The way on that a person sees. Throws a UserError `session-moved` where the step has no such one. */
export function moveByChoice(state: SessionState, index: number, around: Surroundings): SessionEvent {
  const { entry: here, at: step } = currentVisit(state);
  const branch = here.steps[step]?.branches?.[index];
  if (branch?.entry === undefined || branch.when !== undefined) throw movedError();
  const key = keyOf(branch.entry, state.sight);
  const known = state.visits.findIndex((visit) => visit.key === key);
  const visit = state.visits[known];
  if (visit !== undefined) {
    const isThrough = visit.at >= visit.entry.steps.length;
    const said = `You have been at “${visit.entry.title}” before. ${isThrough ? 'All its steps are marked; look through them once more.' : 'It goes on where you left it.'}`;
    return { kind: 'resumed', at: around.at, by: around.by, visit: known, step: isThrough ? 0 : visit.at, said };
  }
  const entry = around.find(branch.entry, state.sight);
  if (entry === null) throw movedError();
  return entered(around, entry, key, 'choice', branch.label);
}

/** On from an entry that is through: to what the results name, back to one that has steps left, or to the end. */
export function leave(state: SessionState, around: Surroundings): SessionEvent {
  const { sight } = state;
  // Who took a way of his own comes back from it first.
  const isDetour = currentVisit(state).why === 'choice';
  const move = isDetour
    ? (moveBack(state, around) ?? moveToFault(state, around))
    : (moveToFault(state, around) ?? moveBack(state, around));
  if (move !== null) return move;
  if (!isStillBroken(state)) {
    return ended(around, 'finished', firstVisit(state).entry.proof ?? 'You have gone through every step.');
  }
  for (const id of lastResort) {
    const logs = isKnown(state, id) ? null : around.find(id, sight);
    if (logs !== null) return entered(around, logs, id, 'evidence', nothingElse);
  }
  return ended(
    around,
    'unresolved',
    `${sight?.headline ?? ''} Every way that the catalogue knows has been tried.`.trim(),
  );
}

/** Into an entry that the last results name; not for somebody who only goes through a guide. */
function moveToFault(state: SessionState, around: Surroundings): SessionEvent | null {
  const { sight } = state;
  const { entry, sight: before } = currentVisit(state);
  if (state.from !== 'finding' && !sawFault(entry, before)) return null;
  const results = sight?.results ?? [];
  const failed = [...faultsOf(entry.provenBy, results, entry.id), ...results.filter(isFailure)];
  const named = [sight?.remediation ?? null, ...failed.map(({ remediation }) => remediation)];
  return moveByEvidence(state, undefined, sight, named, around);
}

function moveBack(state: SessionState, { at, by }: Surroundings): SessionEvent | null {
  const open = state.visits.findLastIndex(
    (visit, index) => index !== state.current && visit.at < visit.entry.steps.length,
  );
  const back = state.visits[open];
  if (back === undefined) return null;
  const said = `Back to “${back.entry.title}”, where you have been before. Its next step follows.`;
  return { kind: 'resumed', at, by, visit: open, step: back.at, said };
}

const nothingElse =
  'Every other way leads to where you have been already. Collect the logs of the moment in which it fails, for Creatio support.';
