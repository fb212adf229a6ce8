import { Field, Input } from '@fluentui/react-components';
import { useEmptiedInput } from '../parts/use-emptied-input.ts';
import styles from './transfer.module.css';

interface PassphraseFieldProps {
  label: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  /** That of a file is typed, a new one is made up. */
  fresh?: boolean;
  hint?: string | undefined;
  error?: string | undefined;
}

/** A passphrase, never shown and gone from the page with its field. */
export function PassphraseField({ label, name, value, onChange, fresh = false, hint, error }: PassphraseFieldProps) {
  const input = useEmptiedInput();
  return (
    <Field
      label={label}
      required={fresh}
      className={styles.passphraseField}
      {...(error === undefined ? (hint === undefined ? {} : { hint }) : { validationMessage: error })}
    >
      <Input
        input={{ ref: input }}
        type="password"
        name={name}
        autoComplete={fresh ? 'new-password' : 'off'}
        spellCheck={false}
        value={value}
        onChange={(_event, data) => onChange(data.value)}
      />
    </Field>
  );
}
