import { Button } from '@fluentui/react-components';
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation';
import { PlayFilled } from '@fluentui/react-icons/svg/play';
import { StopRegular } from '@fluentui/react-icons/svg/stop';
import type { ProfileView } from '../../shared/contract.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { EnvironmentMenu } from '../environments/EnvironmentMenu.tsx';
import { ProductionMark } from '../environments/ProductionMark.tsx';
import { platformWords } from '../environments/words.ts';
import { Name } from '../parts/Name.tsx';
import { cancelDiagnosis, isRunning, runOf, startDiagnosis, useDiagnosis } from '../store/diagnosis.ts';
import { usePractice } from '../store/practice.ts';
import { setDrawerOpen, showTab, useView } from '../store/view.ts';
import { Tabs } from './Tabs.tsx';
import styles from './shell.module.css';

/** Which environment this is, its one primary button, and its pages. */
export function Header({ profile }: { profile: ProfileView }) {
  const practiceWaits = usePractice((state) => profile.builtIn && state.status?.creatioUrl === null);
  const address = practiceWaits ? 'Starts on this computer with the first run' : profile.creatioUrl;
  return (
    <header className={styles.header}>
      <div className={styles.headerRow}>
        <Button
          className={styles.drawerButton}
          appearance="subtle"
          icon={<NavigationRegular />}
          aria-label="Environments"
          onClick={() => setDrawerOpen(true)}
        />
        <div className={styles.identity}>
          <h1 className={styles.name} title={visibleText(profile.name)}>
            <Name>{profile.name}</Name>
          </h1>
          <p className={styles.address}>
            <span title={address}>{address}</span>
            <span className={styles.platform}>
              {profile.platform === 'auto' ? 'Platform: automatic' : platformWords[profile.platform]}
              {profile.creatioVersion !== null && ` · Creatio ${profile.creatioVersion}`}
            </span>
            {profile.production && <ProductionMark />}
          </p>
        </div>
        {!profile.builtIn && <EnvironmentMenu profile={profile} />}
        <RunButton profileId={profile.id} />
      </div>
      <Tabs />
    </header>
  );
}

function RunButton({ profileId }: { profileId: string }) {
  const running = useDiagnosis((state) => isRunning(state, profileId));
  // These pages have a primary button of their own.
  const isPrimary = useView(({ tab }) => tab !== 'fix' && tab !== 'test-client' && tab !== 'logs');
  const cancelling = useDiagnosis((state) => runOf(state, profileId)?.phase === 'cancelling');
  const act = (): void => {
    if (running) {
      void cancelDiagnosis(profileId);
      return;
    }
    showTab('diagnosis');
    void startDiagnosis(profileId);
  };
  const words = cancelling ? 'Cancelling' : running ? 'Cancel' : 'Run diagnosis';
  return (
    <Button
      className={styles.run}
      appearance={running || !isPrimary ? 'secondary' : 'primary'}
      icon={running ? <StopRegular /> : <PlayFilled />}
      disabledFocusable={cancelling}
      aria-keyshortcuts={running ? 'Escape' : 'F5'}
      onClick={act}
    >
      {words}
      <kbd className={styles.key} aria-hidden="true">
        {running ? 'Esc' : 'F5'}
      </kbd>
    </Button>
  );
}
