import { Script, createContext } from 'node:vm';
import { z } from 'zod/mini';
import { UserError } from '../../shared/user-error.ts';
import type { Rule } from './rules/types.ts';
import { prepareRedaction, redactText } from './stream/redactor.ts';

/** A rule that a user adds: a text that it starts at, and what follows as a regular expression. */
export const ownRuleSchema = z.object({
  id: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/)),
  protects: z.string().check(z.maxLength(200)),
  /** Stays in the output unless `wholly` is set. */
  starts: z.string().check(z.minLength(2), z.maxLength(200)),
  /** Of JavaScript; what it matches behind the start is hidden. Everything up to white space or a quote where absent. */
  follows: z.optional(z.string().check(z.maxLength(500))),
  wholly: z.optional(z.boolean()),
});
export type OwnRule = z.infer<typeof ownRuleSchema>;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Makes a rule of the engine of an own one. Throws a UserError `rule-invalid` where its expression is none. */
export function ownRule({
  id,
  protects,
  starts,
  follows = String.raw`[^\s"'<>&;,]{1,255}`,
  wholly = false,
}: OwnRule): Rule {
  const literal = escaped(starts);
  try {
    const pattern = new RegExp(`${wholly ? `()${literal}` : `(${literal})`}(?:${follows})`, 'iy');
    if (/\(\?<[A-Za-z]|\\[1-9]/.test(follows)) throw new Error('groups');
    return {
      kind: 'shape',
      id,
      protects,
      starts: [Buffer.from(starts, 'utf8').toString('latin1')],
      pattern,
      ofCharacters: true,
      examples: [],
    };
  } catch {
    throw new UserError(
      'rule-invalid',
      `The expression of the rule "${id}" cannot be used. It has to be a regular expression of JavaScript without references to groups.`,
    );
  }
}

/** Runs a function, and stops it after a time, in the midst of a regular expression even. Null where it was stopped. */
export function withinTime<T>(milliseconds: number, work: () => T): T | null {
  let result: T | null = null;
  const context = createContext({
    work: () => {
      result = work();
    },
  });
  try {
    new Script('work()').runInContext(context, { timeout: milliseconds });
    return result;
  } catch (error) {
    // The error comes from another realm, so it is no instance of this one's Error.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  }
}

/**
 * Tries an own rule alone on a sample. Throws a UserError `rule-invalid`, or `rule-slow` where it takes longer than the time
 * limit: such a rule would hold up a bundle.
 */
export function tryRule(rule: OwnRule, sample: string, milliseconds = 1000): string {
  const made = ownRule(rule);
  const redaction = prepareRedaction({ only: [made] });
  const redacted = withinTime(milliseconds, () => redactText(sample, redaction));
  if (redacted !== null) return redacted;
  throw new UserError(
    'rule-slow',
    `The rule "${rule.id}" needs more than ${milliseconds} ms for this sample. An expression with a repetition within a repetition is often the reason; make it simpler.`,
  );
}
