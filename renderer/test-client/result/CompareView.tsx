import { Button } from '@fluentui/react-components';
import { credentialModeTitles, type CredentialMode } from '../../../shared/client/choices.ts';
import type { Attempt, ComparisonRow } from '../../../shared/test-client.ts';
import { announce } from '../../store/announcements.ts';
import { StateLabel, stepStates, type StateLook } from '../../parts/states.tsx';
import { changeDraft, showAttempt } from '../client.ts';
import type { RequestFormState } from '../request/use-request-form.ts';
import { CompareButton } from '../request/CompareButton.tsx';
import styles from './result.module.css';

const looks: Readonly<Record<ComparisonRow['result'], StateLook>> = {
  token: { ...stepStates.pass, word: 'Token' },
  'client-accepted': { ...stepStates.warn, word: 'Client accepted' },
  'client-refused': { ...stepStates.fail, word: 'Refused' },
  unclear: { ...stepStates.skip, word: 'Unclear' },
  'not-tried': { ...stepStates.skip, word: 'Not tried' },
};

/** Which ways of sending the credentials the server took, and what follows for Creatio. */
export function CompareView({ form, attempt }: { form: RequestFormState; attempt: Attempt }) {
  const { comparison, profileId } = attempt;
  if (comparison === null) {
    return attempt.act.kind === 'compare' ? <p>{attempt.said}</p> : <NotCompared form={form} />;
  }
  const { rows, recommendation, stopped } = comparison;
  const use = (credentials: CredentialMode): void => {
    changeDraft(profileId, { credentials });
    announce(`The request now uses: ${credentialModeTitles[credentials]}.`);
  };
  return (
    <div className={styles.part}>
      <p className={styles.recommendation}>{recommendation}</p>
      {stopped !== null && <p>{stopped}</p>}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Credentials</th>
            <th scope="col">Result</th>
            <th scope="col">What the server said</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ credentials, result, httpStatus, error, said }) => (
            <tr key={credentials}>
              <th scope="row">
                {credentialModeTitles[credentials]}
                {result === 'token' && (
                  <div>
                    <Button
                      size="small"
                      aria-label={`Use this: ${credentialModeTitles[credentials]}`}
                      onClick={() => use(credentials)}
                    >
                      Use this
                    </Button>
                  </div>
                )}
              </th>
              <td>
                <StateLabel look={looks[result]} />
              </td>
              <td>
                {said}
                {(httpStatus !== null || error !== null) && (
                  <div className={styles.code}>{[httpStatus, error].filter((each) => each !== null).join(' ')}</div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.row}>
        <Button size="small" onClick={() => showAttempt(profileId, attempt.id, 'trace')}>
          See every request
        </Button>
      </div>
    </div>
  );
}

const NotCompared = ({ form }: { form: RequestFormState }) => (
  <>
    <p>
      The console can send this request once in each way: with the credentials in the body, in the header, form-encoded
      and raw, and in the address. You then see which ways the server takes.
    </p>
    <CompareButton form={form} />
  </>
);
