import { personalMatcher } from '../personal/matchers.ts';
import type { Rule } from '../rules/types.ts';
import { encodedStarts } from './encoded.ts';
import { fieldMatcher } from './field.ts';
import { placedMatcher } from './placed.ts';
import type { Matcher, MatcherStart } from './scan.ts';
import { blockMatcher, shapeMatcher, userinfoMatcher } from './shape.ts';

function matcherOf(rule: Rule, number: number): Matcher {
  switch (rule.kind) {
    case 'field':
      return fieldMatcher(rule, number);
    case 'shape':
      return shapeMatcher(rule, number);
    case 'block':
      return blockMatcher(rule, number);
    case 'placed':
      return placedMatcher(rule, number);
    case 'userinfo':
      return userinfoMatcher(rule, number);
    case 'personal':
      return personalMatcher(rule, number);
  }
}

function startsOfRule(rule: Rule, number: number): MatcherStart[] {
  const found = { match: matcherOf(rule, number), covers: rule.kind === 'block' };
  return rule.starts.map((literal) => ({ literal, found }));
}

/** What starts the matchers of these rules; secrets are also looked for in what is encoded. */
export const startsOf = (rules: readonly Rule[]): MatcherStart[] => [
  ...rules.flatMap(startsOfRule),
  ...encodedStarts(rules, startsOfRule),
];
