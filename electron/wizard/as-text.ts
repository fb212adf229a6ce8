import { stateOf, type StepMark, type Visit } from '../../shared/wizard-state.ts';
import type { Actor, Deed, Session, SessionEvent } from '../../shared/wizard.ts';
import { createMask } from '../reports/mask/mask.ts';

const deeds: Readonly<Record<Deed, string>> = { done: 'done', skipped: 'skipped', cannot: 'could not be done' };

/** Who acted, as `user on machine`. */
const inWords = ({ user, machine }: Actor): string => `${user} on ${machine}`;

/**
 * A session as plain text for a ticket: what it began with, what was tried, what the checks said, and how it ended. What
 * the shape of a text tells to be a secret is masked, in notes too.
 */
export function sessionAsText(session: Session): string {
  const state = stateOf(session);
  const [first] = session.events;
  const lines = [
    `Guided session for ${session.profileName}`,
    ...(session.sight === null ? [] : [`Began with: ${session.sight.headline}`]),
    ...(first === undefined ? [] : [`Begun: ${first.at} by ${inWords(first.by)}`]),
    state.end === null ? 'It is still open.' : `Ended: ${state.end.at}. ${state.end.said}`,
    ...state.visits.flatMap((visit) => ['', visit.entry.title, ...visit.entry.steps.flatMap(stepLines(visit))]),
    '',
    'What happened',
    ...session.events.map((event) => `${event.at} ${inWords(event.by)}: ${eventInWords(event)}`),
  ];
  return createMask().apply(lines.join('\n'));
}

const stepLines =
  ({ marks, notes }: Visit) =>
  ({ text }: { text: string }, index: number): string[] => [
    `${index + 1}. [${markInWords(marks[index])}] ${text}`,
    ...(notes[index] ? [`   Note: ${notes[index]}`] : []),
  ];

const markInWords = (mark: StepMark | null | undefined): string => (mark ? deeds[mark.did] : 'open');

function eventInWords(event: SessionEvent): string {
  switch (event.kind) {
    case 'entered':
      return `“${event.entry.title}” was begun. ${event.said}`;
    case 'marked':
      return `Step ${event.step + 1} was ${event.did === 'cannot' ? 'marked as not possible' : deeds[event.did]}.${event.note === '' ? '' : ` Note: ${event.note}`}`;
    case 'noted':
      return `A note was made on step ${event.step + 1}.`;
    case 'went-on':
      return 'The session went on to the next step without proof.';
    case 'turned':
      return `Step ${event.step + 1} was opened again.`;
    case 'resumed':
    case 'checked':
    case 'not-checked':
    case 'ended':
      return event.said;
  }
}
