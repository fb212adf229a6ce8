import { describe, expect, it } from 'vitest';
import { progressOf } from '../../../renderer/diagnosis/progress.ts';
import { barOf, spanOf } from '../../../renderer/diagnosis/waterfall.ts';
import { newRun, rerunning, stopped, withEvent, withPlan, type Run } from '../../../renderer/store/runs.ts';
import type { ConsoleEvent, PlannedCheck } from '../../../shared/contract.ts';
import type { CheckId, CheckResult } from '../../../shared/report.ts';
import { reportOf } from '../../fixtures/ui-reports.ts';
import { environment } from '../../fixtures/ui-services.ts';

const start = Date.parse('2026-11-21T10:00:00.000Z');
const plan: PlannedCheck[] = [
  { id: 'creatio.dns', title: 'Name resolution' },
  { id: 'creatio.tcp', title: 'Connection' },
];
const at = (ms: number) => new Date(start + ms).toISOString();

const started = (checkId: CheckId, ms: number): ConsoleEvent => ({
  name: 'diagnosis.check-started',
  payload: { runId: 'r', checkId, startedAt: at(ms) },
});
const finished = (id: CheckId, ms: number, durationMs: number): ConsoleEvent => ({
  name: 'diagnosis.check-finished',
  payload: { runId: 'r', result: result(id, ms, durationMs) },
});
const result = (id: CheckId, ms: number, durationMs: number): CheckResult => ({
  id,
  title: `Title of ${id}`,
  status: 'pass',
  startedAt: at(ms),
  durationMs,
  summary: 'As it should be.',
  evidence: [],
  remediation: null,
});
const play = (run: Run, ...events: ConsoleEvent[]) => events.reduce(withEvent, run);
const states = (run: Run) => run.steps.map(({ id, state }) => `${id} ${state}`);

describe('a run', () => {
  it('fills its steps in as they come, in the planned order', () => {
    const run = withPlan(newRun('r', start), plan);
    expect(states(run)).toEqual(['creatio.dns waiting', 'creatio.tcp waiting']);
    const later = play(run, started('creatio.tcp', 5), finished('creatio.tcp', 5, 10), started('creatio.dns', 0));
    expect(states(later)).toEqual(['creatio.dns running', 'creatio.tcp pass']);
  });

  it('loses no event that comes before the plan', () => {
    const early = play(newRun('r', start), started('creatio.tcp', 5), finished('creatio.tcp', 5, 10));
    const run = withPlan(early, plan);
    expect(states(run)).toEqual(['creatio.dns waiting', 'creatio.tcp pass']);
    expect(run.steps[0]?.title).toBe('Name resolution');
  });

  it('stays finished when the plan comes after its end', () => {
    const report = reportOf('healthy', environment({}), new Date(start));
    const event: ConsoleEvent = { name: 'diagnosis.finished', payload: { runId: 'r', profileId: 'p', report } };
    const run = withPlan(play(newRun('r', start), event), plan);
    expect(run.phase).toBe('finished');
    expect(run.report?.outcome).toBe('healthy');
    expect(run.steps).toHaveLength(report.checks.length);
  });

  it('keeps the result of a step on the page while the check runs again', () => {
    const run = play(withPlan(newRun('r', start), plan), finished('creatio.dns', 0, 3));
    const again = play(rerunning(run, start), started('creatio.dns', 90));
    expect(again.steps[0]).toMatchObject({ state: 'running', result: { durationMs: 3 } });
    expect(stopped(again).steps[0]?.state).toBe('pass');
  });

  it('says what is happening', () => {
    const run = play(withPlan(newRun('r', start), plan), started('creatio.dns', 0), started('creatio.tcp', 0));
    const notice = { runId: 'r', checkId: 'creatio.dns', notice: 'It waits for the name server.' } as const;
    expect(progressOf(withEvent(run, { name: 'diagnosis.check-slow', payload: notice }))).toEqual({
      sentence: 'Now checking: Name resolution, Connection',
      notice: 'It waits for the name server.',
      done: 0,
      total: 2,
    });
    expect(progressOf(null).sentence).toMatch(/\.$/);
    expect(progressOf({ ...run, phase: 'cancelling' }).sentence).toContain('what is known stays');
  });
});

describe('the waterfall', () => {
  const steps = play(
    withPlan(newRun('r', start), plan),
    finished('creatio.dns', 0, 25),
    finished('creatio.tcp', 25, 75),
  ).steps;

  it('places each bar where its step was', () => {
    const span = spanOf(steps, start + 9_999);
    expect(steps.map((step) => barOf(step, span, start + 9_999))).toEqual([
      { start: 0, length: 0.25, ms: 25 },
      { start: 0.25, length: 0.75, ms: 75 },
    ]);
  });

  it('grows in leaps while a step runs, and the bar of that step with the time', () => {
    const run = play(withPlan(newRun('r', start), plan), started('creatio.dns', 0));
    const [step] = run.steps;
    const spans = [600, 700, 800].map((ms) => spanOf(run.steps, start + ms));
    expect(new Set(spans.map(({ end }) => end)).size).toBe(1);
    expect(step && barOf(step, spans[0] ?? { start, end: start }, start + 600)).toEqual({
      start: 0,
      length: 0.6,
      ms: 600,
    });
  });

  it('has no bar for what waits or was skipped', () => {
    const [waiting] = withPlan(newRun('r', start), plan).steps;
    expect(waiting && barOf(waiting, spanOf([waiting], start), start)).toBeNull();
  });
});
