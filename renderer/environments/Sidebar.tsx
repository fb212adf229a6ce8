import { useDeferredValue, useMemo } from 'react';
import { Button, Input } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useShallow } from 'zustand/react/shallow';
import { visibleText } from '../../shared/visible-text.ts';
import { selectedProfile, setSearch, useEnvironments, visibleProfiles } from '../store/environments.ts';
import { openDialog } from '../store/view.ts';
import { TransferMenu } from '../transfer/TransferMenu.tsx';
import { EnvironmentItem, EnvironmentList } from './EnvironmentList.tsx';
import { groupsOf } from './groups.ts';
import { environmentMatches } from './matches.ts';
import styles from './environments.module.css';

/** The environments with their last verdict: our own above, the practice environment always in sight below. */
export function Sidebar() {
  const profiles = useEnvironments(useShallow(visibleProfiles));
  const selectedId = useEnvironments((state) => selectedProfile(state)?.id ?? null);
  const search = useEnvironments((state) => state.search);
  // What is typed is shown at once; a long list follows when there is time.
  const searched = useDeferredValue(search);
  const own = useMemo(() => profiles.filter((profile) => !profile.builtIn), [profiles]);
  const groups = useMemo(
    () => groupsOf(own.filter((profile) => environmentMatches(profile, searched))),
    [own, searched],
  );
  return (
    <nav className={styles.sidebar} aria-label="Environments">
      <div className={styles.product}>
        <img src="./icon.svg" alt="" width="20" height="20" />
        <span>OAuth Console</span>
      </div>
      {own.length > 0 && (
        <Input
          className={styles.search}
          type="search"
          value={search}
          contentBefore={<SearchRegular />}
          placeholder="Search"
          aria-label="Search environments"
          onChange={(_event, { value }) => setSearch(value)}
        />
      )}
      <div className={styles.scroll}>
        <EnvironmentList groups={groups} selectedId={selectedId} />
        {own.length > 0 && groups.length === 0 && (
          <p className={styles.none}>
            No environment has “<bdi>{visibleText(searched)}</bdi>” in its name, address, group or notes.
          </p>
        )}
        {own.length === 0 && <p className={styles.none}>Your own environments will stand here.</p>}
      </div>
      <div className={styles.foot}>
        <ul className={styles.list} aria-label="Practice">
          {profiles
            .filter((profile) => profile.builtIn)
            .map((profile) => (
              <EnvironmentItem key={profile.id} profile={profile} current={profile.id === selectedId} tabStop />
            ))}
        </ul>
        <div className={styles.addRow}>
          <Button
            className={styles.add}
            appearance="subtle"
            icon={<AddRegular />}
            onClick={() => openDialog('add-environment')}
          >
            Add environment
          </Button>
          <TransferMenu />
        </div>
      </div>
    </nav>
  );
}
