import { useEffect } from 'react';
import { Spinner } from '@fluentui/react-components';
import type { ProfileView } from '../../shared/contract.ts';
import { loadLastRun } from '../store/diagnosis.ts';
import { useView } from '../store/view.ts';
import { Beginnings } from './Beginnings.tsx';
import { SessionPage } from './SessionPage.tsx';
import { beginSession, comeBack, connectWizard, fixingOf, useWizard } from './wizard.ts';
import styles from './fix.module.css';

/** Leads through what a run found, one step at a time; without a session, what there is to begin with. */
export default function FixPage({ profile }: { profile: ProfileView }) {
  const { sessions, session, busy } = useWizard((state) => fixingOf(state, profile.id));
  const wanted = useView((state) => (state.fixing?.profileId === profile.id ? state.fixing.entryId : null));
  useEffect(() => {
    connectWizard();
    void loadLastRun(profile.id);
    if (wanted === null) {
      void comeBack(profile.id);
    } else {
      useView.setState({ fixing: null });
      void beginSession(profile.id, wanted, 'finding');
    }
  }, [profile.id, wanted]);
  if (session !== null) return <SessionPage profile={profile} session={session} />;
  if (busy !== null || sessions === null) return <Spinner className={styles.waiting} label="Reading the sessions" />;
  return <Beginnings profile={profile} sessions={sessions} />;
}
