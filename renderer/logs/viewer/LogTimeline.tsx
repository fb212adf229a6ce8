import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import { LightbulbFilled } from '@fluentui/react-icons/svg/lightbulb';
import type { OpenedBundle, TimelineEntry } from '../../../shared/opened-bundle.ts';
import { blockText, lineText } from '../../../shared/visible-text.ts';
import { selectedProfile, useEnvironments } from '../../store/environments.ts';
import { StateLabel, verdictStates } from '../../parts/states.tsx';
import { WhatToDo } from '../../diagnosis/WhatToDo.tsx';
import { TimelineFilterFields } from './TimelineFilterFields.tsx';
import { useTimeline, type TimelineFilter } from './use-timeline.ts';
import logs from '../logs.module.css';
import styles from './viewer.module.css';

const everything: TimelineFilter = {
  search: '',
  path: null,
  pathSearch: '',
  levels: [],
  tellingOnly: false,
  from: null,
  to: null,
};

/** All logs of a bundle as one, in the order of time; lines that tell about OAuth are marked and explained. */
export function LogTimeline({ bundle }: { bundle: OpenedBundle }) {
  const [filter, setFilter] = useState(everything);
  const [start, setStart] = useState({ end: false });
  const view = useTimeline(bundle.bundleId, filter, start);
  const { entries, busy, failure } = view;
  const doubtful = useMemo(() => new Set(changedLogs(bundle)), [bundle]);
  const list = useRef<HTMLOListElement>(null);
  /** At what the page was scrolled to the end for. */
  const gone = useRef(start);
  useEffect(() => {
    if (busy || gone.current === start) return;
    gone.current = start;
    if (start.end) list.current?.lastElementChild?.scrollIntoView({ block: 'end' });
  }, [busy, start]);
  return (
    <section className={logs.card} aria-label="Logs">
      <TimelineFilterFields bundle={bundle} filter={filter} onChange={setFilter} />
      <div className={styles.ends}>
        <Button size="small" onClick={() => setStart({ end: false })}>
          Go to the beginning
        </Button>
        <Button size="small" onClick={() => setStart({ end: true })}>
          Go to the end
        </Button>
        {view.before && (
          <Button size="small" disabledFocusable={busy} onClick={view.readEarlier}>
            Show earlier entries
          </Button>
        )}
      </div>
      {doubtful.size > 0 && (
        <p className={styles.doubt}>
          <StateLabel look={verdictStates.warn} />
          <span>Some of these logs were changed or damaged after they were packed; see Files.</span>
        </p>
      )}
      {failure !== null && <p role="alert">{failure}</p>}
      {entries !== null && (
        <ol ref={list} className={styles.entries} aria-busy={busy}>
          {entries.map((entry) => (
            <Entry key={entry.position} entry={entry} isDoubtful={doubtful.has(entry.path)} />
          ))}
        </ol>
      )}
      {entries?.length === 0 && !busy && (
        <p className={logs.lead}>
          {bundle.counts.logs === 0 ? 'There is no log in this bundle.' : 'No entry is like that.'}
        </p>
      )}
      {busy && (
        <div className={logs.waiting}>
          <Spinner
            size="tiny"
            labelPosition="after"
            label={view.reached === null ? 'Reading the logs' : `Looking; it has come to ${moment(view.reached)}`}
          />
          {view.reached !== null && (
            <Button size="small" onClick={view.stop}>
              Stop looking
            </Button>
          )}
        </div>
      )}
      {view.behind && (
        <Button size="small" disabledFocusable={busy} onClick={view.readLater}>
          Show later entries
        </Button>
      )}
    </section>
  );
}

/** What is not as packed stands first among the files. */
const changedLogs = ({ files }: OpenedBundle): string[] =>
  files.flatMap(({ path, state }) => (state === 'changed' && path.startsWith('logs/') ? [path] : []));

const moment = (time: string): string => lineText(time.replace('T', ' ').replace(/Z$/, ' UTC'));

const Entry = memo(function Entry({ entry, isDoubtful }: { entry: TimelineEntry; isDoubtful: boolean }) {
  const { time, level, path, line, text, cut, telling } = entry;
  return (
    <li className={styles.entry} data-telling={telling !== null}>
      <p className={styles.about}>
        <span className={styles.time}>{time === null ? 'No time' : moment(time)}</span>
        {level !== null && <span className={styles.level}>{lineText(level).toUpperCase()}</span>}
        <span className={styles.where}>
          {lineText(path)}, line {line.toLocaleString('en')}
        </span>
        {isDoubtful && <span className={styles.level}>Not as packed</span>}
      </p>
      <code className={styles.words}>{blockText(text)}</code>
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
