export { exchangeEvidence } from './exchange-evidence.ts';
export { createMask, type Mask } from './mask/mask.ts';
export { maskPatterns } from './mask/patterns.ts';
export { maskedResult } from './masked-result.ts';
export { remediationLines, reportAsText } from './text.ts';
export { durationInWords } from './words.ts';
