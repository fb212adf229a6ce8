import { memo } from 'react';
import type { ImportChoice, ImportRow } from '../../shared/transfer.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { ProductionMark } from '../environments/ProductionMark.tsx';
import { platformWords } from '../environments/words.ts';
import { Name } from '../parts/Name.tsx';
import type { ImportForm } from './use-import.ts';
import { changesSentence, duplicateChoices, likenessWords, newChoices, secretsSentence } from './words.ts';
import styles from './transfer.module.css';

/** The environments of a file, each with what becomes of it. */
export function ImportRows({ rows, form }: { rows: readonly ImportRow[]; form: ImportForm }) {
  return (
    <ul className={styles.rows} aria-label="Environments in the file">
      {rows.map((row) => (
        <Row key={row.row} row={row} choice={form.choiceOf(row.row)} choose={form.choose} />
      ))}
    </ul>
  );
}

interface RowProps {
  row: ImportRow;
  choice: ImportChoice;
  choose: ImportForm['choose'];
}

const Row = memo(function Row({ row, choice, choose }: RowProps) {
  const { duplicate } = row;
  const choices = duplicate === null ? newChoices : duplicateChoices;
  const notes = [secretsSentence(row.secrets), ...row.notes].filter((note) => note !== null);
  return (
    <li className={styles.row} data-choice={choice}>
      <div className={styles.about}>
        <p className={styles.name}>
          <Name>{row.name}</Name> {row.production && <ProductionMark />}
        </p>
        <p className={styles.facts}>
          <span>{visibleText(row.creatioUrl)}</span>
          {row.platform !== 'auto' && <span>{platformWords[row.platform]}</span>}
          {row.clientId !== null && (
            <span>
              Client <Name>{row.clientId}</Name>
            </span>
          )}
          {row.group !== null && (
            <span>
              Group <Name>{row.group}</Name>
            </span>
          )}
        </p>
        {duplicate && (
          <p>
            Already here as “<Name>{duplicate.name}</Name>”. {likenessWords[duplicate.by]}{' '}
            {changesSentence(duplicate.changes)}
          </p>
        )}
        {notes.map((note) => (
          <p key={note}>{visibleText(note)}</p>
        ))}
      </div>
      <select
        className={styles.choice}
        aria-label={`What becomes of ${visibleText(row.name)}`}
        value={choice}
        onChange={(event) => {
          const chosen = choices.find(([each]) => each === event.currentTarget.value);
          if (chosen) choose([row.row], chosen[0]);
        }}
      >
        {choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </li>
  );
});
