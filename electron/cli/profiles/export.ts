import { chmod, stat } from 'node:fs/promises';
import path from 'node:path';
import { counted } from '../../../shared/amounts.ts';
import type { Profile } from '../../../shared/profile.ts';
import { UserError } from '../../../shared/user-error.ts';
import { lineText } from '../../../shared/visible-text.ts';
import { fileErrorReason, writeTextFile } from '../../files/index.ts';
import { exportProfiles } from '../../transfer/index.ts';
import { findStored } from '../check/environments.ts';
import { parseOptions, usageError } from '../options.ts';
import { printNotice, printResult, type ExitCode } from '../output.ts';
import { passphraseOptions, readPassphrase } from './passphrase.ts';
import { openSecrets, openStore } from './store.ts';

/** `profiles export`: writes environments to a file for this user alone; with their secrets only under a passphrase. */
export async function exportProfilesToFile(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals: names } = parseOptions('profiles', args, {
    all: { type: 'boolean' },
    output: { type: 'string' },
    force: { type: 'boolean' },
    'with-secrets': { type: 'boolean' },
    ...passphraseOptions,
  });
  const wrong = (problem: string) => usageError('profiles', problem);
  if (names.length > 0 === (values.all === true)) throw wrong('Name the environments to export, or use --all.');
  if (!values.output) throw wrong('profiles export needs the name of a file, with --output.');
  const file = path.resolve(values.output);
  const passphrase = await readPassphrase(values);
  if ((passphrase !== null) !== (values['with-secrets'] === true)) {
    throw wrong(
      'Secrets are exported under a passphrase: --with-secrets goes together with --passphrase-env or --passphrase-stdin.',
    );
  }
  if (values.force !== true) await refuseExisting(file);

  const store = openStore();
  const profiles = wanted(await store.list(), names);
  const { text, secrets, missing } = await exportProfiles(profiles, passphrase, openSecrets());
  await write(file, text);
  const environments = counted(profiles.length, 'environment');
  const carrying = secrets === 0 ? 'without secrets' : `with ${counted(secrets, 'secret')}`;
  await printResult(`${environments} exported ${carrying} to ${lineText(file)}.`);
  for (const each of missing)
    await printNotice(lineText(`The ${each} was not found in the keychain and is not in the file.`));
  return 0;
}

function wanted(stored: readonly Profile[], names: readonly string[]): Profile[] {
  if (stored.length === 0)
    throw new UserError('environments-none', 'No environment is stored yet, so there is nothing to export.');
  return names.length === 0 ? [...stored] : [...new Set(names.map((name) => findStored(name, stored)))];
}

async function refuseExisting(file: string): Promise<void> {
  const status = await stat(file).catch(() => null);
  if (status === null || !status.isFile()) return;
  throw new UserError(
    'output-exists',
    `${lineText(file)} is there already. Choose another name, or replace it with --force.`,
  );
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeTextFile(file, text, 0o600);
    // A file that was replaced had the rights of the former one.
    if ((await stat(file)).isFile()) await chmod(file, 0o600);
  } catch (error) {
    throw new UserError(
      'output-unwritable',
      `The environments could not be exported to ${lineText(file)}: ${fileErrorReason(error)}.`,
    );
  }
}
