import type { Deed, Ending } from '../../shared/wizard.ts';

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
