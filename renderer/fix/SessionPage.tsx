import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import type { ProfileView } from '../../shared/contract.ts';
import { currentVisit, firstVisit, stateOf } from '../../shared/wizard-state.ts';
import type { Session } from '../../shared/wizard.ts';
import { ServerViewSection } from '../server-view/ServerViewSection.tsx';
import { runOf, useDiagnosis } from '../store/diagnosis.ts';
import { DiagnosticTab } from './DiagnosticTab.tsx';
import { EndCard } from './EndCard.tsx';
import { History } from './History.tsx';
import { StepCard } from './StepCard.tsx';
import { StepList } from './StepList.tsx';
import { act, arrived, cancelVerifying, fixingOf, leaveSession, useWizard } from './wizard.ts';
import styles from './fix.module.css';

/** One step of a session, the list of steps beside it, and what led there. */
export function SessionPage({ profile, session }: { profile: ProfileView; session: Session }) {
  const { busy, moved } = useWizard((state) => fixingOf(state, profile.id));
  const report = useDiagnosis((state) => runOf(state, profile.id)?.report ?? null);
  const state = stateOf(session);
  const visit = currentVisit(state);
  const first = firstVisit(state).entry;
  const heading = useRef<HTMLHeadingElement>(null);
  // Who works with the keyboard or listens goes where the act led.
  useEffect(() => {
    if (!moved) return;
    heading.current?.focus();
    arrived(profile.id);
  }, [moved, profile.id]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || busy !== 'checking') return;
    event.preventDefault();
    void cancelVerifying(profile.id);
  };
  return (
    <div className={styles.page} onKeyDown={onKeyDown}>
      <div className={styles.bar}>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          disabled={busy !== null}
          onClick={() => leaveSession(profile.id)}
        >
          All sessions and guides
        </Button>
        {state.end === null && (
          <Button
            size="small"
            appearance="subtle"
            disabled={busy !== null}
            onClick={() => void act(profile.id, { kind: 'stop' })}
          >
            End this session
          </Button>
        )}
      </div>
      <section className={styles.finding} aria-label="Finding">
        <h2 className={styles.title}>{session.sight?.headline ?? first.title}</h2>
        <p className={styles.small}>
          {first.cause} {first.impact}
        </p>
        {state.visits.length > 1 && (
          <ol className={styles.trail} aria-label="The way so far">
            {state.visits.map(({ key, entry }, index) => (
              <li key={key} aria-current={index === state.current ? 'true' : undefined}>
                {entry.title}
              </li>
            ))}
          </ol>
        )}
      </section>
      <div className={styles.columns}>
        {state.end === null ? (
          <StepCard key={`${state.current} ${visit.at}`} profile={profile} session={session} heading={heading} />
        ) : (
          <EndCard profileId={profile.id} session={session} heading={heading} />
        )}
        <StepList
          visit={visit}
          isOver={state.end !== null}
          disabled={busy !== null}
          onTurn={(step) => void act(profile.id, { kind: 'turn', step })}
        />
      </div>
      {report !== null && session.from === 'finding' && <DiagnosticTab checks={report.checks} />}
      <ServerViewSection report={report} />
      <History session={session} />
    </div>
  );
}
