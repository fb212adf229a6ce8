import { memo, useState } from 'react';
import { Button, Field, Input, Spinner } from '@fluentui/react-components';
import { LightbulbFilled } from '@fluentui/react-icons/svg/lightbulb';
import type { OpenedBundle, TimelineEntry } from '../../../shared/bundle.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { selectedProfile, useEnvironments } from '../../store/environments.ts';
import { WhatToDo } from '../../diagnosis/WhatToDo.tsx';
import { useTimeline, type TimelineFilter } from './use-timeline.ts';
import logs from '../logs.module.css';
import styles from './viewer.module.css';

const everything: TimelineFilter = { search: '', path: null, level: null, tellingOnly: false };

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** All logs of a bundle as one, in the order of time; lines that tell about OAuth are marked and explained. */
export function LogTimeline({ bundle }: { bundle: OpenedBundle }) {
  const [filter, setFilter] = useState(everything);
  const { entries, busy, failure, more, readOn } = useTimeline(bundle.bundleId, filter);
  const change = (part: Partial<TimelineFilter>): void => setFilter((before) => ({ ...before, ...part }));
  return (
    <section className={logs.card} aria-label="Logs">
      <div role="search" aria-label="Entries of the logs" className={styles.filter}>
        <Field label="Search" className={styles.search}>
          <Input
            type="search"
            value={filter.search}
            maxLength={500}
            onChange={(_event, { value }) => change({ search: value })}
          />
        </Field>
        <label className={logs.field}>
          File
          <select
            className={`${logs.select} ${styles.select}`}
            value={filter.path ?? ''}
            onChange={({ target }) => change({ path: target.value === '' ? null : target.value })}
          >
            <option value="">All files</option>
            {bundle.files
              .filter(({ path }) => path.endsWith('.log') || path.startsWith('logs/'))
              .map(({ path }) => (
                <option key={path} value={path}>
                  {visibleText(path)}
                </option>
              ))}
          </select>
        </label>
        <label className={logs.field}>
          Level
          <select
            className={logs.select}
            value={filter.level ?? ''}
            onChange={({ target }) => change({ level: target.value === '' ? null : target.value })}
          >
            <option value="">All levels</option>
            {levels.map((level) => (
              <option key={level} value={level}>
                {level.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
        <label className={`${logs.check} ${styles.only}`}>
          <input
            type="checkbox"
            checked={filter.tellingOnly}
            onChange={({ target }) => change({ tellingOnly: target.checked })}
          />
          <span>Only what tells about OAuth</span>
        </label>
      </div>
      {failure !== null && <p role="alert">{failure}</p>}
      {entries === null && busy && <Spinner size="tiny" label="Reading the logs" />}
      {entries !== null && (
        <ol className={styles.entries} aria-busy={busy}>
          {entries.map((entry) => (
            <Entry key={entry.position} entry={entry} />
          ))}
        </ol>
      )}
      {entries?.length === 0 && !busy && <p className={logs.lead}>No entry is like that.</p>}
      {more && (
        <Button size="small" disabledFocusable={busy} onClick={readOn}>
          {busy ? 'Reading on' : 'Show later entries'}
        </Button>
      )}
    </section>
  );
}

const Entry = memo(function Entry({ entry }: { entry: TimelineEntry }) {
  const { time, level, path, line, text, cut, telling } = entry;
  return (
    <li className={styles.entry} data-telling={telling !== null}>
      <p className={styles.about}>
        <span className={styles.time}>
          {time === null ? 'No time' : visibleText(time.replace('T', ' ').replace(/Z$/, ' UTC'))}
        </span>
        {level !== null && <span className={styles.level}>{visibleText(level).toUpperCase()}</span>}
        <span className={styles.where}>
          {visibleText(path)}, line {line.toLocaleString('en')}
        </span>
      </p>
      <code className={styles.words}>{visibleText(text)}</code>
      {cut && <span className={logs.hint}>The entry goes on; read the file for all of it.</span>}
      {telling !== null && <Telling telling={telling} />}
    </li>
  );
});

function Telling({ telling }: { telling: NonNullable<TimelineEntry['telling']> }) {
  const profile = useEnvironments(selectedProfile);
  return (
    <div className={styles.telling}>
      <p>
        <LightbulbFilled />
        <span>
          <strong>About OAuth:</strong> {telling.meaning}
        </span>
      </p>
      {telling.remediation !== null && profile && (
        <WhatToDo id={telling.remediation} profileId={profile.id} about={telling.meaning} />
      )}
    </div>
  );
}
