import { memo, useId, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import type { ProfileView } from '../../shared/contract.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { Ago } from '../parts/Ago.tsx';
import { Name } from '../parts/Name.tsx';
import { runningState, StateLabel, verdictStates } from '../parts/states.tsx';
import { isRunning, useDiagnosis } from '../store/diagnosis.ts';
import { selectEnvironment } from '../store/environments.ts';
import { moveEnvironment } from '../store/order.ts';
import type { EnvironmentGroup } from './groups.ts';
import { ProductionMark } from './ProductionMark.tsx';
import styles from './environments.module.css';

interface EnvironmentListProps {
  groups: readonly EnvironmentGroup[];
  selectedId: string | null;
}

/** Lists under their headings with one tab stop, in which the arrow keys move the focus, and with Alt the environment. */
export function EnvironmentList({ groups, selectedId }: EnvironmentListProps) {
  const ids = groups.flatMap(({ profiles }) => profiles.map(({ id }) => id));
  const stopId = selectedId !== null && ids.includes(selectedId) ? selectedId : ids[0];
  return (
    <div onKeyDown={onKeyDown}>
      {groups.map(({ title, profiles }) => (
        <Group key={title ?? ''} title={title ?? 'Environments'}>
          {profiles.map((profile) => (
            <EnvironmentItem
              key={profile.id}
              profile={profile}
              current={profile.id === selectedId}
              tabStop={profile.id === stopId}
            />
          ))}
        </Group>
      ))}
    </div>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  const titleId = useId();
  return (
    <>
      <h2 className={styles.group} id={titleId} title={visibleText(title)}>
        <Name>{title}</Name>
      </h2>
      <ul className={styles.list} aria-labelledby={titleId}>
        {children}
      </ul>
    </>
  );
}

interface EnvironmentItemProps {
  profile: ProfileView;
  current: boolean;
  tabStop: boolean;
}

/** One environment: its name, its last verdict and its age. */
export const EnvironmentItem = memo(function EnvironmentItem({ profile, current, tabStop }: EnvironmentItemProps) {
  const running = useDiagnosis((state) => isRunning(state, profile.id));
  const { lastRun } = profile;
  return (
    <li className={styles.item}>
      <button
        type="button"
        className={styles.environment}
        aria-current={current ? 'page' : undefined}
        aria-keyshortcuts={profile.builtIn ? undefined : 'Alt+ArrowUp Alt+ArrowDown'}
        data-environment={profile.id}
        tabIndex={tabStop ? 0 : -1}
        title={visibleText(profile.name)}
        onClick={() => selectEnvironment(profile.id)}
      >
        <span className={styles.environmentName}>
          <Name>{profile.name}</Name>
        </span>
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
          {profile.production && <ProductionMark />}
        </span>
      </button>
    </li>
  );
});

function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
  const list = event.currentTarget;
  const buttons = [...list.querySelectorAll<HTMLElement>('[data-environment]')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const id = buttons[at]?.dataset['environment'];
  const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
  if (event.altKey) {
    if (step === undefined || id === undefined) return;
    event.preventDefault();
    flushSync(() => moveEnvironment(id, step));
    // An element that is moved within the page loses the focus.
    list.querySelector<HTMLElement>(`[data-environment="${CSS.escape(id)}"]`)?.focus();
    return;
  }
  const to = step === undefined ? { Home: 0, End: buttons.length - 1 }[event.key] : at + step;
  const target = to === undefined ? undefined : buttons[to];
  if (target === undefined) return;
  event.preventDefault();
  target.focus();
}
