import type { RefObject } from 'react';
import { Button } from '@fluentui/react-components';
import { stateOf } from '../../shared/wizard-state.ts';
import type { Session } from '../../shared/wizard.ts';
import { copyText } from '../clipboard.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { ReportButton } from '../report/ReportButton.tsx';
import { StateLabel, stepStates, verdictStates, type StateLook } from '../parts/states.tsx';
import { collectWith } from '../logs/collecting.ts';
import { beginSession, leaveSession, sessionText } from './wizard.ts';
import { deedWords, endWords } from './words.ts';
import type { Ending } from '../../shared/wizard.ts';
import styles from './fix.module.css';

const looks: Readonly<Record<Ending, StateLook>> = {
  mended: { ...verdictStates.pass, word: endWords.mended },
  finished: { ...stepStates.pass, word: endWords.finished },
  unresolved: { ...verdictStates.fail, word: endWords.unresolved },
  stopped: { ...stepStates.skip, word: endWords.stopped },
};

interface EndCardProps {
  profileId: string;
  session: Session;
  heading: RefObject<HTMLHeadingElement | null>;
}

/** How a session ended, what proves it, and what comes next. */
export function EndCard({ profileId, session, heading }: EndCardProps) {
  const { end, sight, visits } = stateOf(session);
  if (end === null) return null;
  const further = end.how === 'mended' && sight?.verdict !== 'pass' ? (sight?.remediation ?? null) : null;
  return (
    <section className={styles.step} aria-labelledby="fix-end">
      <StateLabel look={looks[end.how]} />
      <h3 id="fix-end" ref={heading} tabIndex={-1} className={styles.stepTitle}>
        {end.said}
      </h3>
      {further !== null && <p>Another thing is left: {sight?.headline}</p>}
      {end.how === 'unresolved' && (
        <>
          <p>
            Send what was tried to Creatio support, together with the logs of Creatio and of the Identity Service for
            the moment in which it fails.
          </p>
          <p>
            <code>support@creatio.com</code>{' '}
            <CopyButton label="Copy the address of Creatio support" text={() => 'support@creatio.com'} />
          </p>
          <p>
            <Button onClick={() => collectWith(profileId, session.id)}>Collect the logs</Button>
          </p>
          <h4 className={styles.subtitle}>What was tried</h4>
          <ul className={styles.tried}>
            {visits.map(({ key, entry, marks }) => (
              <li key={key}>
                {entry.title}:{' '}
                {(['done', 'skipped', 'cannot'] as const)
                  .map((did) => `${marks.filter((mark) => mark?.did === did).length} ${deedWords[did].toLowerCase()}`)
                  .join(', ')}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.actions}>
        {further === null ? (
          <Button appearance="primary" onClick={() => leaveSession(profileId)}>
            Back to the overview
          </Button>
        ) : (
          <Button appearance="primary" onClick={() => void beginSession(profileId, further, 'finding')}>
            Go on with that
          </Button>
        )}
        <CopySession sessionId={session.id} />
      </div>
    </section>
  );
}

/** Copies the whole session as text, for a ticket, or saves it in a format of choice. */
function CopySession({ sessionId }: { sessionId: string }) {
  const copy = async (): Promise<void> => {
    const text = await sessionText(sessionId);
    if (text !== null) copyText(text);
  };
  return (
    <>
      <Button size="small" appearance="subtle" onClick={() => void copy()}>
        Copy the session as text
      </Button>
      <ReportButton source={{ kind: 'session', sessionId }} />
    </>
  );
}
