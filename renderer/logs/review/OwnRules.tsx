import { useState } from 'react';
import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { BundleRule } from '../../../shared/bundle.ts';
import { lineText } from '../../../shared/visible-text.ts';
import { FileField } from '../viewer/FileField.tsx';
import { Drop } from './Drop.tsx';
import { dropRule, exportRules, importRules, useOwnRules } from './own-rules.ts';
import logs from '../logs.module.css';

/** The own rules: which are there, how long they are used, and the ways to take them to another computer. */
export function OwnRules() {
  const { rules, kept, problem } = useOwnRules();
  return (
    <>
      {problem !== null && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
      {rules !== null && rules.length > 0 && (
        <>
          <h4 className={logs.subtitle}>Your rules</h4>
          <ul className={logs.files}>
            {rules.map((rule) => (
              <li key={rule.id} className={logs.named}>
                <Words rule={rule} isKept={kept.has(rule.id)} />
                <Drop label={`Drop the rule ${rule.id}`} onClick={() => void dropRule(rule.id)} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Exchange canExport={kept.size > 0} />
    </>
  );
}

const Words = ({ rule: { starts, follows, wholly }, isKept }: { rule: BundleRule; isKept: boolean }) => (
  <span>
    {wholly ? 'Replaces ' : 'Replaces what follows '}
    <code>{lineText(starts)}</code>
    {follows !== undefined && follows !== '' && (
      <>
        , as far as it matches <code>{lineText(follows)}</code>
      </>
    )}
    <span className={logs.hint}>
      {isKept ? 'Kept on this computer, for every environment.' : 'Used until the console is closed.'}
    </span>
  </span>
);

function Exchange({ canExport }: { canExport: boolean }) {
  const [path, setPath] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const file = path.trim();
  const read = async (): Promise<void> => {
    if (file === '') return;
    const problem = await importRules(file);
    setFailure(problem);
    if (problem === null) setPath('');
  };
  return (
    <details className={logs.details}>
      <summary>Import or export rules</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void read();
        }}
      >
        <span className={logs.hint}>The file is the one that the command line takes with --rules.</span>
        {failure !== null && <p role="alert">{failure}</p>}
        <FileField label="File with rules" what="rules" path={path} onChange={setPath} />
        <p className={logs.waiting}>
          <Button type="submit" disabledFocusable={file === ''}>
            Import the rules
          </Button>
          <Button disabledFocusable={!canExport} onClick={() => void exportRules()}>
            Export your kept rules
          </Button>
        </p>
      </form>
    </details>
  );
}
