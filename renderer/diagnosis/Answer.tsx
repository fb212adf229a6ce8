import { Button } from '@fluentui/react-components';
import { WrenchRegular } from '@fluentui/react-icons/svg/wrench';
import type { Report } from '../../shared/report.ts';
import { Ago } from '../parts/Ago.tsx';
import { CopyButton } from '../parts/CopyButton.tsx';
import { ReportButton } from '../report/ReportButton.tsx';
import { runningState, verdictStates } from '../parts/states.tsx';
import { duration } from '../parts/time.ts';
import type { Run } from '../store/runs.ts';
import { showFix } from '../store/view.ts';
import { reportAsText } from '../evidence/as-text.ts';
import { progressOf } from './progress.ts';
import styles from './diagnosis.module.css';

/** How the run ended, in one sentence, and what that sentence needs to be understood. */
export function Answer({ report, runId }: { report: Report; runId: string }) {
  const look = verdictStates[report.verdict];
  return (
    <section className={styles.answer} data-tone={look.tone} aria-labelledby="headline">
      <div className={styles.answerIcon} aria-hidden="true">
        {look.icon}
      </div>
      <div className={styles.answerText}>
        <p className={styles.verdict}>{look.word}</p>
        <h2 id="headline" className={styles.headline}>
          {report.headline}
        </h2>
        {report.notes.length > 0 && (
          <ul className={styles.notes}>
            {report.notes.map((note, index) => (
              <li key={`${index} ${note}`}>{note}</li>
            ))}
          </ul>
        )}
        <div className={styles.meta}>
          <span>
            Checked <Ago moment={report.startedAt} /> in {duration(report.durationMs)}
          </span>
          {report.remediation && report.verdict !== 'pass' && (
            <FixButton report={report} entryId={report.remediation.id} />
          )}
          <CopyButton labelled label="Copy as text" text={() => reportAsText(report)} />
          <ReportButton source={{ kind: 'run', profileId: report.profile.id, runId }} />
        </div>
      </div>
    </section>
  );
}

const FixButton = ({ report, entryId }: { report: Report; entryId: string }) => (
  <Button size="small" icon={<WrenchRegular />} onClick={() => showFix(report.profile.id, entryId)}>
    Fix it step by step
  </Button>
);

/** What is happening now; the live region speaks of finished steps, so this does not. */
export function RunningAnswer({ run }: { run: Run | null }) {
  const { sentence, notice, done, total } = progressOf(run);
  return (
    <section className={styles.answer} data-tone="neutral" aria-labelledby="headline">
      <div className={styles.answerIcon} aria-hidden="true">
        {runningState.icon}
      </div>
      <div className={styles.answerText}>
        <p className={styles.verdict}>{runningState.word}</p>
        <h2 id="headline" className={styles.headline}>
          {sentence}
        </h2>
        <p className={styles.notice}>{notice}</p>
        {total > 0 && (
          <div className={styles.meta}>
            <progress className={styles.progress} value={done} max={total} aria-label="Finished checks" />
            <span>
              {done} of {total} checks have finished
            </span>
          </div>
        )}
      </div>
    </section>
  );
}
