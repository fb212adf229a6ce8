import type { Actor, Deed, Ending, SessionEvent } from '../../shared/wizard.ts';

export const endWords: Readonly<Record<Ending, string>> = {
  mended: 'Mended',
  finished: 'Finished',
  unresolved: 'Not mended',
  stopped: 'Ended early',
};

export const deedWords: Readonly<Record<Deed, string>> = {
  done: 'Done',
  skipped: 'Skipped',
  cannot: 'Could not be done',
};

export const actorInWords = ({ user, machine }: Actor): string => `${user} on ${machine}`;

/** What happened, as a sentence of the history. */
export function eventInWords(event: SessionEvent): string {
  switch (event.kind) {
    case 'entered':
      return `“${event.entry.title}” was begun. ${event.said}`;
    case 'marked':
      return `Step ${event.step + 1}: ${deedWords[event.did].toLowerCase()}.${event.note === '' ? '' : ` Note: ${event.note}`}`;
    case 'noted':
      return `A note was made on step ${event.step + 1}.`;
    case 'went-on':
      return 'The session went on without proof.';
    case 'turned':
      return `Step ${event.step + 1} was opened again.`;
    case 'resumed':
    case 'checked':
    case 'not-checked':
    case 'ended':
      return event.said;
  }
}
