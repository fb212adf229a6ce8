import type { Step } from '../store/runs.ts';

/** The stretch of time that the waterfall shows, in ms since the epoch. */
export interface Span {
  start: number;
  end: number;
}

/** Where a bar begins and how long it is, as parts of the whole (0 to 1). */
export interface Bar {
  start: number;
  length: number;
  ms: number;
}

// While a run goes on its span grows in leaps; growing with every tick would keep all bars moving.
const leapsMs = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** The span from the first start to the last end of what has started. */
export function spanOf(steps: readonly Step[], now: number): Span {
  const times = steps.map((step) => timeOf(step, now)).filter((time) => time !== null);
  if (times.length === 0) return { start: now, end: now + 1 };
  const start = Math.min(...times.map((time) => time.start));
  const end = Math.max(...times.map((time) => time.end));
  const length = Math.max(1, end - start);
  const running = steps.some((step) => step.state === 'running');
  const leap = running ? leapsMs.find((ms) => ms >= length) : undefined;
  return { start, end: start + (leap ?? length) };
}

/** The bar of a step, or null when it has taken no time. */
export function barOf(step: Step, span: Span, now: number): Bar | null {
  const time = timeOf(step, now);
  if (time === null) return null;
  const whole = span.end - span.start;
  const start = Math.min(1, Math.max(0, (time.start - span.start) / whole));
  const length = Math.min(1 - start, Math.max(0, (time.end - time.start) / whole));
  return { start, length, ms: time.end - time.start };
}

function timeOf(step: Step, now: number): Span | null {
  if (step.startedAt === null || step.state === 'skip') return null;
  const start = Date.parse(step.startedAt);
  if (step.state === 'running') return { start, end: Math.max(start, now) };
  return step.result ? { start, end: start + step.result.durationMs } : null;
}
