import { expect, it } from 'vitest';
import { passphraseHint, passphraseProblem } from '../../../shared/passphrase.ts';

it.each([
  ['', 'at least 12 characters'],
  ['eleven char', 'at least 12 characters; this one has 11'],
  ['😀😁😂🤣😃😄', 'this one has 6'],
  ['aaaaaaaaaaaaaaaaaaaa', 'repeats a few characters'],
  ['abAB abAB abAB', 'repeats a few characters'],
  ['two lines\nof words', 'control characters'],
  ['x'.repeat(1_001), 'at most 1000 characters'],
])('refuses %j', (passphrase, sentence) => {
  expect(passphraseProblem(passphrase)).toContain(sentence);
});

it('counts spaces at the ends as what they are', () => {
  expect(passphraseProblem('  ten chars ')).toBeNull();
  expect(passphraseHint('  ten chars ')).toContain('begins or ends with a space');
  expect(passphraseHint('ten characters')).not.toContain('space');
});

it('tells a long passphrase from one that is just accepted', () => {
  expect(passphraseHint('lantern meadow')).toContain('Accepted');
  expect(passphraseHint('orbit lantern meadow quill')).toContain('withstand guessing');
  expect(passphraseHint('orbit lantern meadow quill')).not.toContain('Accepted');
});
