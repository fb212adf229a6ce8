import { expect, it } from 'vitest';
import { createSieve } from '../../../electron/bundle/pack/sieve.ts';
import { knownSpellings } from '../../../electron/redaction/index.ts';

const secret = 'Kq7&x "äb" 0Wm2/vXc9+Tz';
const before = Buffer.from('2026-11-21 10:00:00,000 [12] INFO Supervisor Common Execute - nothing here to be found ');

it('sees a secret in every spelling at every place, and nothing where none is', () => {
  const sieve = createSieve([secret]);
  for (const spelling of knownSpellings([secret])) {
    const bytes = Buffer.from(spelling, 'latin1');
    for (const start of [0, 1, 2, 7, before.length]) {
      const text = Buffer.concat([before.subarray(0, start), bytes, before]);
      expect(sieve?.isClean(Uint8Array.from(text), start + 1, true), spelling).toBe(false);
      expect(sieve?.isClean(Uint8Array.from(text), text.length, true), spelling).toBe(false);
    }
    const upper = Uint8Array.from(
      Buffer.from(
        spelling.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
        'latin1',
      ),
    );
    expect(sieve?.isClean(upper, 1, true), spelling).toBe(false);
    expect(sieve?.isClean(Uint8Array.from(bytes.subarray(0, -1)), 1, false), 'more is needed').toBe(false);
    expect(sieve?.isClean(Uint8Array.from(bytes.subarray(0, -1)), 1, true), 'it does not go on').toBe(true);
  }
  const broken = Buffer.from(
    `${Buffer.from(secret)
      .toString('base64')
      .replace(/(.{4})/g, '$1\r\n')}`,
  );
  expect(sieve?.isClean(Uint8Array.from(broken), broken.length, true)).toBe(false);
  const nothing = Uint8Array.from(Buffer.concat(Array.from({ length: 1000 }, () => before)));
  expect(sieve?.isClean(nothing, nothing.length, true)).toBe(true);
  expect(createSieve([secret, 'ab']), 'two characters are everywhere').toBe(null);
});
