import type { Check } from '../types.ts';
import { inspect } from './inspect.ts';
import { request } from './request.ts';
import { use } from './use.ts';

/** The console gets a token of its own, looks into it and uses it. */
export const tokenChecks: readonly Check[] = [request, inspect, use];
