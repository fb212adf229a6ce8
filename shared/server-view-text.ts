import type { ServerResult, ServerView } from './server-view.ts';

const words: Readonly<Record<ServerResult['status'], string>> = {
  pass: 'ok',
  warn: 'WARNING',
  fail: 'FAILED',
  skip: 'not looked at',
};

/** What was seen on the Creatio server, as lines of plain text. */
export function serverViewLines(view: ServerView): string[] {
  const { machine, lookedAt, address, headline, notes, results, remediation } = view;
  return [
    `From the Creatio server ${machine.name} (${machine.os}), ${lookedAt}, looking at ${address}:`,
    `  ${headline}`,
    ...notes.map((note) => `  ${note}`),
    ...results.map(({ title, status, durationMs, summary }) => {
      const time = durationMs === null ? '' : `, ${durationMs} ms`;
      return `  [${words[status]}${time}] ${title}: ${summary}`;
    }),
    ...(remediation === null ? [] : [`  What to do: ${remediation.title} (${remediation.id})`]),
  ];
}
