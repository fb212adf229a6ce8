import { describe, expect, it } from 'vitest';
import { matches } from '../../../renderer/environments/matches.ts';
import { ago, duration, validityLeft } from '../../../renderer/parts/time.ts';

const now = Date.parse('2026-11-21T10:00:00.000Z');

describe('times', () => {
  it.each([
    [0, 'just now'],
    [-5_000, 'just now'],
    [59_999, 'just now'],
    [120_000, '2 min ago'],
    [3_600_000, '1 h ago'],
    [86_400_000, '1 day ago'],
    [30 * 86_400_000, '30 days ago'],
    [31 * 86_400_000, '21 October 2026'],
  ])('%i ms ago: %s', (ms, words) => expect(ago(new Date(now - ms).toISOString(), now)).toBe(words));

  it.each([
    [0.4, '<1 ms'],
    [999.4, '999 ms'],
    [999.7, '1.0 s'],
    [9_960, '10 s'],
    [59_600, '1 min 0 s'],
    [83_000, '1 min 23 s'],
  ])('%d ms is %s', (ms, words) => expect(duration(ms)).toBe(words));

  it.each([
    [1, '1 day left'],
    [0, '0 days left'],
    [-1, 'expired less than a day ago'],
    [-2, 'expired 1 day ago'],
    [-13, 'expired 12 days ago'],
  ])('a certificate with %i whole days left: %s', (days, words) => expect(validityLeft(days)).toBe(words));
});

it('finds by words in any order', () => {
  expect(matches('Production CRM https://crm.example.com', 'crm prod')).toBe(true);
  expect(matches('Production CRM', 'test')).toBe(false);
  expect(matches('Production CRM', ' ')).toBe(true);
});
