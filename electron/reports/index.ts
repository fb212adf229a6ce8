export { createMask } from './mask/mask.ts';
export { maskPatterns } from './mask/patterns.ts';
export { remediationLines, reportAsText } from './text.ts';
