import { memo, useEffect, useState } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import type { OpenedBundle, OpenedFile } from '../../../shared/opened-bundle.ts';
import type { CallResponse } from '../../../shared/contract.ts';
import { blockText, lineText } from '../../../shared/visible-text.ts';
import { consoleApi, settled } from '../../api.ts';
import { bytes, counted } from '../../../shared/amounts.ts';
import { StateLabel, verdictStates, type StateLook } from '../../parts/states.tsx';
import { CountTable } from '../review/CountTable.tsx';
import { showError } from '../../store/notices.ts';
import { span } from '../words.ts';
import { useOpenedFiles } from './use-opened-files.ts';
import logs from '../logs.module.css';
import styles from './viewer.module.css';

const looks: Readonly<Record<OpenedFile['state'], StateLook>> = {
  ok: { ...verdictStates.pass, word: 'As packed' },
  changed: { ...verdictStates.fail, word: 'Changed' },
  missing: { ...verdictStates.fail, word: 'Missing' },
  unexpected: { ...verdictStates.warn, word: 'Not listed' },
};

/** Every file of a bundle and whether it is as it was packed; each can be read. */
export function OpenedFiles({ bundle }: { bundle: OpenedBundle }) {
  const { counts, skipped } = bundle;
  const [search, setSearch] = useState('');
  const [wrongOnly, setWrongOnly] = useState(false);
  const [read, setRead] = useState<string | null>(null);
  const { files, count, more } = useOpenedFiles(bundle, search, wrongOnly);
  return (
    <section className={logs.card} aria-label="Files">
      {counts.files > fewFiles && (
        <div role="search" aria-label="Files of the bundle" className={styles.filter}>
          <Field label="Find a file by its name" className={styles.search}>
            <Input type="search" value={search} maxLength={4_000} onChange={(_event, { value }) => setSearch(value)} />
          </Field>
          {counts.wrong > 0 && (
            <label className={`${logs.check} ${styles.only}`}>
              <input type="checkbox" checked={wrongOnly} onChange={({ target }) => setWrongOnly(target.checked)} />
              <span>Only what is not as packed ({counts.wrong.toLocaleString('en')})</span>
            </label>
          )}
        </div>
      )}
      {count === 0 && <p className={logs.lead}>No file of the bundle is called so.</p>}
      <ul className={logs.files}>
        {files.map((file) => (
          <li key={file.path}>
            <FileRow file={file} isRead={read === file.path} onRead={setRead} />
            {read === file.path && <FileText bundleId={bundle.bundleId} path={file.path} size={file.size} />}
          </li>
        ))}
      </ul>
      {count > files.length && (
        <Button size="small" onClick={more}>
          Show more of {counted(count - files.length, 'further file')}
        </Button>
      )}
      {counts.skipped > 0 && (
        <details className={logs.details}>
          <summary>{counted(counts.skipped, 'file')} left out when it was made</summary>
          <ul className={logs.files}>
            {skipped.map(({ source, reason }, index) => (
              <li key={`${index} ${source}`}>
                {lineText(source)}
                <span className={logs.hint}>{lineText(reason)}</span>
              </li>
            ))}
          </ul>
          {counts.skipped > skipped.length && (
            <span className={logs.hint}>
              The first {skipped.length} are shown; all of them are named in manifest.json.
            </span>
          )}
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

/** So many can be looked over without a search. */
const fewFiles = 10;

interface FileRowProps {
  file: OpenedFile;
  isRead: boolean;
  /** Null where its text is closed. */
  onRead: (path: string | null) => void;
}

const FileRow = memo(function FileRow({ file, isRead, onRead }: FileRowProps) {
  const name = lineText(file.path);
  return (
    <div className={styles.row}>
      <StateLabel look={looks[file.state]} />
      <span className={styles.path}>
        {name}
        <span className={logs.facts}>
          <span>
            {bytes(file.sizeBefore)} before, {bytes(file.size)} in the bundle
          </span>
          {file.from !== null && <span>{span(file.from, file.to)}</span>}
        </span>
        {file.cut !== null && <span className={logs.hint}>{lineText(file.cut)}</span>}
        {file.sha256 !== '' && <code className={styles.sum}>SHA-256 {file.sha256}</code>}
      </span>
      {file.state !== 'missing' && (
        <Button
          size="small"
          aria-expanded={isRead}
          aria-label={`Read ${name}`}
          onClick={() => onRead(isRead ? null : file.path)}
        >
          Read
        </Button>
      )}
    </div>
  );
});

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
      <pre className={styles.text} tabIndex={0} role="region" aria-label={`Text of ${lineText(path)}`}>
        {blockText(text)}
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
