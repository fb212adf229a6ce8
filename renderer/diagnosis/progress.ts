import type { Run } from '../store/runs.ts';

export interface Progress {
  /** What is happening now. */
  sentence: string;
  /** What a slow check waits for, or null. */
  notice: string | null;
  done: number;
  total: number;
}

/** Says in a sentence what a run is doing; null is a run that has been asked for and not begun. */
export function progressOf(run: Run | null): Progress {
  const steps = run?.steps ?? [];
  const running = steps.filter((step) => step.state === 'running');
  const done = steps.filter((step) => step.state !== 'running' && step.state !== 'waiting').length;
  return {
    sentence: sentenceOf(
      run,
      running.map((step) => step.title),
    ),
    notice: running.find((step) => step.notice !== null)?.notice ?? null,
    done,
    total: steps.length,
  };
}

function sentenceOf(run: Run | null, running: readonly string[]): string {
  if (run === null) return 'The diagnosis is starting.';
  if (run.phase === 'cancelling') return 'The diagnosis is being cancelled; what is known stays.';
  const [first, second] = running;
  if (first === undefined) return 'The diagnosis is going on.';
  if (second === undefined) return `Now checking: ${first}`;
  const more = running.length - 2;
  return `Now checking: ${first}, ${second}${more > 0 ? ` and ${more} more` : ''}`;
}
