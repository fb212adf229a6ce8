import { useState } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import type { LogSelection, TellingHit, TellingSearch } from '../../../shared/logs.ts';
import { tellingLines } from '../../../shared/telling-lines.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { consoleApi, settled } from '../../api.ts';
import { WhatToDo } from '../../diagnosis/WhatToDo.tsx';
import { bytes, counted } from '../../../shared/amounts.ts';
import { StateLabel, verdictStates } from '../../parts/states.tsx';
import { exactly } from '../../parts/time.ts';
import { announce } from '../../store/announcements.ts';
import { stopReading } from '../collecting.ts';
import logs from '../logs.module.css';
import styles from './review.module.css';

/** Searches the chosen logs for lines that tell about OAuth, and explains those that are there. */
export function TellingLines({ profileId, selection }: { profileId: string; selection: LogSelection }) {
  const [found, setFound] = useState<TellingSearch | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const search = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const reply = await settled(consoleApi().logs.search({ selection }));
    setBusy(false);
    if (reply.ok) {
      setFound(reply.value);
      announce(summaryOf(reply.value));
    } else if (reply.error.code !== 'cancelled') {
      setFailure(reply.error.message);
    }
  };
  return (
    <section className={logs.card} aria-labelledby="telling-title">
      <h3 id="telling-title" className={logs.title}>
        What these logs tell about OAuth
      </h3>
      {failure !== null && <p role="alert">{failure}</p>}
      {found !== null && <p className={logs.lead}>{summaryOf(found)}</p>}
      {found !== null && found.hits.length > 0 && <Hits profileId={profileId} found={found} />}
      {found !== null && found.problems.length > 0 && (
        <details className={logs.details}>
          <summary>{counted(found.problems.length, 'file')} could not be read</summary>
          <ul className={logs.files}>
            {found.problems.map(({ name, why }, index) => (
              <li key={`${index} ${name}`}>
                {visibleText(name)}
                <span className={logs.hint}>{visibleText(why)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className={logs.waiting}>
        {busy ? (
          <>
            <Spinner size="tiny" labelPosition="after" label="Searching the logs" />
            <Button size="small" onClick={() => stopReading(profileId)}>
              Stop searching
            </Button>
          </>
        ) : (
          <Button size="small" onClick={() => void search()}>
            {found === null ? 'Search the logs' : 'Search again'}
          </Button>
        )}
      </div>
    </section>
  );
}

function summaryOf({ counts, filesRead, bytesRead }: TellingSearch): string {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const read = `${counted(filesRead, 'file')} with ${bytes(bytesRead)}`;
  return all === 0
    ? `No line that is known to tell about OAuth is in ${read}.`
    : `${counted(all, 'line')} ${all === 1 ? 'tells' : 'tell'} about OAuth in ${read}.`;
}

/** Each kind of line once, with its newest hit; faults first. */
function Hits({ profileId, found }: { profileId: string; found: TellingSearch }) {
  const known = tellingLines.flatMap((line) => {
    const hits = found.hits.filter((hit) => hit.line === line.id);
    const count = found.counts.find((each) => each.line === line.id)?.count ?? hits.length;
    return hits.length === 0 ? [] : [{ ...line, hits, count }];
  });
  return (
    <ul className={logs.rows}>
      {known
        .toSorted((one, other) => Number(other.fault) - Number(one.fault))
        .map(({ id, meaning, fault, remediation, hits, count }) => (
          <li key={id} className={logs.row}>
            <p className={styles.meaning}>
              <StateLabel look={fault ? verdictStates.fail : { ...verdictStates.unknown, word: 'Note' }} />{' '}
              <span>{meaning}</span>
            </p>
            {hits.slice(0, 1).map((hit) => (
              <Hit key={hit.fileId} hit={hit} count={count} />
            ))}
            {remediation !== null && <WhatToDo id={remediation} profileId={profileId} about={meaning} />}
          </li>
        ))}
    </ul>
  );
}

const Hit = ({ hit, count }: { hit: TellingHit; count: number }) => (
  <>
    <code className={styles.excerpt}>{visibleText(hit.excerpt)}</code>
    <span className={logs.hint}>
      {count === 1 ? 'Once' : `${count.toLocaleString('en')} times, last`}
      {hit.at !== null && ` on ${exactly(hit.at)}`} in {visibleText(hit.fileName)}, {hit.source}
    </span>
  </>
);
