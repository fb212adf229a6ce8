import { useEffect, useRef } from 'react';
import { Button } from '@fluentui/react-components';
import type { BundleResult } from '../../../shared/bundle.ts';
import type { CallError } from '../../../shared/contract.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { consoleApi, settled, type Reply } from '../../api.ts';
import { bytes, counted } from '../../../shared/amounts.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { StateLabel, verdictStates } from '../../parts/states.tsx';
import { showError } from '../../store/notices.ts';
import { leaveBundle, usePacking } from '../packing.ts';
import { openBundle } from '../viewer/viewing.ts';
import logs from '../logs.module.css';
import styles from './export.module.css';

interface ExportResultProps {
  profileId: string;
  jobId: string | null;
  result: BundleResult;
}

/** How a bundle came out, and what can be done with it. */
export function ExportResult({ profileId, jobId, result }: ExportResultProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const again = (
    <Button onClick={() => leaveBundle(profileId)}>
      {result.state === 'done' ? 'Make another bundle' : 'Back to the settings'}
    </Button>
  );
  if (result.state === 'done') return <Done heading={heading} jobId={jobId} result={result} again={again} />;
  return (
    <section className={logs.card} aria-labelledby="result-title">
      {result.state === 'failed' && <StateLabel look={verdictStates.fail} />}
      <h3 id="result-title" ref={heading} tabIndex={-1} className={logs.title}>
        {result.state === 'failed' ? 'The bundle was not made' : 'The bundle was cancelled'}
      </h3>
      <p className={logs.lead}>
        {result.state === 'failed' ? visibleText(result.error.message) : 'No file was left behind.'}
      </p>
      <div className={styles.buttons}>{again}</div>
    </section>
  );
}

interface DoneProps {
  heading: React.RefObject<HTMLHeadingElement | null>;
  jobId: string | null;
  result: Extract<BundleResult, { state: 'done' }>;
  again: React.ReactNode;
}

function Done({ heading, jobId, result, again }: DoneProps) {
  const host = usePacking((state) => state.options?.host);
  const { file, files, skipped, replaced, mapFile, letter } = result;
  const wasCut = files.filter(({ cut }) => cut !== null);
  return (
    <>
      <section className={logs.card} aria-labelledby="result-title">
        <StateLabel look={{ ...verdictStates.pass, word: 'Ready' }} />
        <h3 id="result-title" ref={heading} tabIndex={-1} className={logs.title}>
          The bundle is ready
        </h3>
        {file !== null && (
          <p className={styles.file}>
            <code>{visibleText(file)}</code>
            <CopyButton label="Copy the path of the bundle" text={() => file} />
          </p>
        )}
        <p className={logs.lead}>
          {counted(files.length, 'file')} in {bytes(result.bytes)}; {counted(replaced, 'item')} replaced. It was read
          again, and no known secret is in it.
        </p>
        {mapFile !== null && (
          <p className={logs.lead}>
            The names behind the stand-ins are in <code>{visibleText(mapFile)}</code>. Keep that file to yourself.
          </p>
        )}
        <div className={styles.buttons}>
          {jobId !== null && host?.show === true && (
            <Button appearance="primary" onClick={() => void tried(consoleApi().bundle.show({ jobId }))}>
              Show the file
            </Button>
          )}
          {jobId !== null && host?.mail === true && (
            <Button onClick={() => void tried(consoleApi().bundle.mail({ jobId }))}>
              Write a mail to support@creatio.com
            </Button>
          )}
          <CopyButton labelled label="Copy the letter" text={() => letter} />
          {file !== null && <Button onClick={() => void openBundle({ path: file })}>Look into the bundle</Button>}
          {again}
        </div>
        <p className={logs.hint}>
          {host?.mail === true
            ? 'The mail has the letter as its text. Attach the bundle yourself before you send it.'
            : 'Send it to support@creatio.com, with the letter as the text of the mail.'}
        </p>
      </section>
      <section className={logs.card} aria-labelledby="contents-title">
        <h3 id="contents-title" className={logs.title}>
          What is in it
        </h3>
        <ul className={logs.files}>
          {files.slice(0, mostListed).map(({ path, sizeBefore, size, cut }) => (
            <li key={path}>
              {visibleText(path)}
              <span className={logs.facts}>
                <span>
                  {bytes(sizeBefore)} before, {bytes(size)} after
                </span>
                {cut !== null && <span>{visibleText(cut)}</span>}
              </span>
            </li>
          ))}
        </ul>
        {files.length > mostListed && (
          <p className={logs.lead}>And {counted(files.length - mostListed, 'more file')}; manifest.json lists all.</p>
        )}
        {(skipped.length > 0 || wasCut.length > 0) && (
          <details className={logs.details}>
            <summary>
              {counted(skipped.length, 'file')} left out, {counted(wasCut.length, 'file')} cut
            </summary>
            <ul className={logs.files}>
              {skipped.slice(0, mostListed).map(({ source, reason }, index) => (
                <li key={`${index} ${source}`}>
                  {visibleText(source)}
                  <span className={logs.hint}>{visibleText(reason)}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
        <details className={logs.details}>
          <summary>The covering letter</summary>
          <pre className={styles.letter} tabIndex={0} role="region" aria-label="The covering letter">
            {letter}
          </pre>
        </details>
      </section>
    </>
  );
}

/** Who wants more opens the bundle. */
const mostListed = 200;

async function tried(call: Promise<Reply<null>>): Promise<void> {
  const reply: { ok: true } | { ok: false; error: CallError } = await settled(call);
  if (!reply.ok) showError(reply.error);
}
