import type { Report } from '../../shared/report.ts';

/** What of a report is kept, and under which id. */
export interface Pass {
  id: string;
  report: Report;
}

/**
 * Tells apart what a run comes to after each of its passes: when some of its checks were run again, as a person asks for and
 * as guided sessions do, it is kept beside what it was before, with the time of that pass. A report that was only told anew,
 * with the same checks, takes the place of the former one.
 */
export function createPasses(): (runId: string, report: Report) => Pass {
  /** The last pass of each environment. */
  const last = new Map<string, { runId: string; number: number; latest: string; time: PassTime }>();
  return (runId, report) => {
    const latest = report.checks.map(({ startedAt }) => startedAt).reduce(later, '');
    const before = last.get(report.profile.id);
    if (before?.runId !== runId) {
      const { startedAt, durationMs } = report;
      last.set(report.profile.id, { runId, number: 1, latest, time: { startedAt, durationMs } });
      return { id: runId, report };
    }
    const isNew = latest > before.latest;
    const number = isNew ? before.number + 1 : before.number;
    const time = isNew ? timeOf(report, before.latest) : before.time;
    last.set(report.profile.id, { runId, number, latest, time });
    return { id: number === 1 ? runId : `${runId}.${number}`, report: number === 1 ? report : { ...report, ...time } };
  };
}

type PassTime = Pick<Report, 'startedAt' | 'durationMs'>;

/** When the checks ran that began after a moment. */
function timeOf({ checks }: Report, after: string): PassTime {
  const own = checks.filter(({ startedAt }) => startedAt > after);
  const begin = Math.min(...own.map(({ startedAt }) => Date.parse(startedAt)));
  const end = Math.max(...own.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs));
  return { startedAt: new Date(begin).toISOString(), durationMs: Math.round(end - begin) };
}

const later = (a: string, b: string): string => (a > b ? a : b);
