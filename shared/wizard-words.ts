import type { StepMark } from './wizard-state.ts';
import type { Actor, Deed, SessionEvent } from './wizard.ts';

/** What was done with a step, within a sentence. */
const deedInWords: Readonly<Record<Deed, string>> = {
  done: 'done',
  skipped: 'skipped',
  cannot: 'could not be done',
};

/** What became of a step, within a sentence. */
export const markInWords = ({ did, proven }: Pick<StepMark, 'did' | 'proven'>): string =>
  did === 'done' && proven === false ? 'done, but its check fails' : deedInWords[did];

/** Who acted, as `user on machine`. */
export const actorInWords = ({ user, machine }: Actor): string => `${user} on ${machine}`;

/** What happened, as a sentence of the history. */
export function eventInWords(event: SessionEvent): string {
  switch (event.kind) {
    case 'entered':
      return `“${event.entry.title}” was begun. ${event.said}`;
    case 'marked':
      return `Step ${event.step + 1} was ${event.did === 'cannot' ? 'marked as not possible' : deedInWords[event.did]}.${event.note === '' ? '' : ` Note: ${event.note}`}`;
    case 'noted':
      return `A note was made on step ${event.step + 1}.`;
    case 'went-on':
      return 'The session went on to the next step without proof.';
    case 'turned':
      return `Step ${event.step + 1} was opened again.`;
    case 'resumed':
    case 'checked':
    case 'looked':
    case 'not-checked':
    case 'ended':
      return event.said;
  }
}
