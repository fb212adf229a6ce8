import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { ImportResult } from '../../shared/transfer.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { Name } from '../parts/Name.tsx';
import { resultSentence } from './words.ts';
import styles from './transfer.module.css';

/** What an import has done, and which secrets have to be entered by hand. */
export function ImportResultView({ result }: { result: ImportResult }) {
  const reasons = [...new Set(result.secretsNotKept.map(({ reason }) => reason))];
  return (
    <>
      <p className={styles.lead}>{resultSentence(result)}</p>
      {reasons.map((reason) => (
        <MessageBar key={reason} intent="warning" layout="multiline" className={styles.message}>
          <MessageBarBody>
            {visibleText(reason)} These secrets were not kept; enter them in the settings of the environments.
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
