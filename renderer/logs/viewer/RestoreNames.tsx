import { useState, type FormEvent } from 'react';
import { Button, Field, Textarea } from '@fluentui/react-components';
import { counted } from '../../../shared/amounts.ts';
import type { CallResponse } from '../../../shared/contract.ts';
import { consoleApi, settled } from '../../api.ts';
import { FailureMessage } from '../../parts/FailureMessage.tsx';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { announce } from '../../store/announcements.ts';
import { PassphraseField } from '../../transfer/PassphraseField.tsx';
import { FileField } from './FileField.tsx';
import logs from '../logs.module.css';
import styles from './viewer.module.css';

/** Puts the real names back into what support answers. The map they are read from never leaves this computer. */
export function RestoreNames() {
  const [mapFile, setMapFile] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [restored, setRestored] = useState<CallResponse<'bundle.restoreNames'> | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const ready = mapFile.trim() !== '' && passphrase !== '' && text !== '' && !busy;
  const restore = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setFailure(null);
    const reply = await settled(consoleApi().bundle.restoreNames({ mapFile: mapFile.trim(), passphrase, text }));
    setBusy(false);
    setRestored(reply.ok ? reply.value : null);
    setFailure(reply.ok ? null : reply.error.message);
    if (!reply.ok) return;
    setPassphrase('');
    announce(summaryOf(reply.value));
  };
  return (
    <form className={logs.card} aria-labelledby="restore-title" onSubmit={(event) => void restore(event)}>
      <h3 id="restore-title" className={logs.title}>
        Read an answer with the real names
      </h3>
      <p className={logs.lead}>
        Support writes about user-3 and host-2. With the file that was saved beside the bundle, the console puts the
        names back.
      </p>
      <FailureMessage failure={failure} />
      <FileField label="File with the names" what="map" path={mapFile} onChange={setMapFile} />
      <div className={styles.key}>
        <PassphraseField label="Its passphrase" name="mapKey" value={passphrase} onChange={setPassphrase} />
      </div>
      <Field label="Text of the answer">
        <Textarea
          value={text}
          maxLength={5_000_000}
          textarea={{ rows: 4 }}
          onChange={(_event, { value }) => setText(value)}
        />
      </Field>
      <div className={styles.buttons}>
        <Button type="submit" disabledFocusable={!ready}>
          Put the names back
        </Button>
        {restored !== null && <CopyButton labelled label="Copy the text with names" text={() => restored.text} />}
      </div>
      {restored !== null && (
        <>
          <p className={logs.lead}>{summaryOf(restored)}</p>
          <pre className={styles.text} tabIndex={0} role="region" aria-label="The text with names">
            {restored.text}
          </pre>
        </>
      )}
    </form>
  );
}

const mostNamed = 5;

/** How many names were put back, and what that leaves. */
function summaryOf({ restored, unknown }: CallResponse<'bundle.restoreNames'>): string {
  if (restored === 0 && unknown.length === 0) return 'There is no stand-in in the text, so nothing was put back.';
  const back = `${counted(restored, 'name')} ${restored === 1 ? 'was' : 'were'} put back.`;
  if (unknown.length === 0) return back;
  const named = unknown.slice(0, mostNamed).join(', ');
  const others = unknown.length > mostNamed ? ' and others' : '';
  const verb = unknown.length === 1 ? 'is' : 'are';
  return `${back} ${named}${others} ${verb} not in this file; it may belong to another bundle.`;
}
