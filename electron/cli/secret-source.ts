import { text } from 'node:stream/consumers';
import { UserError } from '../../shared/user-error.ts';

/** Where the command line takes a secret from: never from an argument, which others on the machine can read. */
export type SecretSource = { variable: string } | 'stdin';

/** The secret from where the command line says. Its first line, as it is. Throws a UserError `secret-missing`. */
export async function readSecretFrom(
  from: SecretSource,
  { what, option }: { what: string; option: string },
): Promise<string> {
  if (from === 'stdin') {
    const [secret = ''] = (await text(process.stdin)).split(/\r?\n/);
    if (secret !== '') return secret;
    throw new UserError('secret-missing', `Standard input held no ${what}.`);
  }
  const secret = process.env[from.variable];
  if (secret) return secret;
  // Someone may have given the secret itself instead of a name, so only what looks like a name is repeated.
  const name = /^[A-Z][A-Z0-9_]{0,63}$/.test(from.variable)
    ? `${from.variable}, named by ${option},`
    : `named by ${option}`;
  throw new UserError(
    'secret-missing',
    `The environment variable ${name} is ${secret === '' ? 'empty' : 'not set'}. Set it to the ${what}, then try again.`,
  );
}
