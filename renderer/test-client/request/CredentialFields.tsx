import { Choices } from './Choices.tsx';
import { CompareButton } from './CompareButton.tsx';
import type { RequestFormState } from './use-request-form.ts';
import { encodings, encodingWords, modeOf, placeOf, places, placeWords } from './words.ts';
import styles from './request.module.css';

/** Where the token request carries the client's id and secret. */
export function CredentialFields({ form }: { form: RequestFormState }) {
  const { draft, change } = form;
  const { credentials } = draft;
  return (
    <>
      <Choices
        label="Send client credentials in token requests"
        values={places}
        words={placeWords}
        value={placeOf(credentials)}
        onChoose={(place) => change({ credentials: modeOf(place) })}
      />
      {(credentials === 'basic' || credentials === 'basic-raw') && (
        <div className={styles.under}>
          <Choices
            label="Id and secret in the header"
            values={encodings}
            words={encodingWords}
            value={credentials}
            onChoose={(encoding) => change({ credentials: encoding })}
          />
        </div>
      )}
      <div className={styles.row}>
        <span className={styles.note}>Which of them does the server take?</span>
        <CompareButton form={form} />
      </div>
    </>
  );
}
