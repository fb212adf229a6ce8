import { useState } from 'react';
import { Button, Field, Textarea } from '@fluentui/react-components';
import type { Attempt } from '../../../shared/test-client.ts';
import { consoleApi, settled } from '../../api.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { showError } from '../../store/notices.ts';
import { cancelAttempt } from '../start.ts';
import { Remaining } from './Remaining.tsx';
import { MaskedText } from './MaskedText.tsx';
import styles from './result.module.css';

/** What a person has to do for an attempt to go on, and how long there is time. */
export function Waiting({ attempt }: { attempt: Attempt }) {
  const { waiting, state, id } = attempt;
  if (waiting === null) return null;
  const openBrowser = async (): Promise<void> => {
    const reply = await settled(consoleApi().client.openBrowser({ attemptId: id }));
    if (!reply.ok) showError(reply.error);
  };
  return (
    <div className={styles.waiting} role="group" aria-label="What to do now">
      {waiting.userCode !== null && (
        <>
          <p>Open this address on any device, and enter the code:</p>
          <p className={styles.code}>
            <MaskedText text={waiting.url} />{' '}
            <CopyButton label="Copy the address" text={() => waiting.urlWithCode ?? waiting.url} />
          </p>
          <p className={styles.userCode}>
            {waiting.userCode} <CopyButton label="Copy the code" text={() => waiting.userCode ?? ''} />
          </p>
        </>
      )}
      {state === 'waiting-for-browser' && (
        <p>Log in and agree in the browser that was opened. It comes back to this console by itself.</p>
      )}
      {state === 'waiting-for-redirect' && <PastedRedirect attemptId={id} redirectUrl={waiting.redirectUrl} />}
      <p className={styles.small}>
        Time left: <Remaining until={waiting.until} over="None" />
      </p>
      <div className={styles.row}>
        <Button size="small" onClick={() => void openBrowser()}>
          {waiting.userCode === null ? 'Open the browser again' : 'Open it in the browser'}
        </Button>
        {waiting.userCode === null && (
          <CopyButton labelled label="Copy the address" text={() => attempt.authorization?.url ?? waiting.url} />
        )}
        <Button size="small" onClick={() => void cancelAttempt(id)}>
          Cancel (Esc)
        </Button>
      </div>
    </div>
  );
}

function PastedRedirect({ attemptId, redirectUrl }: { attemptId: string; redirectUrl: string | null }) {
  const [text, setText] = useState('');
  const hand = async (): Promise<void> => {
    const reply = await settled(consoleApi().client.continue({ attemptId, redirect: text }));
    if (reply.ok) setText('');
    else showError(reply.error);
  };
  return (
    <>
      <p>
        Log in and agree in the browser. It then goes to {redirectUrl ?? 'the redirect URL'}; that page may show an
        error, which does no harm. Copy its whole address from the address bar.
      </p>
      <Field label="Address that the browser came to">
        <Textarea
          name="redirect"
          value={text}
          resize="vertical"
          textarea={{ rows: 3, spellCheck: false }}
          onChange={(_event, { value }) => setText(value)}
        />
      </Field>
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={text.trim() === ''} onClick={() => void hand()}>
          Go on
        </Button>
      </div>
    </>
  );
}
