import { readFile, stat } from 'node:fs/promises';
import * as z from 'zod/mini';
import { parseJson } from '../../shared/json.ts';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorReason } from '../files/index.ts';
import { defaultRules, ownRule, ownRuleSchema, type OwnRule } from '../redaction/index.ts';

/** As many as the window takes. */
export const mostOwnRules = 100;
const rulesSchema = z.array(z.strictObject(ownRuleSchema.shape)).check(z.maxLength(mostOwnRules));
const largestBytes = 1024 * 1024;

/**
 * Own rules from a JSON file: a list of `{ id, protects, starts, follows?, wholly? }`, as the window has them. Throws a
 * UserError `rules-unreadable` or `rule-invalid`, which never repeats what is in the file: a rule can hold what it hides.
 */
export async function readOwnRules(file: string): Promise<OwnRule[]> {
  const rules = ownRulesIn(await textOf(file));
  if (rules.length === 0) throw invalid('', fields);
  return rules;
}

/** Own rules as such a file holds them, none among them. Throws a UserError `rule-invalid`. */
export function ownRulesIn(text: string): OwnRule[] {
  const content = parseJson(text);
  if (content === undefined) throw invalid('', 'It is no JSON.');
  const rules = rulesSchema.safeParse(content);
  if (!rules.success) {
    const [issue] = rules.error.issues;
    throw invalid(placeOf(issue?.path ?? []), issue?.code === 'unrecognized_keys' ? unknownField : fields);
  }
  const ids = new Set(defaultRules.map(({ id }) => id));
  for (const [index, rule] of rules.data.entries()) {
    if (ids.has(rule.id)) throw invalid(placeOf([index, 'id']), 'Another rule has this id; give each its own.');
    ids.add(rule.id);
    // Throws for an expression that is none.
    ownRule(rule);
  }
  return rules.data;
}

/** As `readOwnRules` takes them. */
export const ownRulesText = (rules: readonly OwnRule[]): string => `${JSON.stringify(rules, null, 2)}\n`;

const fields =
  'The file holds a list of up to 100 rules, each with an id (a-z, 0-9 and -), what it protects, a text of 2 to 200 characters that it starts at, and optionally follows, a regular expression of up to 500 characters, and wholly, true or false.';
const unknownField = 'It has a field that is not known; a rule has id, protects, starts, follows and wholly.';

const invalid = (place: string, what: string): UserError =>
  new UserError('rule-invalid', `The file with own rules cannot be used${place}. ${what}`);

/** For people, who count from 1. */
function placeOf([index, field]: readonly PropertyKey[]): string {
  if (typeof index !== 'number') return '';
  return ` because of ${typeof field === 'string' ? `"${field}" of ` : ''}its rule ${index + 1}`;
}

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size <= largestBytes) return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UserError('rules-unreadable', `The file with own rules could not be read: ${reasonOf(error)}.`);
  }
  throw new UserError('rules-unreadable', 'The file with own rules is larger than 1 MiB, more than any such file.');
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'it is not there' : fileErrorReason(error);
