import { useRef, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { largestServerText, scriptShells, type ScriptShell } from '../../shared/server-view.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { FailureMessage } from '../parts/FailureMessage.tsx';
import { Modal } from '../parts/Modal.tsx';
import { StepTitle } from '../transfer/StepTitle.tsx';
import ServerResults from './ServerResults.tsx';
import { useServerView, type ServerViewForm } from './use-server-view.ts';
import modal from '../parts/modal.module.css';
import styles from './server-view.module.css';

const shellWords: Readonly<Record<ScriptShell, string>> = {
  powershell: 'Windows (PowerShell)',
  sh: 'Linux (sh with curl)',
};

/** Hands out the script that looks from the Creatio server, and takes its line back. */
export default function ServerViewDialog({ profileId, onClose }: { profileId: string; onClose: () => void }) {
  const form = useServerView(profileId);
  const { result } = form;
  return (
    <Modal label="Look from the Creatio server" className={`${modal.dialog} ${modal.wide}`} onClose={onClose}>
      <div className={modal.inside}>
        <StepTitle key={result ? 'result' : 'script'}>
          {result ? `What ${result.view.machine.name} sees` : 'Look from the Creatio server'}
        </StepTitle>
        <div className={modal.content}>
          <FailureMessage failure={form.failure} className={styles.message} />
          {result ? <Result profileId={profileId} result={result} /> : <ScriptAndAnswer form={form} />}
        </div>
        <div className={modal.actions}>
          <Button appearance={result ? 'primary' : 'secondary'} onClick={onClose}>
            Close
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Result({ profileId, result }: { profileId: string; result: NonNullable<ServerViewForm['result']> }) {
  const { view, attached } = result;
  return (
    <>
      <p className={styles.headline}>{view.headline}</p>
      {view.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <p className={styles.note}>
        {attached
          ? 'It is now a part of the last diagnosis and of its report.'
          : 'No diagnosis has run since the console was started. Guided sessions go by it all the same; run the diagnosis and paste the line again to have it in the report.'}
      </p>
      <ServerResults view={view} profileId={profileId} checks={[]} />
    </>
  );
}

function ScriptAndAnswer({ form }: { form: ServerViewForm }) {
  return (
    <ol className={styles.steps}>
      <li>
        <Script form={form} />
      </li>
      <li>
        <p>
          Run it on the Creatio server, on Linux as the user under which Creatio runs. It changes nothing there, sends
          no credentials, and prints one line.
        </p>
        {form.script && (
          <p className={styles.row}>
            <code className={styles.command}>{form.script.command}</code>
            <CopyButton label="Copy the command" text={() => form.script?.command ?? ''} />
          </p>
        )}
      </li>
      <li>
        <AnswerFields form={form} />
      </li>
    </ol>
  );
}

function Script({ form }: { form: ServerViewForm }) {
  const { script } = form;
  return (
    <>
      <p id="server-view-shells">Take the script for the system of the Creatio server.</p>
      <div role="radiogroup" aria-labelledby="server-view-shells" className={styles.shells}>
        {scriptShells.map((shell) => (
          <label key={shell}>
            <input type="radio" name="shell" checked={form.shell === shell} onChange={() => form.chooseShell(shell)} />
            {shellWords[shell]}
          </label>
        ))}
      </div>
      {script && (
        <>
          <p>It looks at {script.address} and holds no secret.</p>
          <div className={styles.row}>
            <CopyButton labelled label="Copy the script" text={() => script.text} />
            <Button size="small" disabledFocusable={form.busy} onClick={form.saveScript}>
              Save the script…
            </Button>
          </div>
          {form.saved !== null && <p role="status">{form.saved}</p>}
          <details>
            <summary>Show the script</summary>
            <pre className={styles.script} tabIndex={0} role="region" aria-label="The script">
              {script.text}
            </pre>
          </details>
        </>
      )}
    </>
  );
}

function AnswerFields({ form }: { form: ServerViewForm }) {
  const [text, setText] = useState('');
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <p>
        <label htmlFor="server-view-line">Paste the line here, with whatever was copied along with it.</label>
      </p>
      <textarea
        id="server-view-line"
        className={styles.paste}
        value={text}
        maxLength={largestServerText}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <input
        ref={file}
        type="file"
        hidden
        aria-label="File with the line"
        onChange={(event) => {
          const picked = event.currentTarget.files?.[0];
          // So that the same file can be chosen again once the script has run again.
          event.currentTarget.value = '';
          if (picked) form.openFile(picked);
        }}
      />
      <div className={styles.row}>
        <Button
          appearance="primary"
          disabledFocusable={form.busy || text.trim() === ''}
          onClick={() => form.paste(text)}
        >
          Read the line
        </Button>
        <Button disabledFocusable={form.busy} onClick={() => file.current?.click()}>
          Open a file…
        </Button>
      </div>
    </>
  );
}
