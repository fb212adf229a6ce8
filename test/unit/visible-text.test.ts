import { expect, it } from 'vitest';
import { blockText, isolatedText, visibleText } from '../../shared/visible-text.ts';

it.each([
  ['an override', 'CRM \u202Etset', 'CRM [U+202E]tset'],
  ['isolates and marks of direction', '\u2067a\u2069\u200F\u061C', '[U+2067]a[U+2069][U+200F][U+061C]'],
  ['what is not seen', 'a\u200Bb\uFEFFc\u{E0041}', 'a[U+200B]b[U+FEFF]c[U+E0041]'],
  ['separators of lines', 'a\u2028b', 'a[U+2028]b'],
  ['too many marks over a letter', `e${'\u0301'.repeat(500)}x`, `e${'\u0301'.repeat(6)}…x`],
])('shows %s as it is', (_what, text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

it.each(['Прод', 'إنتاج', 'हिन्दी', 'Tiếng Việt', '👩‍👩‍👧‍👦 CRM', 'می‌خواهم', '本番'])('leaves %s alone', (text) => {
  expect(visibleText(text)).toBe(text);
});

it('keeps the words around a name in their places', () => {
  expect(isolatedText('ab')).toBe('\u2068ab\u2069');
  expect(isolatedText('a\u2069b')).toBe('\u2068a[U+2069]b\u2069');
});

it('shows what a log would tell a terminal by its number, and leaves lines and tabs', () => {
  expect(blockText('\u001b[31mred\u0000\r\n\tat X\u009b2J \u202egol')).toBe(
    '[U+001B][31mred[U+0000]\r\n\tat X[U+009B]2J [U+202E]gol',
  );
});
