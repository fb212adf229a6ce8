import type { ShapeRule } from './types.ts';
export const sentenceRules: readonly ShapeRule[] = [];
