import { Field, Input } from '@fluentui/react-components';
import { visibleText } from '../../../shared/visible-text.ts';
import { usePacking } from '../packing.ts';
import type { BundleForm } from './use-bundle-form.ts';
import logs from '../logs.module.css';
import styles from './export.module.css';

/** Where the bundle is written. */
export function Target({ form }: { form: BundleForm }) {
  const options = usePacking((state) => state.options);
  const choice = (kind: BundleForm['target'], label: string, hint: string | null) => (
    <label className={logs.check}>
      <input type="radio" name="target" checked={form.target === kind} onChange={() => form.change({ target: kind })} />
      <span>
        {label}
        {hint !== null && <span className={logs.path}>{hint}</span>}
      </span>
    </label>
  );
  return (
    <fieldset className={styles.group}>
      <legend>Where to</legend>
      {choice('own-folder', 'Into the folder for bundles', options === null ? null : visibleText(options.ownFolder))}
      {options?.host.ask === true && choice('ask', 'Ask me for the file', null)}
      {choice('path', 'To a folder or a file that I name', null)}
      {form.target === 'path' && (
        <Field
          className={styles.inner}
          label="Folder or file"
          {...(form.errors.path === undefined
            ? { hint: 'A folder that is there, or the whole path of a new file.' }
            : { validationMessage: form.errors.path })}
        >
          <Input
            name="path"
            value={form.path}
            maxLength={4_000}
            autoComplete="off"
            spellCheck={false}
            onChange={(_event, { value }) => form.change({ path: value })}
          />
        </Field>
      )}
    </fieldset>
  );
}
