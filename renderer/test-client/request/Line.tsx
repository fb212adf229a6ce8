import { Field, Input, Textarea } from '@fluentui/react-components';
import styles from './request.module.css';

interface LineProps {
  /** Its name within the form, to find it by. */
  name: string;
  label: string;
  value: string;
  onType: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
  required?: boolean;
  address?: boolean;
  /** Several lines, and how many are seen at once. */
  rows?: number;
}

/** A field of a request: what is typed is sent as it is, so nothing corrects or completes it. */
export function Line({ name, label, value, onType, hint, error, required = false, address = false, rows }: LineProps) {
  const message = error === undefined ? (hint === undefined ? {} : { hint }) : { validationMessage: error };
  return (
    <Field label={label} required={required} {...message}>
      {rows === undefined ? (
        <Input
          name={name}
          className={styles.line}
          value={value}
          autoComplete="off"
          spellCheck={false}
          inputMode={address ? 'url' : undefined}
          onChange={(_event, { value: typed }) => onType(typed)}
        />
      ) : (
        <Textarea
          name={name}
          value={value}
          resize="vertical"
          textarea={{ rows, spellCheck: false, className: styles.code }}
          onChange={(_event, { value: typed }) => onType(typed)}
        />
      )}
    </Field>
  );
}
