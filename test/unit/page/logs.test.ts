import { expect, it } from 'vitest';
import { bytes, counted } from '../../../shared/amounts.ts';
import { lastHour, periodOf, periodProblem, usualPeriod } from '../../../renderer/logs/period/period.ts';
import { recordingWords, span, stopwatch } from '../../../renderer/logs/words.ts';
import type { Recording } from '../../../shared/logs.ts';

const recording: Recording = {
  profileId: 'one',
  startedAt: new Date(2026, 10, 9, 8, 0, 0).toISOString(),
  stoppedAt: null,
  runId: null,
  clockDifferences: { creatioMs: null, identityServiceMs: null },
};
const stopped = { ...recording, stoppedAt: new Date(2026, 10, 9, 8, 1, 5).toISOString() };

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1_023, '1023 bytes'],
  [1_024, '1.0 KB'],
  [10 * 1_024, '10 KB'],
  [1_024 ** 2 - 1, '1.0 MB'],
  [1_500 * 1_024 ** 4, '1,500 TB'],
])('writes %d bytes as %s', (count, words) => {
  expect(bytes(count)).toBe(words);
});

it('counts with the noun that fits', () => {
  expect([counted(1, 'file'), counted(12_000, 'file'), counted(2, 'entry', 'entries')]).toEqual([
    '1 file',
    '12,000 files',
    '2 entries',
  ]);
});

it('takes a recording only once it has ended', () => {
  expect(periodOf(usualPeriod, null)).toBeNull();
  expect(periodProblem(usualPeriod, recording)).toMatch(/still going on/);
  expect(periodOf(usualPeriod, stopped)).toEqual({ kind: 'recorded', marginMs: 10_000 });
});

it('takes a period by the clock of this computer, with its end behind its beginning', () => {
  const period = { ...usualPeriod, kind: 'period', ...lastHour(new Date(2026, 10, 9, 8, 30, 40).getTime()) } as const;
  expect([period.from, period.to]).toEqual(['2026-11-09T07:30', '2026-11-09T08:31']);
  expect(periodOf({ ...period, marginSeconds: 0 }, null)).toEqual({
    kind: 'period',
    from: new Date(2026, 10, 9, 7, 30).toISOString(),
    to: new Date(2026, 10, 9, 8, 31).toISOString(),
    marginMs: 0,
  });
  expect(periodProblem({ ...period, to: period.from }, null)).toMatch(/after the beginning/);
  expect(periodProblem({ ...period, to: '' }, null)).toMatch(/both a beginning and an end/);
});

it('tells times as exactly as they differ', () => {
  const at = (minute: number, second = 0, day = 9) => new Date(2026, 10, day, 8, minute, second).toISOString();
  expect(span(null, null)).toBe('times not known');
  expect(span(at(1), null)).toBe('from 9 Nov 2026, 08:01');
  expect(span(at(1, 2), at(1, 2))).toBe('9 November 2026, 08:01:02');
  expect(span(at(1, 2), at(1, 7))).toBe('9 November 2026, 08:01:02 to 08:01:07');
  expect(span(at(1), at(50))).toBe('9 Nov 2026, 08:01 to 08:50');
  expect(span(at(1), at(50, 0, 10))).toBe('9 Nov 2026, 08:01 to 10 Nov 2026, 08:50');
  expect(stopwatch(3_723_000)).toBe('1:02:03');
  expect(recordingWords(recording, Date.parse(recording.startedAt) + 42_000)).toBe('Recording for 0:42');
  expect(recordingWords(stopped, 0)).toBe('9 November 2026, 08:00:00 to 08:01:05 (1 min 5 s)');
});
