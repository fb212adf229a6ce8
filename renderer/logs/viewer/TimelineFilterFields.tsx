import { Field, Input } from '@fluentui/react-components';
import type { OpenedBundle } from '../../../shared/opened-bundle.ts';
import { lineText } from '../../../shared/visible-text.ts';
import type { TimelineFilter } from './use-timeline.ts';
import logs from '../logs.module.css';
import styles from './viewer.module.css';

/** What can be chosen of levels, in the words of the logs; each is one or several. */
const levels: readonly [words: string, levels: readonly string[]][] = [
  ['All levels', []],
  ['Warnings and worse', ['fatal', 'error', 'warn']],
  ['FATAL', ['fatal']],
  ['ERROR', ['error']],
  ['WARN', ['warn']],
  ['INFO', ['info']],
  ['DEBUG', ['debug']],
  ['TRACE', ['trace']],
  ['Without a level', ['none']],
];

interface FilterProps {
  bundle: OpenedBundle;
  filter: TimelineFilter;
  onChange: (filter: TimelineFilter) => void;
}

/** Which entries of the logs are shown. */
export function TimelineFilterFields({ bundle, filter, onChange }: FilterProps) {
  const change = (part: Partial<TimelineFilter>): void => onChange({ ...filter, ...part });
  const isBackwards = filter.from !== null && filter.to !== null && filter.from > filter.to;
  return (
    <div role="search" aria-label="Entries of the logs" className={styles.filter}>
      <Field label="Search" className={styles.search}>
        <Input
          type="search"
          value={filter.search}
          maxLength={500}
          onChange={(_event, { value }) => change({ search: value })}
        />
      </Field>
      <FileChoice bundle={bundle} filter={filter} onChange={change} />
      <label className={logs.field}>
        Level
        <select
          className={`${logs.select} ${styles.select}`}
          value={filter.levels.join()}
          onChange={({ target }) => change({ levels: target.value === '' ? [] : target.value.split(',') })}
        >
          {levels.map(([words, each]) => (
            <option key={words} value={each.join()}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <div className={styles.moments}>
        <label className={logs.field}>
          From (UTC)
          <input
            type="datetime-local"
            step={1}
            className={`${logs.select} ${styles.moment}`}
            onChange={({ target }) => change({ from: momentOf(target.value, '00.000') })}
          />
        </label>
        <label className={logs.field}>
          To (UTC)
          <input
            type="datetime-local"
            step={1}
            className={`${logs.select} ${styles.moment}`}
            onChange={({ target }) => change({ to: momentOf(target.value, '59.999') })}
          />
        </label>
      </div>
      <label className={`${logs.check} ${styles.only}`}>
        <input
          type="checkbox"
          checked={filter.tellingOnly}
          onChange={({ target }) => change({ tellingOnly: target.checked })}
        />
        <span>Only what tells about OAuth</span>
      </label>
      {isBackwards && <p role="alert">The end has to be after the beginning.</p>}
    </div>
  );
}

interface FileChoiceProps extends Omit<FilterProps, 'onChange'> {
  onChange: (part: Partial<TimelineFilter>) => void;
}

/** One of the logs; where they are too many for a list, those whose name has a text in it. */
function FileChoice({ bundle: { counts, logs: paths }, filter, onChange }: FileChoiceProps) {
  if (counts.logs > paths.length) {
    return (
      <Field label="Name of the file" className={styles.search}>
        <Input
          type="search"
          value={filter.pathSearch}
          maxLength={4_000}
          onChange={(_event, { value }) => onChange({ pathSearch: value })}
        />
      </Field>
    );
  }
  return (
    <label className={logs.field}>
      File
      <select
        className={`${logs.select} ${styles.select}`}
        value={filter.path ?? ''}
        title={filter.path === null ? undefined : lineText(filter.path)}
        onChange={({ target }) => onChange({ path: target.value === '' ? null : target.value })}
      >
        <option value="">All files</option>
        {paths.map((path) => (
          <option key={path} value={path}>
            {lineText(path)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A field gives no seconds where they are zero; the end of a minute is all of it. */
function momentOf(value: string, seconds: string): string | null {
  if (value === '') return null;
  const whole = value.length === 16 ? `${value}:${seconds}Z` : `${value}.${seconds.slice(3)}Z`;
  return Number.isNaN(Date.parse(whole)) ? null : whole;
}
