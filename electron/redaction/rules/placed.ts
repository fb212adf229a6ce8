import type { PlacedRule } from './types.ts';
export const placedRules: readonly PlacedRule[] = [];
