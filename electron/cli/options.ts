import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from '../../shared/user-error.ts';
import type { PlatformChoice } from '../../shared/profile.ts';
import type { CommandName } from './usage.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** A mistake on the command line; the sentence never repeats a value, which could be a secret in the wrong place. */
export const usageError = (command: CommandName, problem: string) =>
  new UserError('usage', `${problem} creatio-oauth ${command} --help lists what it takes.`);

/** Reads a command's arguments. Throws a UserError `usage`. */
export function parseOptions<const T extends Options>(command: CommandName, args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw usageError(command, problemOf(error instanceof Error ? error.message : ''));
  }
}

/** What Node says of the options, in our words where it would be misunderstood. Its first part names the option, never a value. */
function problemOf(message: string): string {
  const [, option, fault] =
    /^Option '(?:-\w, )?(--[\w-]+)[^']*' (argument missing|argument is ambiguous|does not take an argument)/.exec(
      message,
    ) ?? [];
  switch (fault) {
    case 'argument missing':
      return `${option} needs a value.`;
    case 'argument is ambiguous':
      return `${option} needs a value; one that begins with a hyphen is written ${option}=<value>.`;
    case 'does not take an argument':
      return `${option} takes no value.`;
    default:
      return `${message.split(/\. |\n/)[0]?.replace(/\.?$/, '.')}`;
  }
}

/** A whole number in a range; undefined when the option is absent. */
export function numberOption(
  command: CommandName,
  name: string,
  text: string | undefined,
  [least, most]: readonly [number, number],
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw usageError(command, `--${name} takes a whole number from ${least} to ${most}.`);
}

/** One of a few words; the first is the default. */
export function choiceOption<const T extends string>(
  command: CommandName,
  name: string,
  text: string | undefined,
  choices: readonly [T, ...T[]],
): T {
  const choice = choices.find((each) => each === (text ?? choices[0]));
  if (choice !== undefined) return choice;
  throw usageError(command, `--${name} takes ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}.`);
}

/** The platform that was typed; throws as `choiceOption` does. */
export const platformOption = (command: CommandName, text: string | undefined): PlatformChoice =>
  choiceOption(command, 'platform', text, ['auto', 'net-framework', 'net']);

/** The format that was typed; throws as `choiceOption` does. */
export const formatOption = (command: CommandName, text: string | undefined) =>
  choiceOption(command, 'format', text, ['text', 'json']);
