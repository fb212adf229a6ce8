import { useEffect, useRef } from 'react';
import { Button, Field, Input, type FieldProps } from '@fluentui/react-components';
import type { DraftForm } from './use-draft.ts';
import styles from './form.module.css';

interface SecretFieldProps {
  form: DraftForm;
  message: Pick<FieldProps, 'validationMessage' | 'hint'>;
}

/** The client secret. A stored one never comes back to the page: it can be kept, replaced or removed. */
export function SecretField({ form, message }: SecretFieldProps) {
  const { draft, change } = form;
  const typing = draft.secret === 'set';
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const element = typing ? input.current : null;
    // A field that was taken away stays in the memory of the page for a while; the secret must not.
    return () => {
      if (element) element.value = '';
    };
  }, [typing]);
  if (typing) {
    return (
      <Field label="Client secret" {...message}>
        <Input
          input={{ ref: input }}
          name="clientSecret"
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={draft.secretValue}
          onBlur={() => form.leave('clientSecret')}
          onChange={(_event, { value }) => change({ secretValue: value })}
        />
      </Field>
    );
  }
  const kept = draft.secret === 'keep';
  return (
    <div role="group" aria-labelledby="secret-label" className={styles.secret}>
      <span id="secret-label" className={styles.label}>
        Client secret
      </span>
      <div className={styles.secretRow}>
        <span className={styles.secretState}>
          {kept ? 'A secret is set.' : 'The secret will be removed on saving.'}
        </span>
        <Button size="small" onClick={() => change({ secret: 'set' })}>
          {kept ? 'Replace' : 'Enter a secret'}
        </Button>
        <Button size="small" onClick={() => change({ secret: kept ? 'remove' : 'keep' })}>
          {kept ? 'Remove' : 'Keep it'}
        </Button>
      </div>
      {message.validationMessage && (
        <p className={styles.secretError} role="alert">
          {form.errorOf('clientSecret')}
        </p>
      )}
    </div>
  );
}
