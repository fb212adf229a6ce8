import { counted } from '../../shared/amounts.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import type { ImportChoice, ImportResult, ImportRow, Likeness } from '../../shared/transfer.ts';

/** A number with its noun: "1 environment", "3 environments". */
/** A number of environments in words. */
export const environments = (count: number): string => counted(count, 'environment');

/** What can become of an environment that is not here yet. */
export const newChoices: readonly (readonly [ImportChoice, string])[] = [
  ['add', 'Add'],
  ['skip', 'Leave out'],
];

/** What can become of one that is already here. */
export const duplicateChoices: readonly (readonly [ImportChoice, string])[] = [
  ['skip', 'Leave out'],
  ['replace', 'Replace'],
  ['add', 'Add as a copy'],
];

/** How a stored environment was recognised as the same. */
export const likenessWords: Readonly<Record<Likeness, string>> = {
  id: 'It is the same environment, exported earlier.',
  address: 'It has the same Creatio address and client.',
  name: 'It has the same name.',
};

/** What replacing a stored environment would do to it. */
export const changesSentence = (changes: readonly string[]): string =>
  changes.length === 0
    ? 'Replacing it would change none of its settings.'
    : `Replacing it would change: ${changes.join(', ')}.`;

/** Which secrets come with an environment. */
export function secretsSentence(secrets: readonly SecretName[]): string | null {
  if (secrets.length === 0) return null;
  if (secrets.length > 1) return `Comes with ${secrets.length} secrets.`;
  return secrets[0] === 'client-secret' ? 'Comes with its client secret.' : 'Comes with a secret.';
}

/** What a file brings, in one sentence. */
export function contentSentence(rows: readonly ImportRow[], refused: number): string {
  const here = rows.filter(({ duplicate }) => duplicate !== null).length;
  const parts = [
    `${rows.length - here} new`,
    here > 0 && `${here} already here`,
    refused > 0 && `${refused} that cannot be understood`,
  ].filter((part) => typeof part === 'string');
  return `It holds ${environments(rows.length + refused)}: ${parts.join(', ')}.`;
}

/** What an import has done, in sentences. */
export function resultSentence({ added, replaced, skipped, secretsKept }: ImportResult): string {
  const were = (count: number, what: string) => `${environments(count)} ${count === 1 ? 'was' : 'were'} ${what}`;
  const done = [
    added.length > 0 && were(added.length, 'added'),
    replaced.length > 0 && were(replaced.length, 'replaced'),
    skipped > 0 && were(skipped, 'left out'),
  ].filter((part) => typeof part === 'string');
  const secrets =
    secretsKept === 0
      ? ''
      : ` ${counted(secretsKept, 'secret')} came with ${added.length + replaced.length === 1 ? 'it' : 'them'}.`;
  return `${done.join(', ')}.${secrets}`;
}
