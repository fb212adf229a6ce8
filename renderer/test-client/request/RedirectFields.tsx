import { Choices } from './Choices.tsx';
import { Line } from './Line.tsx';
import type { RequestFormState } from './use-request-form.ts';
import { fieldWords } from './words.ts';
import styles from './request.module.css';

const ways = ['loopback', 'pasted'] as const;
const wayWords = {
  loopback: {
    title: 'To this console',
    meaning: 'To 127.0.0.1, where the console waits. This address has to be registered for the client.',
  },
  pasted: {
    title: 'To another address',
    meaning: 'For example that of Creatio. You copy the address from the browser afterwards and paste it here.',
  },
};

/** Where the browser is sent back to after the login. */
export function RedirectFields({ form: { draft, change, errorOf } }: { form: RequestFormState }) {
  return (
    <>
      <Choices
        label="Where the browser comes back to"
        values={ways}
        words={wayWords}
        value={draft.redirectHow}
        onChoose={(redirectHow) => change({ redirectHow })}
      />
      {draft.redirectHow === 'pasted' ? (
        <Line
          name="redirectUrl"
          {...fieldWords[draft.direction].redirectUrl}
          value={draft.redirectUrl}
          error={errorOf('redirectUrl')}
          address
          onType={(redirectUrl) => change({ redirectUrl })}
        />
      ) : (
        <div className={styles.pair}>
          <Line
            name="redirectPort"
            label="Port"
            hint="Empty for any free one."
            value={draft.redirectPort}
            error={errorOf('redirectPort')}
            onType={(redirectPort) => change({ redirectPort })}
          />
          <Line
            name="redirectPath"
            label="Path"
            value={draft.redirectPath}
            error={errorOf('redirectPath')}
            onType={(redirectPath) => change({ redirectPath })}
          />
        </div>
      )}
    </>
  );
}
