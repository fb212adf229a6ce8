import { creatioChecks } from './creatio/index.ts';
import { hostChecks } from './host/index.ts';
import { identityChecks } from './identity/index.ts';
import { tokenChecks } from './token/index.ts';
import type { Check } from './types.ts';

/** Every check of a diagnosis, in the order in which it is shown. */
export const allChecks: readonly Check[] = [
  ...creatioChecks,
  ...hostChecks('identity'),
  ...identityChecks,
  ...tokenChecks,
];
