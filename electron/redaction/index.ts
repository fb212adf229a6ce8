export { personalKinds, type PersonalKind } from './personal/kinds.ts';
export { createPseudonyms, type PseudonymMap, type Pseudonyms } from './personal/pseudonyms.ts';
export { putBack, reverse, type Reversed } from './personal/reverse.ts';
export { isWellKnown } from './personal/well-known.ts';
export { openMap, sealMap } from './personal/sealed-map.ts';
export { ownRule, ownRuleSchema, tryRule, withinTime, type OwnRule } from './own-rules.ts';
export {
  createCounter,
  redactionReportSchema,
  type CountedRule,
  type Counter,
  type RedactionReport,
} from './report.ts';
export { defaultRules, kindOf } from './rules/index.ts';
export type { Rule } from './rules/types.ts';
export { decoded, encodingOf, transcoder, type Encoding, type Transcoder } from './stream/encoding.ts';
export { contextBytes, cutOf, searchBlock, type Block, type BlockEnd } from './stream/blocks.ts';
export { redactStream } from './stream/redact-stream.ts';
export {
  findIn,
  prepareRedaction,
  redactText,
  replaceIn,
  replacementOf,
  type Exception,
  type Finder,
  type Redaction,
  type RedactionOptions,
  type Replaceable,
  type Stretch,
} from './stream/redactor.ts';
export { knownSpellings } from './known/matcher.ts';
export { spellingsOf } from './known/spellings.ts';
export type { Finding } from './scan/findings.ts';
export { placeholder } from './scan/search.ts';
