import { useEffect, useState } from 'react';
import type { SessionSummary } from '../../../shared/wizard.ts';
import { consoleApi, settled } from '../../api.ts';
import { momentOf } from '../../parts/time.ts';
import { loadLastRun, runOf, useDiagnosis } from '../../store/diagnosis.ts';
import { collectingOf, useCollecting } from '../collecting-state.ts';
import { decide } from '../collecting.ts';
import styles from '../logs.module.css';

/** What goes along with the logs. */
export function AlsoIncluded({ profileId }: { profileId: string }) {
  const include = useCollecting((state) => collectingOf(state, profileId).include);
  const report = useDiagnosis((state) => runOf(state, profileId)?.report ?? null);
  const sessions = useSessions(profileId);
  useEffect(() => void loadLastRun(profileId), [profileId]);
  const change = (part: Partial<typeof include>): void => decide(profileId, { include: { ...include, ...part } });
  return (
    <section className={styles.card} aria-labelledby="include-title">
      <h3 id="include-title" className={styles.title}>
        Also in the bundle
      </h3>
      <ul className={styles.files}>
        <li>
          <Choice checked={include.report} onChange={(chosen) => change({ report: chosen })}>
            The report of the last diagnosis
            <span className={styles.hint}>
              {report === null
                ? 'There is none since the console was opened. Run the diagnosis to have it in the bundle.'
                : `${report.headline} (${momentOf(report.startedAt)})`}
            </span>
          </Choice>
        </li>
        <li>
          <Choice checked={include.oauthTraces} onChange={(chosen) => change({ oauthTraces: chosen })}>
            OAuth traces
            <span className={styles.hint}>What the test client sent and received, without secrets and tokens.</span>
          </Choice>
        </li>
        <li>
          <Choice checked={include.systemFacts} onChange={(chosen) => change({ systemFacts: chosen })}>
            Versions and facts about this computer
            <span className={styles.hint}>Creatio, the console, the operating system, the time zone.</span>
          </Choice>
        </li>
        {sessions.length > 0 && (
          <li>
            <label className={styles.field}>
              A guided session
              <select
                className={styles.select}
                value={include.sessionId ?? ''}
                onChange={({ target }) => change({ sessionId: target.value === '' ? null : target.value })}
              >
                <option value="">None</option>
                {sessions.map(({ id, title, changedAt }) => (
                  <option key={id} value={id}>
                    {title}, {momentOf(changedAt)}
                  </option>
                ))}
              </select>
            </label>
          </li>
        )}
      </ul>
    </section>
  );
}

interface ChoiceProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: React.ReactNode;
}

const Choice = ({ checked, onChange, children }: ChoiceProps) => (
  <label className={styles.check}>
    <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
    <span>{children}</span>
  </label>
);

function useSessions(profileId: string): readonly SessionSummary[] {
  const [sessions, setSessions] = useState<readonly SessionSummary[]>([]);
  useEffect(() => {
    let gone = false;
    void settled(consoleApi().wizard.sessions({ profileId })).then((reply) => {
      if (!gone && reply.ok) setSessions(reply.value);
    });
    return () => {
      gone = true;
    };
  }, [profileId]);
  return sessions;
}
