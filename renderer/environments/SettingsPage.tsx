import { Button } from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import type { ProfileView } from '../../shared/contract.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { LeftBehind } from '../keychain/LeftBehind.tsx';
import { removeEnvironment } from '../store/environments.ts';
import { usePractice } from '../store/practice.ts';
import { ConfirmSaving } from './ConfirmSaving.tsx';
import { EnvironmentFields } from './EnvironmentFields.tsx';
import { useDraft } from './use-draft.ts';
import { platformWords } from './words.ts';
import styles from './form.module.css';

/** Changes or deletes an environment; of the practice environment it only shows how it is reached. */
export default function SettingsPage({ profile }: { profile: ProfileView }) {
  return (
    <div className={styles.page}>
      {profile.builtIn ? <PracticeSettings profile={profile} /> : <OwnSettings profile={profile} />}
      <LeftBehind />
    </div>
  );
}

function OwnSettings({ profile }: { profile: ProfileView }) {
  const form = useDraft(profile, () => undefined);
  return (
    <>
      <form className={styles.card} noValidate onSubmit={form.submit} aria-label="Settings of the environment">
        <EnvironmentFields form={form} />
        <div className={styles.pageActions}>
          <Button type="submit" disabledFocusable={!form.changed || form.saving}>
            Save
          </Button>
          {form.changed && (
            <Button appearance="subtle" onClick={form.discard}>
              Discard changes
            </Button>
          )}
        </div>
      </form>
      <ConfirmSaving form={form} />
      <section className={styles.card} aria-labelledby="delete-title">
        <h2 id="delete-title" className={styles.cardTitle}>
          Delete this environment
        </h2>
        <p>The console forgets its settings, its secrets and its last verdict. Creatio itself is not touched.</p>
        <Button icon={<DeleteRegular />} onClick={() => void removeEnvironment(profile)}>
          Delete environment
        </Button>
      </section>
    </>
  );
}

function PracticeSettings({ profile }: { profile: ProfileView }) {
  const status = usePractice((state) => state.status);
  const rows = [
    ['Creatio URL', status?.creatioUrl ?? null],
    ['Platform', platformWords[profile.platform]],
    ['Identity Service URL', status?.identityServiceUrl ?? null],
    ['Client id', profile.clientId],
  ] as const;
  return (
    <section className={styles.card} aria-labelledby="practice-title">
      <h2 id="practice-title" className={styles.cardTitle}>
        The practice environment is part of the console
      </h2>
      <p>
        It runs on this computer only, gets new ports each time the console is opened, and cannot be changed or deleted.
      </p>
      <dl className={styles.facts}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value ?? 'Known after the first run'}
              {value && <CopyButton label={`Copy ${label}`} text={() => value} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
