import { platformTitles, type Profile } from '../../../shared/profile.ts';
import { lineText } from '../../../shared/visible-text.ts';
import { formatOption, parseOptions, usageError } from '../options.ts';
import { printNotice, printResult, type ExitCode } from '../output.ts';
import { openStore } from './store.ts';

/** `profiles list`: the stored environments, of their secrets only which are set. */
export async function listProfiles(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseOptions('profiles', args, { format: { type: 'string' } });
  if (positionals.length > 0) throw usageError('profiles', 'profiles list takes no environment.');
  const json = formatOption('profiles', values.format) === 'json';
  const profiles = await openStore().list();
  if (json) await printResult(safeJson(profiles));
  else if (profiles.length === 0) await printNotice('No environment is stored yet.');
  else await printResult(tableOf(profiles));
  return 0;
}

/** JSON in which every character that a terminal might act upon is escaped; a reader gets the same values. */
const safeJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replaceAll(/[\u007f-\u009f\p{Cf}\u2028\u2029]/gu, (character) =>
    Array.from(character.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  );

function tableOf(profiles: readonly Profile[]): string {
  const rows = profiles.map(({ name, creatioUrl, platform, group, production }) => [
    lineText(name),
    lineText(creatioUrl),
    platform === 'auto' ? '' : platformTitles[platform],
    lineText(group ?? ''),
    production ? 'production' : '',
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
