import { text } from 'node:stream/consumers';
import { UserError } from '../../../shared/user-error.ts';
import type { CheckOptions } from './options.ts';

/** The client secret from where the command line says; null when it says nothing. Throws a UserError `secret-missing`. */
export async function readClientSecret(from: CheckOptions['secret']): Promise<string | null> {
  if (from === null) return null;
  if (from === 'stdin') {
    const [secret = ''] = (await text(process.stdin)).split(/\r?\n/);
    if (secret !== '') return secret;
    throw new UserError('secret-missing', 'Standard input held no client secret.');
  }
  const secret = process.env[from.variable];
  if (secret) return secret;
  // Someone may have given the secret itself instead of a name, so only what looks like a name is repeated.
  const name = /^[A-Z][A-Z0-9_]{0,63}$/.test(from.variable)
    ? `${from.variable}, named by --client-secret-env,`
    : 'named by --client-secret-env';
  throw new UserError(
    'secret-missing',
    `The environment variable ${name} is ${secret === '' ? 'empty' : 'not set'}. Set it to the client secret, then try again.`,
  );
}
