import { hostChecks } from '../host/index.ts';
import type { Check } from '../types.ts';
import { healthCheck } from './health.ts';
import { pingCheck } from './ping.ts';
import { platformCheck } from './platform.ts';

/** Everything that is asked of Creatio, in the order in which it is shown. */
export const creatioChecks: readonly Check[] = [...hostChecks('creatio'), pingCheck, platformCheck, healthCheck];
