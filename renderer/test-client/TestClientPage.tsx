import { useEffect } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import type { ProfileView } from '../../shared/contract.ts';
import { useView } from '../store/view.ts';
import { Attempts } from './attempts/Attempts.tsx';
import { changeClient, clientOf, openClient, runningAttempt, shownAttempt, useClient } from './client.ts';
import { cancelAttempt } from './start.ts';
import { QuestionDialog } from './QuestionDialog.tsx';
import type { RequestDraft } from './request/draft.ts';
import { RequestForm } from './request/RequestForm.tsx';
import { SaveRequestDialog } from './request/SaveRequestDialog.tsx';
import { useRequestForm, type RequestFormState } from './request/use-request-form.ts';
import { Result } from './result/Result.tsx';
import { TokenTab } from './result/TokenTab.tsx';
import styles from './test-client.module.css';

/** Proves which credentials work in which way: a request on the left, and what came of it on the right. */
export default function TestClientPage({ profile }: { profile: ProfileView }) {
  const draft = useClient((state) => clientOf(state, profile.id).draft);
  useEffect(() => void openClient(profile.id), [profile.id]);
  const failed = useClient((state) => clientOf(state, profile.id).failed);
  if (draft === null && failed) {
    return (
      <section className={styles.card}>
        <h2 className={styles.title}>The test client could not begin</h2>
        <p>Why stands above. Nothing was sent.</p>
        <p>
          <Button onClick={() => void openClient(profile.id)}>Try again</Button>
        </p>
      </section>
    );
  }
  if (draft === null) return <Spinner label="Reading the settings" />;
  return <Opened profile={profile} draft={draft} />;
}

function Opened({ profile, draft }: { profile: ProfileView; draft: RequestDraft }) {
  const client = useClient((state) => clientOf(state, profile.id));
  const form = useRequestForm(profile, draft);
  const running = runningAttempt(client);
  const attempt = shownAttempt(client);
  const runningId = running?.id;
  useEffect(() => {
    if (runningId === undefined) return;
    const cancel = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || useView.getState().dialog !== null) return;
      event.preventDefault();
      void cancelAttempt(runningId);
    };
    window.addEventListener('keydown', cancel);
    return () => window.removeEventListener('keydown', cancel);
  }, [runningId]);
  return (
    <div className={styles.page}>
      <div className={styles.columns}>
        <RequestForm form={form} running={running} />
        <div className={styles.column}>
          {attempt === null ? <NothingYet form={form} /> : <Result form={form} attempt={attempt} />}
          {client.attempts.length > 0 && (
            <Attempts profileId={profile.id} attempts={client.attempts} shownId={attempt?.id ?? null} />
          )}
        </div>
      </div>
      {client.saving && (
        <SaveRequestDialog
          profileId={profile.id}
          draft={draft}
          current={client.saved.find(({ id }) => id === client.savedId) ?? null}
          onClose={() => changeClient(profile.id, () => ({ saving: false }))}
        />
      )}
      {client.question && <QuestionDialog profile={profile} question={client.question} />}
    </div>
  );
}

function NothingYet({ form }: { form: RequestFormState }) {
  return (
    <section className={styles.card} aria-labelledby="client-nothing">
      <h2 id="client-nothing" className={styles.title}>
        What comes back stands here
      </h2>
      <p>
        Send the request on the left. You see the reply as it came, what the token says, and everything that went over
        the wire.
      </p>
      <p>Nothing is sent before you press a button.</p>
      <TokenTab form={form} attempt={null} />
    </section>
  );
}
