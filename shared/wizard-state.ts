import type { CheckId, Remediation } from './report.ts';
import type { Actor, Deed, Session, SessionEvent, Sight } from './wizard.ts';

/** What somebody did about a step. */
export interface StepMark {
  did: Deed;
  at: string;
  by: Actor;
  /** What the checks that verify the step said last since then: null where none ran, or where they could not tell. */
  proven: boolean | null;
}

/** An entry of the catalogue that the session has been led into. */
export interface Visit {
  entry: Remediation;
  key: string;
  why: Extract<SessionEvent, { kind: 'entered' }>['why'];
  said: string;
  /** One for each step; null where nothing was done yet. */
  marks: readonly (StepMark | null)[];
  notes: readonly string[];
  /** The step it stands at; the number of steps when it is through. */
  at: number;
  /** What was known when it was begun. */
  sight: Sight | null;
}

/** Where a session stands; all of it is made of what happened. */
export interface SessionState {
  from: Session['from'];
  /** What the run saw from which it began. */
  begunWith: Sight | null;
  visits: readonly Visit[];
  current: number;
  /** What is to be verified before it goes on: a step that was done, or a whole entry; null where it waits for a person. */
  owed: 'step' | 'entry' | null;
  /** What the last run saw. */
  sight: Sight | null;
  /** What the page says about the last move; null where there is nothing to say. */
  message: { tone: 'good' | 'bad' | 'neutral'; text: string } | null;
  end: Extract<SessionEvent, { kind: 'ended' }> | null;
}

function visitAt({ visits }: SessionState, index: number): Visit {
  const visit = visits[index];
  // A file that does so does not pass for a session.
  if (visit === undefined) throw new Error('A session stands in an entry that it never entered.');
  return visit;
}

/** The entry it stands in. */
export const currentVisit = (state: SessionState): Visit => visitAt(state, state.current);

/** The entry it began with. */
export const firstVisit = (state: SessionState): Visit => visitAt(state, 0);

/** The checks that verify the step it stands at. */
export const stepChecks = ({ entry, at }: Visit): readonly CheckId[] => entry.steps[at]?.checks ?? [];

/** Where a session stands. */
export function stateOf({ from, sight, events }: Pick<Session, 'from' | 'sight' | 'events'>): SessionState {
  const start = { from, begunWith: sight, visits: [], current: 0, owed: null, sight, message: null, end: null };
  return events.reduce<SessionState>(after, start);
}

/** What one more event makes of it. */
export function after(state: SessionState, event: SessionEvent): SessionState {
  switch (event.kind) {
    case 'entered': {
      const { entry, key, why, said } = event;
      const visit: Visit = {
        entry,
        key,
        why,
        said,
        marks: entry.steps.map(() => null),
        notes: entry.steps.map(() => ''),
        at: 0,
        sight: state.sight,
      };
      const message = why === 'begin' ? null : ({ tone: 'neutral', text: said } as const);
      const left = leftBehind(state);
      return settled({ ...left, visits: [...left.visits, visit], current: left.visits.length, owed: null, message });
    }
    case 'resumed': {
      const left = { ...leftBehind(state), current: event.visit };
      const there = changed(left, (visit) => ({ ...visit, at: event.step }));
      return settled({ ...there, owed: null, message: { tone: 'neutral', text: event.said }, end: null });
    }
    case 'marked': {
      const { step, did, note, at, by } = event;
      const marked = changed(state, (visit) => ({
        ...visit,
        marks: replaced(visit.marks, step, { did, at, by, proven: null }),
        notes: replaced(visit.notes, step, note),
        at: step,
      }));
      const owed = did === 'done' && stepChecks(currentVisit(marked)).length > 0;
      const next = { ...marked, message: null, owed: owed ? ('step' as const) : null };
      return owed ? next : settled(stepOn(next));
    }
    case 'noted':
      return changed(state, (visit) => ({ ...visit, notes: replaced(visit.notes, event.step, event.note) }));
    case 'checked': {
      const tone = event.result === 'passed' ? 'good' : event.result === 'still-wrong' ? 'bad' : 'neutral';
      const seen = { ...state, visits: state.visits.map((visit) => provenAnew(visit, event)) };
      const told = state.owed === 'step' ? toldOfStep(seen, event.result) : seen;
      const next = { ...told, sight: event.sight, owed: null, message: { tone, text: event.said } as const };
      return event.result === 'still-wrong' ? next : settled(stepOn(next));
    }
    case 'looked':
      return { ...state, sight: event.sight, message: { tone: 'neutral', text: event.said } };
    case 'not-checked':
      return { ...state, message: { tone: 'neutral', text: event.said } };
    case 'went-on':
      return settled(stepOn({ ...state, owed: null, message: null }));
    case 'turned':
      return { ...changed(state, (visit) => ({ ...visit, at: event.step })), owed: null, message: null, end: null };
    case 'ended':
      return { ...state, owed: null, message: null, end: event };
  }
}

/** A later check can disprove what was done before, and prove it in the end. */
const provenAnew = (visit: Visit, { asked, sight }: Extract<SessionEvent, { kind: 'checked' }>): Visit => ({
  ...visit,
  marks: visit.marks.map((mark, index) => {
    const checks = visit.entry.steps[index]?.checks ?? [];
    if (mark?.did !== 'done' || checks.length === 0 || !checks.every((check) => asked.includes(check))) return mark;
    const seen = sight.results.filter(({ id }) => checks.includes(id));
    if (seen.some(({ status }) => status === 'fail' || status === 'timeout')) return { ...mark, proven: false };
    return seen.length > 0 && seen.every(({ status }) => status === 'pass') ? { ...mark, proven: true } : mark;
  }),
});

/** What the checks of the very step came to, which also knows of what kept them from running. */
const toldOfStep = (state: SessionState, result: Extract<SessionEvent, { kind: 'checked' }>['result']): SessionState =>
  changed(state, (visit) => {
    const mark = visit.marks[visit.at];
    const proven = result === 'unclear' ? null : result === 'passed';
    return mark ? { ...visit, marks: replaced(visit.marks, visit.at, { ...mark, proven }) } : visit;
  });

const replaced = <Item>(items: readonly Item[], at: number, item: Item): Item[] =>
  items.map((each, index) => (index === at ? item : each));

function changed(state: SessionState, change: (visit: Visit) => Visit): SessionState {
  const visit = change(currentVisit(state));
  const { at, entry } = visit;
  return {
    ...state,
    visits: replaced(state.visits, state.current, { ...visit, at: Math.min(at, entry.steps.length) }),
  };
}

const stepOn = (state: SessionState): SessionState => changed(state, (visit) => ({ ...visit, at: visit.at + 1 }));

/** A step that was done is not asked for again when the session comes back. */
const leftBehind = (state: SessionState): SessionState =>
  state.visits.length > 0 && currentVisit(state).marks[currentVisit(state).at] ? stepOn(state) : state;

/** Behind the last step it has to be seen whether it helped. */
const settled = (state: SessionState): SessionState => {
  const { at, entry } = currentVisit(state);
  return at >= entry.steps.length ? { ...state, owed: 'entry' } : state;
};
