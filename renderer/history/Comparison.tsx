import { useEffect, useState } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import type { Report } from '../../shared/report.ts';
import { differencesBetween, type Difference } from '../../shared/run-difference.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { StateLabel, verdictStates } from '../parts/states.tsx';
import { exactly } from '../parts/time.ts';
import { readRun } from '../store/history.ts';
import { MissingRun, Opened } from './Opened.tsx';
import styles from './history.module.css';

interface ComparisonProps {
  profileId: string;
  /** The newer run first. */
  runIds: readonly [string, string];
  onBack: () => void;
  onOpen: (runId: string) => void;
}

const kindTitles: Readonly<Record<Difference['kind'], string>> = {
  broke: 'What broke',
  healed: 'What healed',
  changed: 'What changed',
};

/** What differs between two runs, in words. */
export function Comparison({ profileId, runIds, onBack, onOpen }: ComparisonProps) {
  const [reports, setReports] = useState<{ newer: Report; older: Report } | 'missing' | null>(null);
  const [newerId, olderId] = runIds;
  useEffect(() => {
    let gone = false;
    void Promise.all([readRun(profileId, newerId), readRun(profileId, olderId)]).then(([newer, older]) => {
      if (gone) return;
      setReports(newer === null || older === null ? 'missing' : { newer, older });
    });
    return () => {
      gone = true;
    };
  }, [profileId, newerId, olderId]);
  if (reports === 'missing') return <MissingRun onBack={onBack} />;
  if (reports === null) return <Spinner label="Reading both reports" />;
  const { newer, older } = reports;
  const differences = differencesBetween(older, newer);
  return (
    <Opened
      title="What differs between two runs"
      onBack={onBack}
      actions={<CopyButton labelled label="Copy as text" text={() => differencesAsText(older, newer, differences)} />}
    >
      <ol className={styles.compared}>
        {[
          { report: older, runId: olderId, word: 'Earlier run' },
          { report: newer, runId: newerId, word: 'Later run' },
        ].map(({ report, runId, word }) => (
          <li key={runId} className={styles.card}>
            <p className={styles.comparedWhen}>
              {word}, {exactly(report.startedAt)}
            </p>
            <StateLabel look={verdictStates[report.verdict]} />
            <p>{report.headline}</p>
            <Button size="small" onClick={() => onOpen(runId)} aria-label={`Open the ${word.toLowerCase()}`}>
              Open
            </Button>
          </li>
        ))}
      </ol>
      {differences.length === 0 && (
        <p className={styles.card}>Both runs saw the same. Times differ by no more than they usually do.</p>
      )}
      {(['broke', 'healed', 'changed'] as const).map((kind) => {
        const ofKind = differences.filter((difference) => difference.kind === kind);
        if (ofKind.length === 0) return null;
        return (
          <section key={kind} className={styles.card} aria-label={kindTitles[kind]}>
            <h3 className={styles.title}>{kindTitles[kind]}</h3>
            <ul className={styles.differences}>
              {ofKind.map(({ text }, index) => (
                <li key={`${index} ${text}`}>{text}</li>
              ))}
            </ul>
          </section>
        );
      })}
    </Opened>
  );
}

const differencesAsText = (older: Report, newer: Report, differences: readonly Difference[]): string =>
  [
    `Earlier run: ${older.startedAt}, ${verdictStates[older.verdict].word}: ${older.headline}`,
    `Later run: ${newer.startedAt}, ${verdictStates[newer.verdict].word}: ${newer.headline}`,
    ...(differences.length === 0 ? ['Both runs saw the same.'] : []),
    ...differences.map(({ kind, text }) => `${kindTitles[kind]}: ${text}`),
  ].join('\n');
