import type { CheckResult } from '../../shared/report.ts';
import type { ServerView } from '../../shared/server-view.ts';
import { WhatToDo } from '../diagnosis/WhatToDo.tsx';
import { Facts } from '../evidence/Facts.tsx';
import { StateLabel, stepStates } from '../parts/states.tsx';
import { duration } from '../parts/time.ts';
import styles from './server-view.module.css';

interface ServerResultsProps {
  view: ServerView;
  profileId: string;
  checks: readonly Pick<CheckResult, 'id' | 'title'>[];
}

/** What was looked at on the server, one by one, with the proof of each. */
export default function ServerResults({ view, profileId, checks }: ServerResultsProps) {
  const { remediation } = view;
  return (
    <>
      {remediation && (
        <WhatToDo
          key={remediation.id}
          id={remediation.id}
          profileId={profileId}
          about={remediation.title}
          checks={checks}
        />
      )}
      <ul className={styles.results} aria-label={`What ${view.machine.name} sees`}>
        {view.results.map(({ part, title, status, durationMs, summary, facts, remediation: own }) => (
          <li key={part} className={styles.result}>
            <div className={styles.head}>
              <span className={styles.state}>
                <StateLabel look={stepStates[status]} />
              </span>
              <span className={styles.name}>{title}</span>
              {durationMs !== null && <span className={styles.duration}>{duration(durationMs)}</span>}
            </div>
            <p className={styles.summary}>{summary}</p>
            {own !== null && own !== remediation?.id && <WhatToDo id={own} profileId={profileId} about={summary} />}
            {facts.length > 0 && (
              <details className={styles.evidence}>
                <summary>Evidence of {title}</summary>
                <Facts evidence={{ kind: 'facts', title, rows: facts }} />
              </details>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
