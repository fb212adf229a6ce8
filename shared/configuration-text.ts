import { configurationKindTitles, type ConfigurationFinding, type ConfigurationReport } from './configuration.ts';

const words: Readonly<Record<ConfigurationFinding['status'], string>> = {
  pass: 'OK',
  warn: 'Warning',
  fail: 'Problem',
  skip: 'Skipped',
};

/** What was found in a configuration, as plain text for a ticket. It holds no secret; ends without a newline. */
export function configurationAsText({ folder, kind, checkedAt, headline, files }: ConfigurationReport): string {
  return [
    headline,
    `Folder: ${folder} (${configurationKindTitles[kind]})`,
    `Checked: ${checkedAt.slice(0, 10)} ${checkedAt.slice(11, 19)} UTC`,
    ...files.flatMap(({ name, findings }) => ['', name, ...findings.map(lineOf)]),
  ].join('\n');
}

const lineOf = ({ status, summary, line }: ConfigurationFinding): string =>
  `- ${words[status]}: ${summary}${line === null ? '' : ` (line ${line})`}`;
