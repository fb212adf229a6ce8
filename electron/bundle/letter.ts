import type { LetterFacts } from '../../shared/bundle.ts';
import type { ManifestFile } from './manifest.ts';

/** What a covering letter tells, besides what a person writes. */
export interface LetterSource {
  facts: LetterFacts;
  environment: { name: string; creatioUrl: string; identityServiceUrl: string; version: string; platform: string };
  /** What the diagnosis came to; null where no run is in the bundle. */
  run: { at: string; outcome: string; headline: string; emptySettings: readonly string[] } | null;
  /** Whether a guided session is in the bundle, in a sentence. */
  session: string | null;
  /** The period that the logs cover, in a sentence. */
  period: string;
  tool: string;
}

/** A letter is read by people; what more there is stands in the manifest. */
const mostListed = 200;

const notGiven = 'Not given.';
const given = (text: string): string => (text.trim() === '' ? notGiven : text.trim());
/** A text of somebody's own is no markup, except for its lines. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|]/g, String.raw`\$&`);
const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024).toLocaleString('en-US')} KB`;

/** The letter that goes with a bundle, in Markdown: the facts that Creatio support asks for. */
export function letterOf(
  { facts, environment, run, session, period, tool }: LetterSource,
  files: readonly ManifestFile[],
  skipped: readonly { source: string; reason: string }[],
): string {
  const { caseNumber, whatHappened, when, tried } = facts;
  const diagnosis =
    run === null
      ? 'No diagnosis is part of this bundle.'
      : `${plain(run.headline)} (outcome \`${run.outcome}\`, ${run.at})${
          run.emptySettings.length === 0 ? '' : `\n\nEmpty system settings: ${run.emptySettings.join(', ')}.`
        }`;
  const covered = files.filter(({ source }) => source !== '');
  const listed = (lines: readonly string[], left: number): string =>
    [...lines, ...(left > 0 ? [`- ${left} more; \`manifest.json\` lists them all.`] : [])].join('\n');
  return [
    `# OAuth problem in Creatio${caseNumber.trim() === '' ? '' : `, case ${plain(caseNumber.trim())}`}`,
    'Dear Creatio support,',
    'the attached bundle holds the logs of Creatio and of the Identity Service for an OAuth problem that we cannot solve by the documented steps.',
    '## What happened',
    plain(given(whatHappened)),
    '## When',
    `${plain(given(when))}\n\n${period}`,
    '## Environment',
    [
      `- Name: ${plain(environment.name)}`,
      `- Creatio address: ${plain(given(environment.creatioUrl))}`,
      `- Identity Service address: ${plain(given(environment.identityServiceUrl))}`,
      `- Creatio version: ${plain(given(environment.version))}`,
      `- Platform: ${plain(environment.platform)}`,
    ].join('\n'),
    '## What the diagnosis says',
    diagnosis,
    '## What was tried',
    [plain(given(tried)), ...(session === null ? [] : [session])].join('\n\n'),
    '## Files',
    covered.length === 0
      ? 'The bundle holds no logs.'
      : listed(
          covered.slice(0, mostListed).map(({ path, size, from, to, cut }) => {
            const span = from === null || to === null ? '' : `, ${from} to ${to}`;
            return `- \`${path.replaceAll('`', "'")}\`: ${kilobytes(size)}${span}${cut === null ? '' : `. ${plain(cut)}`}`;
          }),
          covered.length - mostListed,
        ),
    ...(skipped.length === 0
      ? []
      : [
          '## Left out',
          listed(
            skipped
              .slice(0, mostListed)
              .map(({ source, reason }) => `- \`${source.replaceAll('`', "'")}\`: ${plain(reason)}`),
            skipped.length - mostListed,
          ),
        ]),
    `Secrets in these files are replaced by \`***\`, personal data by names such as \`user-3\`, the same ones throughout. \`manifest.json\` lists every file with its checksum, \`redaction-report.json\` what was replaced. Made by ${tool}; nothing was sent anywhere by it.`,
  ]
    .join('\n\n')
    .concat('\n');
}
