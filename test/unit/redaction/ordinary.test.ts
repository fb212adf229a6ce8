import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { defaultRules, prepareRedaction, redactText } from '../../../electron/redaction/index.ts';
import { ordinaryLines } from './ordinary-lines.ts';

const ordinary = readFileSync(new URL('ordinary.txt', import.meta.url), 'utf8');
const redaction = prepareRedaction();

it('leaves ordinary logs as they are, line by line and as a whole', () => {
  for (const line of ordinary.split('\n')) expect(redactText(line, redaction)).toBe(line);
  expect(redactText(ordinary, redaction)).toBe(ordinary);
});

it('is wrong at most once in 10,000 lines', () => {
  const lines = ordinaryLines(12_000);
  const redacted = redactText(lines.join('\n'), redaction).split('\n');
  const wrong = lines.flatMap((line, index) => (redacted[index] === line ? [] : [[line, redacted[index]]]));
  expect(redacted.length).toBe(lines.length);
  expect(wrong.slice(1)).toEqual([]);
});

// Whatever goes back and forth in such an input would need minutes here and end in the time limit of the test.
const nearMisses: readonly (readonly [string, string])[] = [
  ...defaultRules.flatMap(({ id, starts }) => starts.slice(0, 3).map((start) => [`${id} ${start}`, start] as const)),
  ...defaultRules.flatMap(({ id, examples }) =>
    examples
      .slice(0, 1)
      .map(([text]) => [`${id}, half an example`, text.slice(0, Math.ceil(text.length / 2))] as const),
  ),
  ['backslashes', 'password="\\'],
  ['quotes', '""""'],
  ['spaces', 'password =          '],
  ['tags', '<input name="password" '],
  ['line breaks', '"password":"\nabc\n'],
  ['semicolons', ';password=a;;'],
  ['percent', 'password%3D%22%5C'],
  ['digits', '1.1.1.'],
  ['colons', 'a:b:'],
];

it.each(nearMisses)('takes no longer for a line of near misses: %s', (_name, text) => {
  const line = text.repeat(Math.ceil(200_000 / text.length));
  expect(redactText(line, redaction).length).toBeGreaterThan(0);
});
