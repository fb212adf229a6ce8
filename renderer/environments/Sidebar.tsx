import { Button, Input } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useShallow } from 'zustand/react/shallow';
import { selectedProfile, setSearch, useEnvironments, visibleProfiles } from '../store/environments.ts';
import { openDialog } from '../store/view.ts';
import { EnvironmentList } from './EnvironmentList.tsx';
import { matches } from './matches.ts';
import styles from './environments.module.css';

/** The environments with their last verdict: our own above, the practice environment always in sight below. */
export function Sidebar() {
  const profiles = useEnvironments(useShallow(visibleProfiles));
  const selectedId = useEnvironments((state) => selectedProfile(state)?.id ?? null);
  const search = useEnvironments((state) => state.search);
  const own = profiles.filter((profile) => !profile.builtIn);
  const found = own.filter((profile) => matches(`${profile.name} ${profile.creatioUrl}`, search));
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
          placeholder="Search environments"
          aria-label="Search environments"
          onChange={(_event, { value }) => setSearch(value)}
        />
      )}
      <div className={styles.scroll}>
        {own.length > 0 && <h2 className={styles.group}>Environments</h2>}
        {found.length > 0 && <EnvironmentList label="Environments" profiles={found} selectedId={selectedId} />}
        {own.length > 0 && found.length === 0 && (
          <p className={styles.none}>No environment has “{search}” in its name or address.</p>
        )}
        {own.length === 0 && <p className={styles.none}>Your own environments will stand here.</p>}
      </div>
      <div className={styles.foot}>
        <EnvironmentList
          label="Practice"
          profiles={profiles.filter((profile) => profile.builtIn)}
          selectedId={selectedId}
        />
        <Button
          className={styles.add}
          appearance="subtle"
          icon={<AddRegular />}
          onClick={() => openDialog('add-environment')}
        >
          Add environment
        </Button>
      </div>
    </nav>
  );
}
