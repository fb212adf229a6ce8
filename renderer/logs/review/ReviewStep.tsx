import { useEffect, useState } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import { FailureMessage } from '../../parts/FailureMessage.tsx';
import type { BundleContent } from '../../../shared/bundle.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { bytes, counted } from '../../../shared/amounts.ts';
import { estimateBundle, isWorking, packingOf, startTrial, usePacking, type Job, type Packing } from '../packing.ts';
import { ProgressBar } from '../ProgressBar.tsx';
import { FileList } from './FileList.tsx';
import { Preview } from './Preview.tsx';
import { Rules } from './Rules.tsx';
import { TellingLines } from './TellingLines.tsx';
import logs from '../logs.module.css';
import styles from './review.module.css';

const none: Job['counts'] = new Map();

/** What goes into the bundle as it would leave this computer, and what is replaced in it. */
export function ReviewStep({ profileId, content }: { profileId: string; content: BundleContent | null }) {
  const packing = usePacking((state) => packingOf(state, profileId));
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    if (content !== null) void estimateBundle(profileId, content);
  }, [profileId, content]);
  const { estimate, failure } = packing;
  if (failure !== null) {
    return (
      <>
        <FailureMessage failure={failure} />
        {/* A rule or an exception may be the reason, and is dropped here. */}
        <section className={logs.card} aria-label="What is replaced">
          <Rules profileId={profileId} trial={null} />
        </section>
      </>
    );
  }
  if (content === null || estimate === null) return <Spinner label="Putting the bundle together" />;
  const path = estimate.files.some((file) => file.path === chosen) ? chosen : (estimate.files[0]?.path ?? null);
  // What was tried of other decisions says nothing of these.
  const trial = packing.triedContent === content ? packing.trial : null;
  const counts = trial?.counts ?? none;
  return (
    <>
      <section className={logs.card} aria-labelledby="files-title">
        <h3 id="files-title" className={logs.title}>
          What goes in
        </h3>
        {estimate.notes.map((note) => (
          <p key={note} className={logs.lead}>
            {visibleText(note)}
          </p>
        ))}
        {estimate.skipped.length > 0 && <Skipped skipped={estimate.skipped} />}
        <div className={styles.split}>
          <FileList
            estimate={estimate}
            result={trial?.result ?? null}
            counts={counts}
            chosen={path}
            onChoose={setChosen}
          />
          {path !== null && (
            <Preview
              key={path}
              profileId={profileId}
              content={content}
              path={path}
              trial={packing.trial}
              counts={counts.get(path) ?? null}
            />
          )}
        </div>
      </section>
      <section className={logs.card} aria-labelledby="replaced-title">
        <h3 id="replaced-title" className={logs.title}>
          What is replaced
        </h3>
        <Replaced profileId={profileId} content={content} packing={packing} />
        <Rules profileId={profileId} trial={packing.trial} />
      </section>
      <TellingLines profileId={profileId} selection={content.selection} />
    </>
  );
}

function Skipped({ skipped }: { skipped: NonNullable<Packing['estimate']>['skipped'] }) {
  return (
    <details className={logs.details}>
      <summary>{counted(skipped.length, 'file')} left out</summary>
      <ul className={logs.files}>
        {skipped.map(({ source, reason }, index) => (
          <li key={`${index} ${source}`}>
            {visibleText(source)}
            <span className={logs.hint}>{visibleText(reason)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface ReplacedProps {
  profileId: string;
  content: BundleContent;
  packing: Packing;
}

/** How much is replaced in all. */
function Replaced({ profileId, content, packing: { trial, triedContent, estimate } }: ReplacedProps) {
  const counts = triedContent === content;
  const result = counts ? (trial?.result ?? null) : null;
  return (
    <>
      {counts && isWorking(trial) && (
        <ProgressBar label="Counting what is replaced" progress={trial?.progress ?? null} />
      )}
      {result?.state === 'failed' && <p className={logs.lead}>{result.error.message}</p>}
      {result?.state === 'done' && (
        <p className={logs.lead}>
          {counted(result.replaced, 'item')} in {counted(result.files.length, 'file')}: secrets become a placeholder,
          personal data a stand-in that is the same throughout the bundle.
        </p>
      )}
      {!(counts && isWorking(trial)) && result?.state !== 'done' && (
        <div className={logs.waiting}>
          <span>It is counted by reading {bytes(estimate?.bytes ?? 0)} through once.</span>
          <Button size="small" onClick={() => void startTrial(profileId, content)}>
            Count what is replaced
          </Button>
        </div>
      )}
    </>
  );
}
