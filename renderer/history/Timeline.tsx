import { useId, useMemo, useState } from 'react';
import type { RunSummary } from '../../shared/history.ts';
import { verdicts, type Verdict } from '../../shared/outcomes.ts';
import { verdictStates } from '../parts/states.tsx';
import { dateOf, duration } from '../parts/time.ts';
import { measures, measureTitles, plotOf, summaryOfPlot, type Measure, type Plot } from './timeline.ts';
import styles from './timeline.module.css';

/** A shape for each verdict, so that none is told by its colour alone. */
const shapes: Readonly<Record<Verdict, string>> = {
  pass: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z',
  warn: 'M0 -5.5L5.5 4.5H-5.5z',
  fail: 'M-5 -3.2L-3.2 -5L0 -1.8L3.2 -5L5 -3.2L1.8 0L5 3.2L3.2 5L0 1.8L-3.2 5L-5 3.2L-1.8 0z',
  unknown: 'M0 -5.5L5.5 0L0 5.5L-5.5 0z',
};

/** Outcomes and durations of the runs over time. The same is told in words beneath, and by the list. */
export function Timeline({ runs }: { runs: readonly RunSummary[] }) {
  const [measure, setMeasure] = useState<Measure>('run');
  const plot = useMemo(() => plotOf(runs, measure), [runs, measure]);
  const titleId = useId();
  const summaryId = useId();
  const shown = verdicts.filter((verdict) => runs.some((run) => run.verdict === verdict));
  return (
    <section className={styles.timeline} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          Timeline
        </h2>
        <label className={styles.measure}>
          Time of{' '}
          <select
            value={measure}
            onChange={({ target }) => setMeasure(measures.find((each) => each === target.value) ?? 'run')}
          >
            {measures.map((each) => (
              <option key={each} value={each}>
                {measureTitles[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className={styles.plot} role="img" aria-labelledby={titleId} aria-describedby={summaryId}>
        <div className={styles.scale} aria-hidden="true">
          <span>{plot.longest !== null && duration(plot.longest)}</span>
          <span>{plot.shortest !== null && plot.shortest !== plot.longest && duration(plot.shortest)}</span>
        </div>
        <Points plot={plot} />
      </div>
      <div className={styles.axis} aria-hidden="true">
        <span>{plot.from && dateOf(plot.from)}</span>
        <span>{plot.to && plot.to !== plot.from && dateOf(plot.to)}</span>
      </div>
      <ul className={styles.legend} aria-hidden="true">
        {shown.map((verdict) => (
          <li key={verdict}>
            <svg width="14" height="14" viewBox="-7 -7 14 14">
              <path d={shapes[verdict]} data-tone={verdictStates[verdict].tone} className={styles.mark} />
            </svg>
            {verdictStates[verdict].word}
          </li>
        ))}
      </ul>
      <p id={summaryId} className={styles.summary}>
        {summaryOfPlot(runs, plot, measure)}
      </p>
    </section>
  );
}

const Points = ({ plot }: { plot: Plot }) => (
  <svg className={styles.points} aria-hidden="true">
    {plot.points.map(({ runId, verdict, x, y }) => (
      <svg key={runId} x={`${1 + x * 98}%`} y={`${92 - y * 84}%`} overflow="visible">
        <path d={shapes[verdict]} data-tone={verdictStates[verdict].tone} className={styles.mark} />
      </svg>
    ))}
  </svg>
);
