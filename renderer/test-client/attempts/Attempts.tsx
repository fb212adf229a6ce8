import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { Attempt } from '../../../shared/test-client.ts';
import { StateLabel } from '../../parts/states.tsx';
import { exactly, momentOf } from '../../parts/time.ts';
import { showAttempt } from '../client.ts';
import { attemptLooks, deedOf } from '../result/words.ts';
import { differencesOf } from './difference.ts';
import page from '../test-client.module.css';
import styles from './attempts.module.css';

interface AttemptsProps {
  profileId: string;
  attempts: readonly Attempt[];
  shownId: string | null;
}

/** Past attempts of this session, the newest first, and what differs between two of them. */
export function Attempts({ profileId, attempts, shownId }: AttemptsProps) {
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [compared, setCompared] = useState<readonly [Attempt, Attempt] | null>(null);
  const pick = (id: string, isPicked: boolean): void => {
    setCompared(null);
    // Of three, the one that was picked first gives way.
    setPicked((now) => [...now.filter((each) => each !== id), ...(isPicked ? [id] : [])].slice(-2));
  };
  const [later, earlier] = attempts.filter(({ id }) => picked.includes(id));
  return (
    <section className={page.card} aria-labelledby="attempts-title">
      <div className={styles.head}>
        <h2 id="attempts-title" className={page.title}>
          Past attempts
        </h2>
        <Button
          size="small"
          disabledFocusable={earlier === undefined || later === undefined}
          onClick={() => {
            if (earlier && later) setCompared([earlier, later]);
          }}
        >
          What differs
        </Button>
      </div>
      <p className={styles.hint}>
        They are forgotten when the console is closed. Pick two to see what differs between them.
      </p>
      <div role="status">{compared && <Difference earlier={compared[0]} later={compared[1]} />}</div>
      <ol className={styles.list}>
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <label className={styles.pick}>
              <input
                type="checkbox"
                checked={picked.includes(attempt.id)}
                aria-label={`Pick ${deedOf(attempt)} of ${exactly(attempt.startedAt)}`}
                onChange={({ target }) => pick(attempt.id, target.checked)}
              />
            </label>
            <button
              type="button"
              className={styles.open}
              aria-current={attempt.id === shownId ? 'true' : undefined}
              onClick={() => showAttempt(profileId, attempt.id)}
            >
              <StateLabel look={attemptLooks[attempt.state]} />
              <span className={styles.deed}>
                {deedOf(attempt)}
                {attempt.request.scope !== '' && `, ${attempt.request.scope}`}
              </span>
              <time dateTime={attempt.startedAt} title={exactly(attempt.startedAt)}>
                {momentOf(attempt.startedAt)}
              </time>
              <span className={styles.said}>{attempt.said}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Difference({ earlier, later }: { earlier: Attempt; later: Attempt }) {
  const sentences = differencesOf(earlier, later);
  return (
    <div className={styles.difference}>
      {sentences.length === 0 ? (
        <p>Both sent the same and came to the same.</p>
      ) : (
        <ul aria-label="What differs between two attempts">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
