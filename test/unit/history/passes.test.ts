import { expect, it } from 'vitest';
import { createPasses } from '../../../electron/services/passes.ts';
import { fullReport } from '../reports/full-report.ts';

const report = fullReport({ host: 'crm.example.com', address: '10.0.0.5', computer: 'PC', text: '' });
const rerunAt = (startedAt: string) => ({
  ...report,
  durationMs: 900,
  checks: report.checks.map((check, index) => (index < 2 ? { ...check, startedAt } : check)),
});

it('gives each pass of a run an id and a time of its own', () => {
  const passOf = createPasses();
  expect(passOf('r', report)).toEqual({ id: 'r', report });
  const again = rerunAt('2026-11-20T11:00:00.000Z');
  const expected = { id: 'r.2', report: { ...again, startedAt: '2026-11-20T11:00:00.000Z', durationMs: 40 } };
  expect(passOf('r', again)).toEqual(expected);
  expect(passOf('r', rerunAt('2026-11-20T12:00:00.000Z')).id).toBe('r.3');
  expect(passOf('s', again)).toEqual({ id: 's', report: again });
});

it('takes a report that was only told anew for the same pass', () => {
  const passOf = createPasses();
  const told = { ...report, notes: ['Seen from the server.'] };
  passOf('r', report);
  expect(passOf('r', told)).toEqual({ id: 'r', report: told });
  passOf('r', rerunAt('2026-11-20T11:00:00.000Z'));
  expect(passOf('r', rerunAt('2026-11-20T11:00:00.000Z'))).toMatchObject({ id: 'r.2', report: { durationMs: 40 } });
});
