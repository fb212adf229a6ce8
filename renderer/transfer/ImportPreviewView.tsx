import { useState, type FormEvent } from 'react';
import { Button, Field, MessageBar, MessageBarBody, Select } from '@fluentui/react-components';
import { visibleText } from '../../shared/visible-text.ts';
import type { ImportPreview } from '../../shared/transfer.ts';
import { Name } from '../parts/Name.tsx';
import { ImportRows } from './ImportRows.tsx';
import { PassphraseField } from './PassphraseField.tsx';
import type { ImportForm } from './use-import.ts';
import { contentSentence, duplicateChoices } from './words.ts';
import styles from './transfer.module.css';

/** What a file would bring, and what becomes of each environment. */
export function ImportPreviewView({ form, preview }: { form: ImportForm; preview: ImportPreview }) {
  const { rows, refused, notes, secrets } = preview;
  const duplicates = rows.filter(({ duplicate }) => duplicate !== null).map(({ row }) => row);
  return (
    <>
      <p className={styles.lead}>
        {preview.source === 'clio' ? 'The settings file of clio, ' : 'The file '}
        <span className={styles.path}>
          <Name>{preview.file}</Name>
        </span>
        . {contentSentence(rows, refused.length)}
      </p>
      {notes.length > 0 && (
        <MessageBar intent={secrets === 'readable' ? 'warning' : 'info'} layout="multiline" className={styles.message}>
          <MessageBarBody className={styles.notes}>
            {notes.map((note) => (
              <p key={note}>{visibleText(note)}</p>
            ))}
          </MessageBarBody>
        </MessageBar>
      )}
      {secrets === 'locked' && <Passphrase form={form} />}
      {duplicates.length > 1 && <AllDuplicates form={form} duplicates={duplicates} />}
      {rows.length > 0 && <ImportRows rows={rows} form={form} />}
      {refused.length > 0 && (
        <section aria-labelledby="refused-title">
          <h3 id="refused-title" className={styles.subtitle}>
            Cannot be understood
          </h3>
          <ul className={styles.refused}>
            {refused.map(({ name, reason }, index) => (
              // Names may be the same here.
              <li key={`${index} ${name}`}>
                <Name>{name}</Name>: {visibleText(reason)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Opens the secrets of a file. The passphrase is gone from the page as soon as it has been sent. */
function Passphrase({ form }: { form: ImportForm }) {
  const [passphrase, setPassphrase] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (passphrase === '' || form.busy) return;
    form.unlock(passphrase);
    setPassphrase('');
  };
  return (
    <form className={styles.passphrase} noValidate onSubmit={submit}>
      <PassphraseField
        label="Passphrase of the file"
        name="passphrase"
        value={passphrase}
        hint="The file holds secrets, which are locked. Without the passphrase the environments come in without them."
        onChange={setPassphrase}
      />
      <Button type="submit" disabledFocusable={form.busy || passphrase === ''}>
        {form.busy ? 'Opening' : 'Open the secrets'}
      </Button>
    </form>
  );
}

function AllDuplicates({ form, duplicates }: { form: ImportForm; duplicates: readonly number[] }) {
  const choices = new Set(duplicates.map(form.choiceOf));
  const [choice] = choices;
  return (
    <Field label={`All ${duplicates.length} that are already here`} orientation="horizontal" className={styles.all}>
      <Select
        value={choices.size === 1 ? choice : 'various'}
        onChange={(_event, { value }) => {
          const chosen = duplicateChoices.find(([each]) => each === value);
          if (chosen) form.choose(duplicates, chosen[0]);
        }}
      >
        {choices.size > 1 && <option value="various">As chosen below</option>}
        {duplicateChoices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  );
}
