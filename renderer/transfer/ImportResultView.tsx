import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { ImportResult } from '../../shared/transfer.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { Name } from '../parts/Name.tsx';
import type { ImportForm } from './use-import.ts';
import { resultSentence } from './words.ts';
import styles from './transfer.module.css';

/** What an import has done, and what can be done about the secrets that the keychain did not take. */
export function ImportResultView({ form, result }: { form: ImportForm; result: ImportResult }) {
  const reasons = [...new Set(result.secretsNotKept.map(({ reason }) => reason))];
  return (
    <>
      <p className={styles.lead}>{resultSentence(result)}</p>
      {reasons.map((reason) => (
        <MessageBar key={reason} intent="warning" layout="multiline" className={styles.message}>
          <MessageBarBody>
            {visibleText(reason)} These secrets are not kept yet:
            <ul className={styles.refused}>
              {result.secretsNotKept
                .filter((each) => each.reason === reason)
                .map(({ environment, secret }) => (
                  <li key={`${environment} ${secret}`}>
                    <Name>{environment}</Name>: {visibleText(secret)}
                  </li>
                ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      ))}
      {reasons.length > 0 && (
        <div className={styles.retry}>
          <Button disabledFocusable={form.busy} onClick={() => form.keepSecrets('keychain')}>
            Try the keychain again
          </Button>
          <Button disabledFocusable={form.busy} onClick={() => form.keepSecrets('session')}>
            Keep them until the console is closed
          </Button>
        </div>
      )}
      {result.notes.length > 0 && (
        <ul className={styles.refused}>
          {result.notes.map((note) => (
            <li key={note}>{visibleText(note)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
