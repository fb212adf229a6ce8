import type { OpenedFile } from '../../../shared/opened-bundle.ts';
import { StateLabel, verdictStates } from '../../parts/states.tsx';
import styles from './viewer.module.css';

const sentences: Readonly<Record<Exclude<OpenedFile['state'], 'ok'>, string>> = {
  changed: 'was changed or damaged after it was packed. Do not rely on it.',
  missing: 'is named by the manifest, but it is not in the bundle.',
  unexpected: 'is not named by the manifest: it was added after the bundle was made. Do not rely on it.',
};

/** Says of what is shown that it is not what was packed; nothing where it is. */
export function NotAsPacked({ state, what }: { state: OpenedFile['state'] | null; what: string }) {
  if (state === null || state === 'ok') return null;
  return (
    <p className={styles.doubt}>
      <StateLabel look={verdictStates.warn} />
      <span>
        The {what} {sentences[state]}
      </span>
    </p>
  );
}
