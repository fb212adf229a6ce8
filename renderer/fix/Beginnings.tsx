import { useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import type { CallResponse, ProfileView } from '../../shared/contract.ts';
import type { Report } from '../../shared/report.ts';
import type { SessionSummary } from '../../shared/wizard.ts';
import { Ago } from '../parts/Ago.tsx';
import { StateLabel, verdictStates } from '../parts/states.tsx';
import { runOf, startDiagnosis, useDiagnosis } from '../store/diagnosis.ts';
import { showTab } from '../store/view.ts';
import { DiagnosticTab } from './DiagnosticTab.tsx';
import { actorInWords } from '../../shared/wizard-words.ts';
import { endWords } from './words.ts';
import { beginSession, loadGuides, openSession, removeSession } from './wizard.ts';
import styles from './fix.module.css';

interface BeginningsProps {
  profile: ProfileView;
  sessions: readonly SessionSummary[];
}

/** What there is to begin with: what the last run found, sessions that are there, and the guides. */
export function Beginnings({ profile, sessions }: BeginningsProps) {
  const report = useDiagnosis((state) => runOf(state, profile.id)?.report ?? null);
  return (
    <div className={styles.page}>
      {report === null ? <RunFirst profile={profile} /> : <Found profile={profile} report={report} />}
      {sessions.length > 0 && <Sessions profileId={profile.id} sessions={sessions} />}
      <Guides profileId={profile.id} />
    </div>
  );
}

function RunFirst({ profile }: { profile: ProfileView }) {
  const run = (): void => {
    showTab('diagnosis');
    void startDiagnosis(profile.id);
  };
  return (
    <section className={styles.card} aria-labelledby="fix-title">
      <h2 id="fix-title" className={styles.title}>
        Run the diagnosis first
      </h2>
      <p>
        The console then knows what is wrong, and leads from there. Without a diagnosis you can still go through one of
        the guides below.
      </p>
      <p>
        <Button appearance="primary" onClick={run}>
          Run the diagnosis
        </Button>
      </p>
    </section>
  );
}

function Found({ profile, report }: { profile: ProfileView; report: Report }) {
  const { remediation, verdict } = report;
  const whole = verdict === 'pass' ? null : remediation;
  const others = report.checks.filter(
    (check, index) =>
      check.remediation !== null &&
      check.remediation !== whole?.id &&
      report.checks.findIndex(({ remediation: other }) => other === check.remediation) === index,
  );
  return (
    <section className={styles.card} aria-labelledby="fix-title">
      <StateLabel look={verdictStates[verdict]} />
      <h2 id="fix-title" className={styles.title}>
        {verdict === 'pass' ? 'Nothing to mend' : report.headline}
      </h2>
      <p>
        {verdict === 'pass' && `${report.headline} `}
        {whole?.impact} The diagnosis ran <Ago moment={report.startedAt} />.
      </p>
      {whole && (
        <p>
          <Button appearance="primary" onClick={() => void beginSession(profile.id, whole.id, 'finding')}>
            Fix it step by step
          </Button>
        </p>
      )}
      {others.length > 0 && (
        <>
          <h3 className={styles.subtitle}>What single checks found</h3>
          <ul className={styles.rows}>
            {others.map(({ id, title, summary, remediation: entry }) => (
              <li key={id}>
                <span>
                  <strong>{title}.</strong> {summary}
                </span>
                <Button
                  size="small"
                  aria-label={`Begin with ${title}`}
                  onClick={() => entry !== null && void beginSession(profile.id, entry, 'finding')}
                >
                  Begin
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <DiagnosticTab checks={report.checks} />
    </section>
  );
}

function Sessions({ profileId, sessions }: { profileId: string; sessions: readonly SessionSummary[] }) {
  return (
    <section className={styles.card} aria-labelledby="fix-sessions">
      <h2 id="fix-sessions" className={styles.title}>
        Sessions of this environment
      </h2>
      <ul className={styles.rows}>
        {sessions.map(({ id, title, end, by, changedAt }) => (
          <li key={id}>
            <span>
              <strong>{title}</strong>
              <br />
              {end === null ? 'Not finished' : endWords[end]}, <Ago moment={changedAt} />, {actorInWords(by)}
            </span>
            <Button
              size="small"
              aria-label={`${end === null ? 'Continue' : 'Open'} ${title}`}
              onClick={() => void openSession(profileId, id)}
            >
              {end === null ? 'Continue' : 'Open'}
            </Button>
            <Button
              size="small"
              appearance="subtle"
              icon={<DeleteRegular />}
              title="Delete"
              aria-label={`Delete the session ${title}`}
              onClick={() => void removeSession({ id, title }).then(focusSessions)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The button goes with its session. */
const focusSessions = (): void => document.querySelector('main')?.focus();

function Guides({ profileId }: { profileId: string }) {
  const [sections, setSections] = useState<CallResponse<'wizard.guides'>>([]);
  useEffect(() => {
    let wanted = true;
    void loadGuides(profileId).then((loaded) => wanted && setSections(loaded));
    return () => {
      wanted = false;
    };
  }, [profileId]);
  return (
    <section className={styles.card} aria-labelledby="fix-guides">
      <h2 id="fix-guides" className={styles.title}>
        All guides
      </h2>
      {sections.map(({ title, entries }) => (
        <details key={title} className={styles.details}>
          <summary>
            {title} ({entries.length})
          </summary>
          <ul className={styles.rows}>
            {entries.map((entry) => (
              <li key={entry.id}>
                <span>
                  <strong>{entry.title}</strong>
                  <br />
                  {entry.cause}
                </span>
                <Button
                  size="small"
                  aria-label={`Begin ${entry.title}`}
                  onClick={() => void beginSession(profileId, entry.id, 'guide')}
                >
                  Begin
                </Button>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
