import type { Session } from '../../shared/wizard.ts';
import { exactly } from '../parts/time.ts';
import { actorInWords, eventInWords } from '../../shared/wizard-words.ts';
import styles from './fix.module.css';

/** Who did what when. */
export function History({ session }: { session: Session }) {
  return (
    <details className={styles.history}>
      <summary>What happened so far</summary>
      <ol>
        {session.events.map((event, index) => (
          <li key={`${index} ${event.at}`}>
            <time dateTime={event.at}>{exactly(event.at)}</time>, {actorInWords(event.by)}: {eventInWords(event)}
          </li>
        ))}
      </ol>
    </details>
  );
}
