import { counted } from '../../shared/amounts.ts';
import type { RunSummary } from '../../shared/history.ts';
import type { Verdict } from '../../shared/outcomes.ts';
import { duration } from '../parts/time.ts';

/** What of a run the timeline measures. */
export const measures = ['run', 'creatio.health', 'identity.discovery', 'token.request'] as const;
export type Measure = (typeof measures)[number];

/** What the timeline can measure. */
export const measureTitles: Readonly<Record<Measure, string>> = {
  run: 'Whole run',
  'creatio.health': 'Health check of Creatio',
  'identity.discovery': 'Discovery of the Identity Service',
  'token.request': 'Token',
};

/** A run in the plot: its place in time and its duration, as parts of the whole (0 to 1), the latest and the longest last. */
export interface Point {
  runId: string;
  verdict: Verdict;
  x: number;
  y: number;
}

export interface Plot {
  points: Point[];
  /** Of the measured durations in ms; null where nothing was measured. */
  shortest: number | null;
  median: number | null;
  longest: number | null;
  /** ISO 8601; null without runs. */
  from: string | null;
  to: string | null;
}

function measured(run: RunSummary, measure: Measure): number | null {
  if (measure === 'run') return run.durationMs;
  const check = run.checks.find(({ id }) => id === measure);
  return check && !['skip', 'cancelled'].includes(check.status) ? check.durationMs : null;
}

/** Where each run stands in time, and how long it took; long durations are drawn together, so that short ones can be told apart. */
export function plotOf(runs: readonly RunSummary[], measure: Measure): Plot {
  const seen = runs.flatMap((run) => {
    const ms = measured(run, measure);
    return ms === null ? [] : [{ run, ms, at: Date.parse(run.startedAt) }];
  });
  const durations = seen.map(({ ms }) => ms).sort((a, b) => a - b);
  const [shortest = null] = durations;
  const longest = durations.at(-1) ?? null;
  const times = seen.map(({ at }) => at);
  const [first, last] = [least(times), -least(times.map((at) => -at))];
  const log = (ms: number) => Math.log(Math.max(1, ms));
  const [low, high] = [log(shortest ?? 1), log(longest ?? 1)];
  return {
    points: seen.map(({ run, ms, at }) => ({
      runId: run.runId,
      verdict: run.verdict,
      x: last > first ? (at - first) / (last - first) : 0.5,
      y: high - low > 0.1 ? (log(ms) - low) / (high - low) : 0.5,
    })),
    shortest,
    median: durations[Math.floor(durations.length / 2)] ?? null,
    longest,
    from: seen.length > 0 ? new Date(first).toISOString() : null,
    to: seen.length > 0 ? new Date(last).toISOString() : null,
  };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);

const verdictPlurals: Readonly<Record<Verdict, string>> = {
  pass: 'healthy',
  warn: 'with a warning',
  fail: 'with a problem',
  unknown: 'unknown',
};

/** The plot in a few sentences. */
export function summaryOfPlot(runs: readonly RunSummary[], plot: Plot, measure: Measure): string {
  const counts = (['pass', 'warn', 'fail', 'unknown'] as const)
    .map((verdict) => [runs.filter((run) => run.verdict === verdict).length, verdictPlurals[verdict]] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`);
  const told = `${counted(runs.length, 'run')}: ${counts.join(', ')}.`;
  const { shortest, median, longest } = plot;
  if (shortest === null || median === null || longest === null) {
    return `${told} In none of them this was measured: ${measureTitles[measure]}.`;
  }
  const what = measure === 'run' ? 'A run' : measureTitles[measure];
  if (plot.points.length === 1) return `${told} ${what} took ${duration(shortest)}.`;
  return `${told} ${what} took from ${duration(shortest)} to ${duration(longest)}, half of the time up to ${duration(median)}.`;
}
