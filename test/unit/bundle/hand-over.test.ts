import { expect, it } from 'vitest';
import { mailOf } from '../../../electron/bundle/index.ts';

const bodyOf = (address: string): string => new URL(address).searchParams.get('body') ?? '';

it('opens a mail with the letter, and with as much of a long one as an address takes', () => {
  const whole = bodyOf(mailOf('# Letter\n\nIt fails.\n', 'SR-1', 'a.zip'));
  expect(whole).toBe(
    '# Letter\r\n\r\nIt fails.\r\n\r\n(The whole letter is in the bundle as letter.md. Please attach a.zip.)',
  );
  // A story of one line, half a character at its beginning.
  const letter = `# Letter\n\n\ud83d Seit Montag: ${'der Dienst antwortet nicht, '.repeat(400)}`;
  const address = mailOf(letter, '\ude00 1', 'a.zip');
  expect(address.length).toBeLessThanOrEqual(1_900);
  expect(address.length).toBeGreaterThan(1_800);
  expect(address).toContain('case%20%EF%BF%BD%201&');
  expect(bodyOf(address)).toMatch(
    /^# Letter\r\n\r\n\uFFFD Seit Montag: der Dienst .* (?:der|Dienst|antwortet|nicht,) \.\.\.\r\n\r\n\(The whole/s,
  );
  const oneWord = bodyOf(mailOf('x'.repeat(9_000), '', 'a.zip'));
  expect(oneWord).toMatch(/^x{1000,} \.\.\.\r\n/);
});
