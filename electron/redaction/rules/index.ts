import { personalKinds, type PersonalKind } from '../personal/kinds.ts';
import { changeRules } from './changes.ts';
import { commandRules } from './commands.ts';
import { credentialRules } from './credentials.ts';
import { elementRules } from './elements.ts';
import { encodedRules } from './encoded.ts';
import { headerRules } from './headers.ts';
import { identityLogRules } from './identity-logs.ts';
import { keyRules } from './keys.ts';
import { languageRules } from './languages.ts';
import { optionRules } from './options.ts';
import { pathRules } from './paths.ts';
import { personalRules } from './personal.ts';
import { placedRules } from './placed.ts';
import { sentenceRules } from './sentences.ts';
import { shapeRules } from './shapes.ts';
import { signInRules } from './sign-in.ts';
import { statementRules } from './statements.ts';
import type { Rule } from './types.ts';
import { vendorRules } from './vendor-keys.ts';

/** All rules that the product brings. Where two start at the same place, the first decides. */
export const defaultRules: readonly Rule[] = [
  ...shapeRules,
  ...signInRules,
  ...vendorRules,
  ...encodedRules,
  ...headerRules,
  ...credentialRules,
  ...keyRules,
  ...languageRules,
  ...commandRules,
  ...optionRules,
  ...statementRules,
  ...placedRules,
  ...elementRules,
  ...changeRules,
  ...identityLogRules,
  ...pathRules,
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
