import type { StepMark } from '../../shared/wizard-state.ts';
import type { Deed, Ending } from '../../shared/wizard.ts';

/** How a session ended. */
export const endWords: Readonly<Record<Ending, string>> = {
  mended: 'Mended',
  finished: 'Finished',
  unresolved: 'Not mended',
  stopped: 'Ended early',
};

/** What a person says of a step. */
export const deedWords: Readonly<Record<Deed, string>> = {
  done: 'Done',
  skipped: 'Skipped',
  cannot: 'Could not be done',
};

/** What became of a step; a tick alone is no proof. */
export const markWords = ({ did, proven }: StepMark): string =>
  did === 'done' && proven === false ? 'Done, but its check fails' : deedWords[did];
