import { memo, type KeyboardEvent } from 'react';
import type { ProfileView } from '../../shared/contract.ts';
import { Ago } from '../parts/Ago.tsx';
import { runningState, StateLabel, verdictStates } from '../parts/states.tsx';
import { isRunning, useDiagnosis } from '../store/diagnosis.ts';
import { selectEnvironment } from '../store/environments.ts';
import styles from './environments.module.css';

interface EnvironmentListProps {
  label: string;
  profiles: readonly ProfileView[];
  selectedId: string | null;
}

/** A list with one tab stop, in which the arrow keys move. */
export function EnvironmentList({ label, profiles, selectedId }: EnvironmentListProps) {
  const stopId = profiles.some((profile) => profile.id === selectedId) ? selectedId : profiles[0]?.id;
  return (
    <ul className={styles.list} aria-label={label} onKeyDown={moveFocus}>
      {profiles.map((profile) => (
        <EnvironmentItem
          key={profile.id}
          profile={profile}
          current={profile.id === selectedId}
          tabStop={profile.id === stopId}
        />
      ))}
    </ul>
  );
}

const EnvironmentItem = memo(function EnvironmentItem({
  profile,
  current,
  tabStop,
}: {
  profile: ProfileView;
  current: boolean;
  tabStop: boolean;
}) {
  const running = useDiagnosis((state) => isRunning(state, profile.id));
  const { lastRun } = profile;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.environment}
        aria-current={current ? 'page' : undefined}
        tabIndex={tabStop ? 0 : -1}
        title={profile.name}
        onClick={() => selectEnvironment(profile.id)}
      >
        <span className={styles.environmentName}>{profile.name}</span>
        <span className={styles.environmentState}>
          {running ? (
            <StateLabel look={runningState} />
          ) : lastRun ? (
            <>
              <StateLabel look={verdictStates[lastRun.verdict]} />
              <span aria-hidden="true">·</span>
              <Ago moment={lastRun.finishedAt} />
            </>
          ) : (
            <span>Not run yet</span>
          )}
        </span>
      </button>
    </li>
  );
});

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  const target = to === undefined ? undefined : buttons[to];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}
