import path from 'node:path';
import type { ImportChoice, ImportResult, Likeness } from '../../../shared/transfer.ts';
import { UserError } from '../../../shared/user-error.ts';
import { lineText } from '../../../shared/visible-text.ts';
import {
  clioSettingsFile,
  planImport,
  readImport,
  readImportFile,
  runImport,
  type Incoming,
  type PlannedRow,
} from '../../transfer/index.ts';
import { choiceOption, parseOptions, usageError } from '../options.ts';
import { printNotice, printResult, type ExitCode } from '../output.ts';
import { passphraseOptions, readPassphrase } from './passphrase.ts';
import { openSecrets, openStore } from './store.ts';

/**
 * `profiles import`: brings in the environments of a file. What is there already is skipped unless told otherwise. Ends with
 * code 1 where a secret of them could not be kept, so that it has to be entered, and 3 where none of them could be understood.
 */
export async function importProfiles(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseOptions('profiles', args, {
    clio: { type: 'boolean' },
    'on-duplicate': { type: 'string' },
    'dry-run': { type: 'boolean' },
    ...passphraseOptions,
  });
  const onDuplicate = choiceOption('profiles', 'on-duplicate', values['on-duplicate'], ['skip', 'replace', 'copy']);
  const file = fileOf(positionals, values.clio === true);
  const passphrase = await readPassphrase(values);

  const incoming = await unlocked(readImport(await readImportFile(file), file), passphrase, file);
  const store = openStore();
  const rows = chosen(planImport(incoming.environments, await store.list()), choices[onDuplicate]);
  for (const note of incoming.notes) await printNotice(lineText(note));
  for (const { environment, notes } of rows) {
    for (const note of notes) await printNotice(lineText(`${environment.settings.name}: ${note}`));
  }
  const dryRun = values['dry-run'] === true;
  const done = dryRun ? null : await runImport(rows, store, openSecrets());
  await printResult([...linesOf(rows, incoming, dryRun), summaryOf(rows, incoming, dryRun)].join('\n'));
  if (done !== null) await printWhatFollows(done.result);
  if (rows.length > 0 || incoming.refused.length === 0) {
    return done !== null && done.result.secretsNotKept.length > 0 ? 1 : 0;
  }
  await printNotice(`Nothing in ${lineText(file)} could be understood as an environment, so nothing was imported.`);
  return 3;
}

const choices: Readonly<Record<'skip' | 'replace' | 'copy', ImportChoice>> = {
  skip: 'skip',
  replace: 'replace',
  copy: 'add',
};

/** Of several rows that are the same as one stored environment, the first replaces it and the others are copies. */
function chosen(rows: readonly PlannedRow[], onDuplicate: ImportChoice): PlannedRow[] {
  const replaced = new Set<string>();
  return rows.map((row) => {
    if (row.duplicate === null) return row;
    const again = onDuplicate === 'replace' && replaced.has(row.duplicate.profile.id);
    replaced.add(row.duplicate.profile.id);
    return { ...row, choice: again ? 'add' : onDuplicate };
  });
}

function fileOf(positionals: readonly string[], clio: boolean): string {
  const [file] = positionals;
  if (positionals.length > 1 || (file !== undefined) === clio) {
    throw usageError('profiles', 'profiles import takes one file, or --clio for the environments of clio.');
  }
  if (file !== undefined) return path.resolve(file);
  const settings = clioSettingsFile();
  if (settings !== null) return settings;
  throw new UserError(
    'import-unreadable',
    'Where clio keeps its environments is not known here, because no home folder is set. Name the file.',
  );
}

async function unlocked(incoming: Incoming, passphrase: string | null, file: string): Promise<Incoming> {
  if (incoming.unlock !== null && passphrase !== null) return incoming.unlock(passphrase);
  if (incoming.unlock !== null) {
    await printNotice(
      `The environments come without their secrets, which are locked in ${lineText(file)}. Give the passphrase with --passphrase-env or --passphrase-stdin to bring them along.`,
    );
  }
  return incoming;
}

const sameBy: Readonly<Record<Likeness, string>> = {
  id: 'the same environment as',
  address: 'has the address and client of',
  name: 'has the name of',
};

function linesOf(rows: readonly PlannedRow[], incoming: Incoming, dryRun: boolean): string[] {
  const words = dryRun
    ? { add: 'Would add', replace: 'Would replace', skip: 'Would skip' }
    : { add: 'Added', replace: 'Replaced', skip: 'Skipped' };
  const lines = rows.map(({ environment, duplicate, choice }) => {
    const { name, creatioUrl } = environment.settings;
    const like = duplicate === null ? '' : ` (${sameBy[duplicate.by]} "${lineText(duplicate.profile.name)}")`;
    return `${words[choice]}: ${lineText(name)}, ${lineText(creatioUrl)}${like}`;
  });
  return [
    ...lines,
    ...incoming.refused.map(
      ({ name, reason }) => `Not understood: ${lineText(name) || '(without a name)'}. ${lineText(reason)}`,
    ),
  ];
}

function summaryOf(rows: readonly PlannedRow[], { refused }: Incoming, dryRun: boolean): string {
  const count = (choice: ImportChoice) => rows.filter((row) => row.choice === choice).length;
  const parts = `${count('add')} added, ${count('replace')} replaced, ${count('skip')} skipped, ${refused.length} not understood`;
  return dryRun ? `Nothing was written. It would be: ${parts}.` : `${parts}.`;
}

async function printWhatFollows({ secretsKept, secretsNotKept, notes }: ImportResult): Promise<void> {
  for (const note of notes) await printNotice(lineText(note));
  if (secretsKept > 0)
    await printNotice(`${secretsKept === 1 ? 'One secret was' : `${secretsKept} secrets were`} put into the keychain.`);
  for (const line of notKeptInWords(secretsNotKept)) await printNotice(lineText(line));
  if (secretsNotKept.length > 0) {
    await printNotice(
      'Once that is mended, enter what is missing in the window, or import again with --on-duplicate replace.',
    );
  }
}

const mostNames = 5;

/** One sentence for each kind of secret and reason: a missing keychain keeps the secrets of all environments out alike. */
function notKeptInWords(secretsNotKept: ImportResult['secretsNotKept']): string[] {
  const alike = new Map<string, { secret: string; reason: string; names: string[] }>();
  for (const { environment, secret, reason } of secretsNotKept) {
    const key = JSON.stringify([secret, reason]);
    const found = alike.get(key) ?? { secret, reason, names: [] };
    found.names.push(`"${environment}"`);
    alike.set(key, found);
  }
  return [...alike.values()].map(({ secret, reason, names }) => {
    const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
    return `The ${secret} of ${names.slice(0, mostNames).join(', ')}${more} was not kept. ${reason}`;
  });
}
