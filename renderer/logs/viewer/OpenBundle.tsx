import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button } from '@fluentui/react-components';
import { FailureMessage } from '../../parts/FailureMessage.tsx';
import { PassphraseField } from '../../transfer/PassphraseField.tsx';
import { FileField } from './FileField.tsx';
import { Heading } from './Heading.tsx';
import { RestoreNames } from './RestoreNames.tsx';
import { cancelOpening, openBundle, useViewing } from './viewing.ts';
import { ProgressBar } from '../ProgressBar.tsx';
import { useEscape } from '../use-escape.ts';
import logs from '../logs.module.css';
import styles from './viewer.module.css';

/** Asks for a bundle, and for what unlocks it. */
export function OpenBundle() {
  const { asked, busy, failure, locked, progress } = useViewing();
  useEscape(busy ? cancelOpening : null);
  const form = useRef<HTMLFormElement>(null);
  /** What was typed; a bundle that was just made is asked for before this is on the page. */
  const [typed, setPath] = useState<string | null>(null);
  const path = typed ?? asked ?? '';
  const [key, setKey] = useState('');
  const file = path.trim();
  const asksKey = locked !== null && locked === file;
  // The keyboard goes on with what is asked for now.
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !busy && asksKey) {
      form.current?.querySelector<HTMLInputElement>('[name="bundleKey"]')?.focus();
    }
    wasBusy.current = busy;
  }, [busy, asksKey]);
  const open = (event: FormEvent): void => {
    event.preventDefault();
    if (file === '' || (asksKey && key === '')) return;
    // An identity of age tells itself by its beginning.
    const isIdentity = key.trim().toUpperCase().startsWith('AGE-SECRET-KEY-');
    const secret = !asksKey ? {} : isIdentity ? { identity: key.trim() } : { passphrase: key };
    setKey('');
    void openBundle({ path: file, ...secret });
  };
  return (
    <div className={logs.page}>
      <Heading>Open a bundle</Heading>
      <form ref={form} className={logs.card} aria-label="Open a bundle" noValidate onSubmit={open}>
        <p className={logs.lead}>
          A bundle that this console made, by you or by somebody else. It is checked and shown; nothing in it is changed
          or run.
        </p>
        <FailureMessage failure={failure} />
        <FileField label="File" what="bundle" path={path} onChange={setPath} />
        {asksKey && (
          <div className={styles.key}>
            <p className={logs.lead}>This bundle is encrypted. Give its passphrase, or the age key it was made for.</p>
            <PassphraseField label="Passphrase or age key" name="bundleKey" value={key} onChange={setKey} />
          </div>
        )}
        {busy && <ProgressBar label="Opening the bundle" progress={progress} />}
        <div className={styles.buttons}>
          <Button type="submit" appearance="primary" disabledFocusable={busy || file === '' || (asksKey && key === '')}>
            {busy ? 'Opening' : 'Open'}
          </Button>
          {busy && <Button onClick={cancelOpening}>Cancel</Button>}
        </div>
      </form>
      <RestoreNames />
    </div>
  );
}
