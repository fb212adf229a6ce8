import { Field, Input } from '@fluentui/react-components';
import { passphraseHint, passphraseProblem } from '../../../shared/passphrase.ts';
import { PassphraseField } from '../../transfer/PassphraseField.tsx';
import type { BundleForm } from './use-bundle-form.ts';
import logs from '../logs.module.css';
import styles from './export.module.css';

const kinds = [
  ['none', 'Not encrypted', 'An ordinary zip file. Its secrets are removed all the same.'],
  ['passphrase', 'With a passphrase', 'Support needs the passphrase, told by another way than the file.'],
  [
    'recipient',
    'For the holder of an age key',
    'Only who has the key can open it. Support can give you the recipient.',
  ],
] as const;

/** What the finished bundle is encrypted with. */
export function Lock({ form }: { form: BundleForm }) {
  return (
    <fieldset className={styles.group}>
      <legend>Encryption</legend>
      {kinds.map(([kind, label, hint]) => (
        <label key={kind} className={logs.check}>
          <input
            type="radio"
            name="encryption"
            checked={form.encryption === kind}
            onChange={() => form.change({ encryption: kind })}
          />
          <span>
            {label}
            <span className={logs.hint}>{hint}</span>
          </span>
        </label>
      ))}
      {form.encryption === 'passphrase' && (
        <div className={styles.inner}>
          <PassphraseField
            fresh
            label="Passphrase"
            name="passphrase"
            value={form.passphrase}
            hint={hintFor(form.passphrase)}
            error={form.errors.passphrase}
            onChange={(value) => form.change({ passphrase: value })}
          />
          <PassphraseField
            fresh
            label="Passphrase again"
            name="repeated"
            value={form.repeated}
            error={form.errors.repeated}
            onChange={(value) => form.change({ repeated: value })}
          />
        </div>
      )}
      {form.encryption === 'recipient' && (
        <Field
          className={styles.inner}
          label="Recipient"
          {...(form.errors.recipient === undefined
            ? { hint: 'It begins with age1 and is no secret.' }
            : { validationMessage: form.errors.recipient })}
        >
          <Input
            name="recipient"
            value={form.recipient}
            autoComplete="off"
            spellCheck={false}
            onChange={(_event, { value }) => form.change({ recipient: value })}
          />
        </Field>
      )}
    </fieldset>
  );
}

/** Whether the map of stand-ins is kept, by which an answer of support can be read with the real names. */
export function PseudonymMap({ form }: { form: BundleForm }) {
  return (
    <fieldset className={styles.group}>
      <legend>Stand-ins for names</legend>
      <label className={logs.check}>
        <input type="checkbox" checked={form.map} onChange={({ target }) => form.change({ map: target.checked })} />
        <span>
          Save which name each stand-in is for
          <span className={logs.hint}>
            A second file beside the bundle, under a passphrase. It stays with you, and puts the names back into what
            support answers.
          </span>
        </span>
      </label>
      {form.map && (
        <div className={styles.inner}>
          <PassphraseField
            fresh
            label="Passphrase of that file"
            name="mapPassphrase"
            value={form.mapPassphrase}
            hint={hintFor(form.mapPassphrase)}
            error={form.errors.mapPassphrase}
            onChange={(value) => form.change({ mapPassphrase: value })}
          />
          <PassphraseField
            fresh
            label="The same again"
            name="mapRepeated"
            value={form.mapRepeated}
            error={form.errors.mapRepeated}
            onChange={(value) => form.change({ mapRepeated: value })}
          />
        </div>
      )}
    </fieldset>
  );
}

const hintFor = (passphrase: string): string =>
  passphrase !== '' && passphraseProblem(passphrase) === null
    ? passphraseHint(passphrase)
    : 'At least 12 characters; spaces count.';
