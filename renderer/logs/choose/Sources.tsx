import { memo, useCallback, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { filesPerPage, type ListedFile, type LogSource } from '../../../shared/logs.ts';
import { lineText } from '../../../shared/visible-text.ts';
import { bytes, counted } from '../../../shared/amounts.ts';
import { StateLabel, verdictStates } from '../../parts/states.tsx';
import { collectingOf, present, useCollecting } from '../collecting-state.ts';
import { fetchFurtherFiles, filesOf, logSourcesOf, select } from '../collecting.ts';
import { amount, span } from '../words.ts';
import styles from '../logs.module.css';

const toggled = (ids: ReadonlySet<string>, id: string, within: boolean): ReadonlySet<string> => {
  const next = new Set(ids);
  if (within) next.add(id);
  else next.delete(id);
  return next;
};

/** The logs that were found, by source; each can be left out, and each file of it. */
export function Sources({ profileId }: { profileId: string }) {
  const collecting = useCollecting((state) => collectingOf(state, profileId));
  const { sourcesLeftOut } = collecting;
  return (
    <ul className={styles.rows}>
      {logSourcesOf(collecting).map((source) => (
        <li key={source.id} className={styles.row}>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={!sourcesLeftOut.has(source.id)}
              onChange={({ target }) =>
                select(profileId, { sourcesLeftOut: toggled(sourcesLeftOut, source.id, !target.checked) })
              }
            />
            <span>
              <strong>{source.title}</strong>
              <span className={styles.path}>{lineText(source.folder)}</span>
              <span className={styles.facts}>
                <span>{amount(source.fileCount, source.bytes)}</span>
                <span>{span(source.firstAt, source.lastAt)}</span>
              </span>
              <span className={styles.hint}>
                {source.why} {source.timeZone.why}
              </span>
            </span>
          </label>
          {source.problem !== null && (
            <p className={styles.problem}>
              <StateLabel look={verdictStates.warn} /> <span>{lineText(source.problem)}</span>
            </p>
          )}
          {source.fileCount > 0 && <Files profileId={profileId} source={source} />}
        </li>
      ))}
    </ul>
  );
}

function Files({ profileId, source }: { profileId: string; source: LogSource }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        Files<span className="visually-hidden"> of {source.title}</span> ({source.fileCount.toLocaleString('en')})
      </summary>
      {open && <FileRows profileId={profileId} source={source} />}
    </details>
  );
}

function FileRows({ profileId, source }: { profileId: string; source: LogSource }) {
  const collecting = useCollecting((state) => collectingOf(state, profileId));
  const [most, setMost] = useState(filesPerPage);
  const { filesLeftOut, sourcesLeftOut } = collecting;
  const files = filesOf(collecting, source);
  const take = useCallback(
    (id: string, taken: boolean) =>
      select(profileId, { filesLeftOut: toggled(present(profileId).filesLeftOut, id, !taken) }),
    [profileId],
  );
  const shown = files.slice(0, most);
  return (
    <>
      <ul className={styles.files}>
        {shown.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            taken={!filesLeftOut.has(file.id)}
            disabled={sourcesLeftOut.has(source.id)}
            onTake={take}
          />
        ))}
      </ul>
      {source.fileCount > shown.length && (
        <Button
          size="small"
          onClick={() => {
            setMost(most + filesPerPage);
            if (files.length < most + filesPerPage) void fetchFurtherFiles(profileId, source);
          }}
        >
          Show more of {counted(source.fileCount - shown.length, 'further file')}
        </Button>
      )}
    </>
  );
}

interface FileRowProps {
  file: ListedFile;
  taken: boolean;
  disabled: boolean;
  onTake: (id: string, taken: boolean) => void;
}

/** Of thousands, only the one that changes is drawn anew. */
const FileRow = memo(function FileRow({ file, taken, disabled, onTake }: FileRowProps) {
  return (
    <li>
      <label className={styles.check} title={file.why}>
        <input
          type="checkbox"
          checked={taken && !disabled}
          disabled={disabled}
          onChange={({ target }) => onTake(file.id, target.checked)}
        />
        <span>
          {lineText(file.name)}
          <span className={styles.facts}>
            <span>{bytes(file.bytes)}</span>
            <span>{span(file.firstAt, file.lastAt)}</span>
            {file.archive !== null && <span>{file.archive === 'zip' ? 'in a zip archive' : 'compressed'}</span>}
          </span>
        </span>
      </label>
    </li>
  );
});

/** Copies of configuration, each of which has to be named. */
export function Configurations({ profileId, sources }: { profileId: string; sources: readonly LogSource[] }) {
  const collecting = useCollecting((state) => collectingOf(state, profileId));
  const { configuration } = collecting;
  return (
    <ul className={styles.rows}>
      {sources.flatMap((source) =>
        filesOf(collecting, source).map((file) => (
          <li key={file.id} className={styles.row}>
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={configuration.has(file.id)}
                onChange={({ target }) =>
                  select(profileId, { configuration: toggled(configuration, file.id, target.checked) })
                }
              />
              <span>
                <strong>{lineText(file.name)}</strong>
                <span className={styles.path}>{lineText(source.folder)}</span>
                <span className={styles.hint}>
                  {bytes(file.bytes)}. {file.why}
                </span>
              </span>
            </label>
          </li>
        )),
      )}
    </ul>
  );
}
