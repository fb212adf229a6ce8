import { createContext, Script } from 'node:vm';
import { UserError } from '../../shared/user-error.ts';
import { ownRule, prepareRedaction, type OwnRule, type Redaction } from '../redaction/index.ts';

/** What an own rule may take for one part of a file, as for a sample in the window. */
const limitMs = 1_000;

/** Runs a function, and stops it after a time, in the midst of a regular expression even. */
type Limited = <T>(milliseconds: number, work: () => T) => { value: T } | null;

/**
 * A search that own rules cannot hold up: where one takes too long for a part of a file, it throws a UserError `rule-slow`
 * that names it. Without own rules nothing changes.
 */
export function withTimeLimit(redaction: Redaction, rules: readonly OwnRule[]): Redaction {
  if (rules.length === 0) return redaction;
  const { scanner } = redaction;
  const limited = createLimited();
  return {
    ...redaction,
    scanner(...block) {
      const scanned = limited(limitMs * rules.length, () => scanner(...block));
      if (scanned !== null) return scanned.value;
      const [bytes, text, from, last] = block;
      for (const rule of rules) {
        const alone = prepareRedaction({ only: [ownRule(rule)] }).scanner;
        if (limited(limitMs, () => alone(bytes, text, from, last, null)) === null) throw slow(rule);
      }
      // It was the computer that stood still, not a rule.
      return scanner(...block);
    },
  };
}

const slow = ({ id }: OwnRule): UserError =>
  new UserError(
    'rule-slow',
    `The rule "${id}" takes longer than a second for a part of a file, so everything was stopped. An expression with a repetition within a repetition is often the reason; make it simpler, and try it on a sample.`,
  );

/** The context is made once: a new one for each part of a file would cost more than the search. */
function createLimited(): Limited {
  let run = (): void => undefined;
  const context = createContext({ run: () => run() });
  const script = new Script('run()');
  return (milliseconds, work) => {
    const results: ReturnType<typeof work>[] = [];
    run = () => void results.push(work());
    try {
      script.runInContext(context, { timeout: milliseconds });
    } catch (error) {
      if (isTimeout(error)) return null;
      throw error;
    }
    return results.map((value) => ({ value }))[0] ?? null;
  };
}

/** The error comes from another realm, so it is no instance of this one's Error. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
