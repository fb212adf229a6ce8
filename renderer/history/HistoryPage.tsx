import { useCallback, useEffect, useState } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import type { ProfileView } from '../../shared/contract.ts';
import { announce } from '../store/announcements.ts';
import { loadOlderRuns, openHistory, useHistory } from '../store/history.ts';
import { Comparison } from './Comparison.tsx';
import { KeptRun } from './KeptRun.tsx';
import { OlderRuns, RunList } from './RunList.tsx';
import { Timeline } from './Timeline.tsx';
import styles from './history.module.css';

/** What of the history is on the page. */
type Shown =
  { what: 'list' } | { what: 'run'; runId: string } | { what: 'comparison'; runIds: readonly [string, string] };

/** Every kept run of an environment: over time, one by one, and what differs between two. */
export default function HistoryPage({ profile }: { profile: ProfileView }) {
  const [shown, setShown] = useState<Shown>({ what: 'list' });
  const [picked, setPicked] = useState<readonly string[]>([]);
  const runs = useHistory((state) => (state.profileId === profile.id ? state.runs : null));
  const before = useHistory((state) => state.before);
  const loadingOlder = useHistory((state) => state.loadingOlder);
  useEffect(() => void openHistory(profile.id), [profile.id]);

  const pick = useCallback((runId: string, isPicked: boolean): void => {
    // Of three, the one that was picked first gives way.
    setPicked((now) => [...now.filter((id) => id !== runId), ...(isPicked ? [runId] : [])].slice(-2));
  }, []);
  const open = useCallback((runId: string) => setShown({ what: 'run', runId }), []);
  const back = (runId: string | undefined): void => {
    setShown({ what: 'list' });
    requestAnimationFrame(() => focusRun(runId));
  };

  if (runs === null) return <Spinner label="Reading the history" />;
  if (runs.length === 0) return <NothingKept />;
  // In the order of the list, which is that of time, whatever was picked first.
  const [newer, older] = runs.map(({ runId }) => runId).filter((runId) => picked.includes(runId));
  if (shown.what === 'run') {
    const next = runs[runs.findIndex(({ runId }) => runId === shown.runId) + 1]?.runId;
    return (
      <KeptRun
        key={shown.runId}
        profileId={profile.id}
        runId={shown.runId}
        onBack={() => back(shown.runId)}
        onCompare={next === undefined ? null : () => setShown({ what: 'comparison', runIds: [shown.runId, next] })}
      />
    );
  }
  if (shown.what === 'comparison') {
    const [first] = shown.runIds;
    return <Comparison profileId={profile.id} runIds={shown.runIds} onBack={() => back(first)} onOpen={open} />;
  }
  return (
    <div className={styles.page}>
      <Timeline runs={runs} />
      <section className={styles.list} aria-labelledby="runs-title">
        <div className={styles.listHead}>
          <h2 id="runs-title" className={styles.title}>
            Runs
          </h2>
          <p className={styles.hint}>
            {picked.length === 0
              ? 'Pick two runs to see what differs between them.'
              : `${picked.length} of 2 runs picked.`}
          </p>
          <Button
            size="small"
            disabledFocusable={newer === undefined || older === undefined}
            onClick={() => {
              if (newer !== undefined && older !== undefined) setShown({ what: 'comparison', runIds: [newer, older] });
            }}
          >
            Compare
          </Button>
        </div>
        <RunList runs={runs} picked={picked} onPick={pick} onOpen={open} />
        {before !== null && (
          <OlderRuns
            loading={loadingOlder}
            onLoad={() => void loadOlderRuns().then((count) => announce(`${count} older runs were added.`))}
          />
        )}
      </section>
    </div>
  );
}

function NothingKept() {
  return (
    <section className={styles.card}>
      <h2 className={styles.title}>No run has been kept yet</h2>
      <p>
        Every run of this environment is kept here from the first one on, with its report, so that it can be compared
        with later ones.
      </p>
    </section>
  );
}

function focusRun(runId: string | undefined): void {
  const row = runId === undefined ? null : document.querySelector<HTMLElement>(`[data-run="${CSS.escape(runId)}"]`);
  (row ?? document.querySelector('main'))?.focus();
}
