import { useId } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import type { SecretName } from '../../shared/profile-schema.ts';
import { Ago } from '../parts/Ago.tsx';
import { useEmptiedInput } from '../parts/use-emptied-input.ts';
import type { DraftField, SecretDraft, StoredSecret } from './draft.ts';
import { messageOf } from './TextField.tsx';
import type { DraftForm } from './use-draft.ts';
import styles from './form.module.css';

interface SecretFieldProps {
  form: DraftForm;
  name: SecretName;
  field: DraftField;
  label: string;
  /** What it is called in a sentence. */
  what: 'secret' | 'password' | 'passphrase';
  hint?: string;
}

/** A secret. A stored one never comes back to the page: it can be kept, replaced or removed. */
export function SecretField({ form, name, field, label, what, hint }: SecretFieldProps) {
  const { secrets, storedSecrets } = form.draft;
  const stored = storedSecrets.find((secret) => secret.name === name);
  const change = secrets[name];
  const set = (next: SecretDraft | null): void => {
    const { [name]: _before, ...others } = secrets;
    form.change({ secrets: next === null ? others : { ...others, [name]: next } });
  };
  if (change?.action === 'set' || stored === undefined) {
    return (
      <TypedSecret
        field={field}
        label={label}
        message={messageOf(form, field, hint)}
        value={change?.action === 'set' ? change.value : ''}
        onLeave={() => form.leave(field)}
        onType={(value) => set(value === '' && stored === undefined ? null : { action: 'set', value })}
        {...(stored && { onKeep: () => set(null), keepLabel: `Keep the stored ${what}` })}
      />
    );
  }
  const removed = change?.action === 'remove';
  return (
    <StoredSecretField label={label}>
      <span className={styles.secretState}>
        {removed ? `The ${what} will be removed on saving.` : <KeptSecret secret={stored} what={what} />}
      </span>
      <Button size="small" onClick={() => set({ action: 'set', value: '' })}>
        {removed ? `Enter a ${what}` : 'Replace'}
      </Button>
      <Button size="small" onClick={() => set(removed ? null : { action: 'remove' })}>
        {removed ? 'Keep it' : 'Remove'}
      </Button>
    </StoredSecretField>
  );
}

/** That a secret is set, since when and where it is kept. */
export const KeptSecret = ({ secret, what }: { secret: StoredSecret; what: string }) => (
  <>
    {`A ${what} is set. `}
    <span className={styles.secretKept}>
      {'Set '}
      <Ago moment={secret.setAt} />
      {secret.kept === 'keychain' ? '; kept in the keychain of this computer.' : '; kept until the console is closed.'}
    </span>
  </>
);

/** A secret that is stored, and what can be done with it. */
export function StoredSecretField({ label, children }: { label: string; children: React.ReactNode }) {
  const labelId = useId();
  return (
    <div role="group" aria-labelledby={labelId} className={styles.secret}>
      <span id={labelId} className={styles.label}>
        {label}
      </span>
      <div className={styles.secretRow}>{children}</div>
    </div>
  );
}

interface TypedSecretProps {
  /** Its name within the form. */
  field: string;
  label: string;
  message: { hint?: string; validationMessage?: string; validationState?: 'warning' | 'none' };
  value: string;
  onLeave?: () => void;
  onType: (value: string) => void;
  onKeep?: () => void;
  keepLabel?: string;
}

/** What is copied along with a secret, and makes it another one. */
const blankAtEnd = /^[\s\u200b\ufeff]|[\s\u200b\ufeff]$/;
const blankMessage = {
  validationState: 'warning',
  validationMessage: 'It begins or ends with a space or another blank, which is kept as part of it.',
} as const;

/** A secret as it is being typed. */
export function TypedSecret({ field, label, message, value, onLeave, onType, onKeep, keepLabel }: TypedSecretProps) {
  const input = useEmptiedInput();
  return (
    <div className={styles.secret}>
      <Field
        label={label}
        {...(message.validationMessage === undefined && blankAtEnd.test(value)
          ? { ...message, ...blankMessage }
          : message)}
      >
        <Input
          input={{ ref: input }}
          name={field}
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={value}
          onBlur={onLeave}
          onChange={(_event, { value: typed }) => onType(typed)}
        />
      </Field>
      {onKeep && (
        <div className={styles.secretRow}>
          <Button size="small" onClick={onKeep}>
            {keepLabel}
          </Button>
        </div>
      )}
    </div>
  );
}
