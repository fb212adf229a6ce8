import { useRef } from 'react';
import { Button } from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons/svg/document';
import type { ImportForm } from './use-import.ts';
import styles from './transfer.module.css';

/** Where the environments come from: clio on this computer, or a file. */
export function ImportSource({ form }: { form: ImportForm }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <p className={styles.lead}>
        Choose a file that this console exported, or the <code>appsettings.json</code> of clio. You see what is in it
        before anything is saved.
      </p>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="File to import"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // So that the same file can be chosen again once it has been corrected.
          event.currentTarget.value = '';
          if (file) form.openFile(file);
        }}
      />
      <div className={styles.sources}>
        <Button icon={<DocumentRegular />} disabledFocusable={form.busy} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
        {form.clioFile !== null && (
          <div className={styles.clio}>
            <div>
              <p className={styles.clioTitle}>clio is set up on this computer</p>
              <p className={styles.path}>{form.clioFile}</p>
            </div>
            <Button disabledFocusable={form.busy} onClick={form.openClio}>
              Use the environments of clio
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
