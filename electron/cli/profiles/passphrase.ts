import { usageError } from '../options.ts';
import { readSecretFrom } from '../secret-source.ts';

/** The options that say where a passphrase comes from. */
export const passphraseOptions = {
  passphrase: { type: 'string' },
  'passphrase-env': { type: 'string' },
  'passphrase-stdin': { type: 'boolean' },
} as const;

interface PassphraseValues {
  passphrase?: string | undefined;
  'passphrase-env'?: string | undefined;
  'passphrase-stdin'?: boolean | undefined;
}

/** The passphrase from where the options say, or null when they say nothing. Throws a UserError `usage` or `secret-missing`. */
export async function readPassphrase(values: PassphraseValues): Promise<string | null> {
  const { 'passphrase-env': variable, 'passphrase-stdin': stdin } = values;
  if (values.passphrase !== undefined) {
    throw usageError(
      'profiles',
      'A passphrase among the arguments can be read by others. Put it into an environment variable and name that with --passphrase-env.',
    );
  }
  if (variable !== undefined && stdin) {
    throw usageError('profiles', 'The passphrase comes from one place, --passphrase-env or --passphrase-stdin.');
  }
  const from = variable !== undefined ? { variable } : stdin ? ('stdin' as const) : null;
  return from === null ? null : readSecretFrom(from, { what: 'passphrase', option: '--passphrase-env' });
}
