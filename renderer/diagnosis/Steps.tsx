import { useEffect, useState } from 'react';
import type { MutedCheck } from '../../shared/report.ts';
import { isActive, type Run } from '../store/runs.ts';
import { StepRow } from './StepRow.tsx';
import { barOf, spanOf } from './waterfall.ts';
import styles from './steps.module.css';

/** The steps of a run with their time as a waterfall; each opens its evidence in place. */
export function Steps({ run, muted }: { run: Run; muted: readonly MutedCheck[] }) {
  const active = isActive(run);
  const now = useTicking(active);
  const span = spanOf(run.steps, now);
  return (
    <section className={styles.section} aria-labelledby="steps-title">
      <h3 id="steps-title" className={styles.title}>
        Steps
      </h3>
      <ol className={styles.steps}>
        {run.steps.map((step) => (
          <StepRow
            key={step.id}
            step={step}
            bar={barOf(step, span, now)}
            run={run}
            muted={muted.find(({ checkId }) => checkId === step.id) ?? null}
          />
        ))}
      </ol>
    </section>
  );
}

/** The current time, renewed while something runs so that its bars grow. */
function useTicking(active: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => setNow(Date.now()), 200);
    return () => clearInterval(timer);
  }, [active]);
  return now;
}
