import { firstVisit, stateOf } from '../../shared/wizard-state.ts';
import type { Session, SessionSummary } from '../../shared/wizard.ts';

/** A session as a list shows it. Throws where the session has no events, which its schema does not let pass. */
export function summaryOf(session: Session): SessionSummary {
  const state = stateOf(session);
  const { entry, key } = firstVisit(state);
  const begun = session.events[0];
  const last = session.events.at(-1);
  if (begun === undefined || last === undefined) throw new Error('A session without events.');
  return {
    id: session.id,
    title: entry.title,
    key,
    headline: session.sight?.headline ?? entry.cause,
    begunAt: begun.at,
    changedAt: last.at,
    by: last.by,
    end: state.end?.how ?? null,
  };
}
