import { personalKinds, type PersonalKind } from '../personal/kinds.ts';
import { commandRules } from './commands.ts';
import { credentialRules } from './credentials.ts';
import { headerRules } from './headers.ts';
import { keyRules } from './keys.ts';
import { optionRules } from './options.ts';
import { personalRules } from './personal.ts';
import { placedRules } from './placed.ts';
import { sentenceRules } from './sentences.ts';
import { shapeRules, vendorRules } from './shapes.ts';
import { signInRules } from './sign-in.ts';
import { statementRules } from './statements.ts';
import type { Rule } from './types.ts';

/** All rules that the product brings. Where two start at the same place, the first decides. */
export const defaultRules: readonly Rule[] = [
  ...shapeRules,
  ...signInRules,
  ...vendorRules,
  ...headerRules,
  ...credentialRules,
  ...keyRules,
  ...commandRules,
  ...optionRules,
  ...statementRules,
  ...placedRules,
  ...sentenceRules,
  ...personalRules,
];

/** Of which kind the data is that a rule protects; null for a secret. */
export const kindOf = (rule: Rule): PersonalKind | null => ('personal' in rule ? (rule.personal ?? null) : null);

/** The rules without those of some kinds of personal data. */
export function rulesFor(kept: readonly PersonalKind[] = []): Rule[] {
  const kinds = personalKinds.filter((kind) => !kept.includes(kind));
  return defaultRules.filter((rule) => {
    const kind = kindOf(rule);
    return kind === null || kinds.includes(kind);
  });
}
