import { memo } from 'react';
import { Button } from '@fluentui/react-components';
import type { RunSummary } from '../../shared/history.ts';
import { StateLabel, verdictStates } from '../parts/states.tsx';
import { duration, exactly, momentOf } from '../parts/time.ts';
import styles from './history.module.css';

interface RunListProps {
  runs: readonly RunSummary[];
  /** The ids of the runs that are picked to be compared, two at most. */
  picked: readonly string[];
  onPick: (runId: string, picked: boolean) => void;
  onOpen: (runId: string) => void;
}

/** The kept runs, the newest first; each opens its report and can be picked for a comparison. */
export function RunList({ runs, picked, onPick, onOpen }: RunListProps) {
  return (
    <ol className={styles.runs}>
      {runs.map((run) => (
        <RunRow key={run.runId} run={run} picked={picked.includes(run.runId)} onPick={onPick} onOpen={onOpen} />
      ))}
    </ol>
  );
}

interface RunRowProps extends Pick<RunListProps, 'onPick' | 'onOpen'> {
  run: RunSummary;
  picked: boolean;
}

const RunRow = memo(function RunRow({ run, picked, onPick, onOpen }: RunRowProps) {
  const { runId, startedAt, durationMs, verdict, headline } = run;
  return (
    <li className={styles.run}>
      <label className={styles.pick}>
        <input
          type="checkbox"
          checked={picked}
          aria-label={`Compare the run of ${exactly(startedAt)}`}
          onChange={({ target }) => onPick(runId, target.checked)}
        />
      </label>
      <button type="button" className={styles.open} data-run={runId} onClick={() => onOpen(runId)}>
        <StateLabel look={verdictStates[verdict]} />
        <time className={styles.when} dateTime={startedAt} title={exactly(startedAt)}>
          {momentOf(startedAt)}
        </time>
        <span className={styles.headline}>{headline}</span>
        <span className={styles.took}>{duration(durationMs)}</span>
      </button>
    </li>
  );
});

/** The older runs, on demand. */
export const OlderRuns = ({ loading, onLoad }: { loading: boolean; onLoad: () => void }) => (
  <Button className={styles.older} disabledFocusable={loading} onClick={onLoad}>
    {loading ? 'Loading older runs' : 'Load older runs'}
  </Button>
);
