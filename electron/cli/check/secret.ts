import { readSecretFrom } from '../secret-source.ts';
import type { CheckOptions } from './options.ts';

/** The client secret from where the command line says; null when it says nothing. Throws a UserError `secret-missing`. */
export async function readClientSecret(from: CheckOptions['secret']): Promise<string | null> {
  return from === null ? null : readSecretFrom(from, { what: 'client secret', option: '--client-secret-env' });
}
