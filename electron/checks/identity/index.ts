import type { Check } from '../types.ts';
import { clock } from './clock.ts';
import { discovery } from './discovery.ts';
import { keys } from './keys.ts';

/** What can be learnt from the Identity Service without a credential. */
export const identityChecks: readonly Check[] = [discovery, keys, clock];
