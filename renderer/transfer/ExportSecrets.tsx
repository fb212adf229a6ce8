import { counted } from '../../shared/amounts.ts';
import type { ProfileView } from '../../shared/contract.ts';
import { passphraseHint, passphraseProblem } from '../../shared/passphrase.ts';
import { PassphraseField } from './PassphraseField.tsx';
import type { ExportForm } from './use-export.ts';
import styles from './transfer.module.css';

/** Whether secrets go with an export, and the passphrase that locks them. */
export function ExportSecrets({ form, profiles }: { form: ExportForm; profiles: readonly ProfileView[] }) {
  const chosen = profiles.filter(({ id }) => form.chosen.has(id));
  const secrets = chosen.reduce((sum, profile) => sum + profile.secrets.length, 0);
  const ofProduction = chosen.filter(({ production, secrets: set }) => production && set.length > 0).length;
  return (
    <fieldset className={styles.fieldset}>
      <legend>Secrets</legend>
      <label className={styles.check}>
        <input
          type="radio"
          name="secrets"
          checked={!form.withSecrets}
          onChange={() => form.change({ withSecrets: false })}
        />
        <span>
          Without secrets
          <span className={styles.hint}>Whoever gets the file enters the secrets anew.</span>
        </span>
      </label>
      <label className={styles.check}>
        <input
          type="radio"
          name="secrets"
          checked={form.withSecrets}
          onChange={() => form.change({ withSecrets: true })}
        />
        <span>
          With secrets, locked by a passphrase
          <span className={styles.hint}>
            {secrets === 0
              ? 'None of these environments has one.'
              : `${counted(secrets, 'secret')} would go with the file.`}
            {ofProduction > 0 && ` Among them are those of ${counted(ofProduction, 'production environment')}.`}
          </span>
        </span>
      </label>
      {form.withSecrets && <Passphrase form={form} />}
    </fieldset>
  );
}

function Passphrase({ form }: { form: ExportForm }) {
  const { passphrase, repeated, errors, change } = form;
  const hint =
    passphrase !== '' && passphraseProblem(passphrase) === null
      ? passphraseHint(passphrase)
      : 'At least 12 characters; spaces count. Tell it to your colleague by another way than the file.';
  return (
    <div className={styles.passphrases}>
      <p className={styles.hint}>
        Anyone with the file and the passphrase can use the secrets, for as long as they are valid. A passphrase that is
        forgotten cannot be found out.
      </p>
      <PassphraseField
        fresh
        label="Passphrase"
        name="passphrase"
        value={passphrase}
        hint={hint}
        error={errors.passphrase}
        onChange={(value) => change({ passphrase: value })}
      />
      <PassphraseField
        fresh
        label="Passphrase again"
        name="repeated"
        value={repeated}
        error={errors.repeated}
        onChange={(value) => change({ repeated: value })}
      />
    </div>
  );
}
