import { memo, useEffect, useMemo, useState } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import type { BundleFile, BundleResult, FileCounts } from '../../../shared/bundle.ts';
import type { CallResponse } from '../../../shared/contract.ts';
import { lineText } from '../../../shared/visible-text.ts';
import { bytes, counted } from '../../../shared/amounts.ts';
import { announce } from '../../store/announcements.ts';
import { span } from '../words.ts';
import { countWords } from './CountTable.tsx';
import styles from './review.module.css';

type Estimated = CallResponse<'bundle.estimate'>;

interface FileListProps {
  estimate: Estimated;
  /** Of a trial run, where there was one. */
  result: BundleResult | null;
  /** What is replaced in them, as far as it was counted. */
  counts: ReadonlyMap<string, FileCounts>;
  chosen: string | null;
  onChoose: (path: string) => void;
}

/** More are fetched into the page on demand, so that thousands of files do not slow it down. */
const page = 200;

/** The files of the bundle to be; one of them is shown beside. */
export function FileList({ estimate, result, counts, chosen, onChoose }: FileListProps) {
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(page);
  const packed = useMemo(
    () => new Map(result?.state === 'done' ? result.files.map((file) => [file.path, file]) : []),
    [result],
  );
  const wanted = search.trim().toLowerCase();
  const found = estimate.files.filter(({ path }) => path.toLowerCase().includes(wanted));
  useEffect(() => {
    if (wanted === '') return undefined;
    // Once nothing more is typed.
    const timer = setTimeout(() => announce(`${counted(found.length, 'file')} found.`), 500);
    return () => clearTimeout(timer);
  }, [wanted, found.length]);
  return (
    <div className={styles.list}>
      {estimate.files.length > 10 && (
        <Field label="Find a file by its name">
          <Input
            value={search}
            type="search"
            onChange={(_event, { value }) => {
              setSearch(value);
              setMost(page);
            }}
          />
        </Field>
      )}
      <ul className={styles.files} aria-label="Files of the bundle">
        {found.slice(0, most).map((file) => (
          <FileRow
            key={file.path}
            file={file}
            packed={packed.get(file.path) ?? null}
            counts={counts.get(file.path) ?? null}
            isChosen={file.path === chosen}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {found.length === 0 && <p>No file of the bundle is called so.</p>}
      {found.length > most && (
        <Button size="small" onClick={() => setMost(most + page)}>
          Show more of {counted(found.length - most, 'further file')}
        </Button>
      )}
    </div>
  );
}

interface FileRowProps {
  file: Estimated['files'][number];
  packed: BundleFile | null;
  counts: FileCounts | null;
  isChosen: boolean;
  onChoose: (path: string) => void;
}

const FileRow = memo(function FileRow({ file, packed, counts, isChosen, onChoose }: FileRowProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.file}
        aria-current={isChosen}
        title={lineText(file.source)}
        onClick={() => onChoose(file.path)}
      >
        <span>{lineText(file.path)}</span>
        <span className={styles.facts}>
          {packed === null ? (
            <span>{bytes(file.bytes)} before</span>
          ) : (
            <>
              <span>
                {bytes(packed.sizeBefore)} before, {bytes(packed.size)} after
              </span>
              <span>{counted(packed.lines, 'line')}</span>
              {packed.from !== null && <span>{span(packed.from, packed.to)}</span>}
            </>
          )}
          {counts !== null && <span>{countWords(counts)}</span>}
        </span>
        {packed !== null && packed.cut !== null && <span className={styles.facts}>{lineText(packed.cut)}</span>}
      </button>
    </li>
  );
});
