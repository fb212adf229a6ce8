import { useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { OpenedBundle } from '../../../shared/bundle.ts';
import type { CallResponse } from '../../../shared/contract.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { consoleApi, settled } from '../../api.ts';
import { bytes, counted } from '../../../shared/amounts.ts';
import { StateLabel, verdictStates, type StateLook } from '../../parts/states.tsx';
import { CountTable } from '../review/CountTable.tsx';
import { showError } from '../../store/notices.ts';
import { span } from '../words.ts';
import logs from '../logs.module.css';
import styles from './viewer.module.css';

type OpenedFile = OpenedBundle['files'][number];

const looks: Readonly<Record<OpenedFile['state'], StateLook>> = {
  ok: { ...verdictStates.pass, word: 'As packed' },
  changed: { ...verdictStates.fail, word: 'Changed' },
  missing: { ...verdictStates.fail, word: 'Missing' },
  unexpected: { ...verdictStates.warn, word: 'Not listed' },
};

const page = 200;

/** Every file of a bundle and whether it is as it was packed; each can be read. */
export function OpenedFiles({ bundle }: { bundle: OpenedBundle }) {
  const [most, setMost] = useState(page);
  const [read, setRead] = useState<string | null>(null);
  // What is wrong is seen first.
  const files = bundle.files.toSorted((one, other) => Number(one.state === 'ok') - Number(other.state === 'ok'));
  return (
    <section className={logs.card} aria-label="Files">
      <ul className={logs.files}>
        {files.slice(0, most).map((file) => (
          <li key={file.path}>
            <div className={styles.row}>
              <StateLabel look={looks[file.state]} />
              <span className={styles.path}>
                {visibleText(file.path)}
                <span className={logs.facts}>
                  <span>
                    {bytes(file.sizeBefore)} before, {bytes(file.size)} in the bundle
                  </span>
                  {file.from !== null && <span>{span(file.from, file.to)}</span>}
                </span>
                {file.cut !== null && <span className={logs.hint}>{visibleText(file.cut)}</span>}
                {file.sha256 !== '' && <code className={styles.sum}>SHA-256 {file.sha256}</code>}
              </span>
              {file.state !== 'missing' && (
                <Button
                  size="small"
                  aria-expanded={read === file.path}
                  aria-label={`Read ${file.path}`}
                  onClick={() => setRead(read === file.path ? null : file.path)}
                >
                  Read
                </Button>
              )}
            </div>
            {read === file.path && <FileText bundleId={bundle.bundleId} path={file.path} size={file.size} />}
          </li>
        ))}
      </ul>
      {files.length > most && (
        <Button size="small" onClick={() => setMost(most + page)}>
          Show more of {counted(files.length - most, 'further file')}
        </Button>
      )}
      {bundle.skipped.length > 0 && (
        <details className={logs.details}>
          <summary>{counted(bundle.skipped.length, 'file')} left out when it was made</summary>
          <ul className={logs.files}>
            {bundle.skipped.slice(0, most).map(({ source, reason }, index) => (
              <li key={`${index} ${source}`}>
                {visibleText(source)}
                <span className={logs.hint}>{visibleText(reason)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {bundle.rules.length > 0 && (
        <details className={logs.details}>
          <summary>What was replaced when it was made</summary>
          <CountTable rules={bundle.rules} />
        </details>
      )}
    </section>
  );
}

/** About as much as is read at once. */
const partBytes = 64 * 1024;

function FileText({ bundleId, path, size }: { bundleId: string; path: string; size: number }) {
  const [shown, setShown] = useState<CallResponse<'bundle.read'> | null>(null);
  /** Where the parts begin that were read, the one that is shown at last. */
  const [trail, setTrail] = useState<readonly number[]>([0]);
  const offset = trail.at(-1) ?? 0;
  useEffect(() => {
    let outdated = false;
    void settled(consoleApi().bundle.read({ bundleId, path, offset })).then((reply) => {
      if (outdated) return;
      if (reply.ok) setShown(reply.value);
      else showError(reply.error);
    });
    return () => {
      outdated = true;
    };
  }, [bundleId, path, offset]);
  if (shown === null) return null;
  const { text, next } = shown;
  return (
    <>
      <pre className={styles.text} tabIndex={0} role="region" aria-label={`Text of ${path}`}>
        {text}
      </pre>
      {(offset > 0 || next !== null) && (
        <div className={styles.buttons}>
          <Button size="small" disabledFocusable={offset === 0} onClick={() => setTrail([0])}>
            From the beginning
          </Button>
          <Button
            size="small"
            disabledFocusable={offset === 0}
            onClick={() => setTrail(trail.length > 1 ? trail.slice(0, -1) : [Math.max(0, offset - partBytes)])}
          >
            Further back
          </Button>
          <Button
            size="small"
            disabledFocusable={next === null}
            onClick={() => next !== null && setTrail([...trail, next])}
          >
            Further on
          </Button>
          <Button
            size="small"
            disabledFocusable={next === null}
            onClick={() => setTrail([Math.max(0, size - partBytes)])}
          >
            To the end
          </Button>
          <span className={logs.hint}>
            From {bytes(offset)} of {bytes(size)}
          </span>
        </div>
      )}
    </>
  );
}
