import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import type { ProfileView } from '../../shared/contract.ts';
import { Ago } from '../parts/Ago.tsx';
import { verdictStates } from '../parts/states.tsx';
import { openDialog, showTab } from '../store/view.ts';
import styles from './diagnosis.module.css';

/** What an environment shows before its first run since the console was opened. */
export function NotRunYet({ profile }: { profile: ProfileView }) {
  if (profile.builtIn) return <FirstStart />;
  return (
    <section className={styles.card}>
      <h2 className={styles.cardTitle}>
        {profile.lastRun
          ? 'The last run was before the console was opened'
          : 'This environment has not been diagnosed yet'}
      </h2>
      {profile.lastRun && (
        <p>
          It ended <Ago moment={profile.lastRun.finishedAt} /> with the result “
          {verdictStates[profile.lastRun.verdict].word}”.{' '}
          <Button size="small" onClick={() => showTab('history')}>
            Show it in the history
          </Button>
        </p>
      )}
      <p>
        Run diagnosis (F5) checks the way to Creatio and to the Identity Service, asks Creatio for its own opinion and,
        where a client is given, gets a token and uses it. Nothing is changed on either server.
      </p>
    </section>
  );
}

function FirstStart() {
  return (
    <section className={styles.card}>
      <h2 className={styles.cardTitle}>See how a diagnosis goes</h2>
      <p>
        The practice environment is a small Creatio with its Identity Service inside this console; nothing has to be
        installed. Pick what is wrong with it, press Run diagnosis (F5), and read what the console finds.
      </p>
      <p className={styles.aside}>
        Add your own environment when you are ready.{' '}
        <Button size="small" icon={<AddRegular />} onClick={() => openDialog('add-environment')}>
          Add environment
        </Button>
      </p>
    </section>
  );
}
