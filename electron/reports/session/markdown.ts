import type { SessionOutline } from '../../wizard/as-text.ts';
import { inline } from '../markdown.ts';
import { statusWords } from '../words.ts';

/** A guided session to be pasted into a ticket. Ends in a newline. */
export const sessionAsMarkdown = ({ title, facts, entries, results, events }: SessionOutline): string =>
  [
    `# ${inline(title)}`,
    '',
    ...facts.map(({ label, value }) => `- ${inline(label)}: ${inline(value)}`),
    '',
    '## What was tried',
    ...entries.flatMap((entry) => [
      '',
      `### ${inline(entry.title)}`,
      '',
      inline(entry.cause),
      '',
      ...entry.steps.flatMap(({ text, mark, note }, index) => [
        `${index + 1}. ${inline(text)} _(${mark})_`,
        ...(note === '' ? [] : [`   - Note: ${inline(note)}`]),
      ]),
    ]),
    ...(results.length === 0 ? [] : ['', '## What the checks said last', '']),
    ...results.map(
      ({ title: check, status, summary }) => `- ${inline(check)}: **${statusWords[status]}.** ${inline(summary)}`,
    ),
    '',
    '## What happened',
    '',
    ...events.map(({ at, by, text }) => `- ${at}, ${inline(by)}: ${inline(text)}`),
    '',
  ].join('\n');
