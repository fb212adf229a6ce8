import { Button, Spinner } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync';
import { FailureMessage } from '../../parts/FailureMessage.tsx';
import type { ProfileView } from '../../../shared/contract.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { WhatToDo } from '../../diagnosis/WhatToDo.tsx';
import { counted } from '../../../shared/amounts.ts';
import { collectingOf, useCollecting, type Collecting } from '../collecting-state.ts';
import { configurationsOf, findLogs, logSourcesOf, stopReading } from '../collecting.ts';
import { AlsoIncluded } from './AlsoIncluded.tsx';
import { Folders } from './Folders.tsx';
import { LetterFacts } from './LetterFacts.tsx';
import { Configurations, Sources } from './Sources.tsx';
import styles from '../logs.module.css';

/** What there is to put into a bundle, and what is missing. */
export function ChooseStep({ profile }: { profile: ProfileView }) {
  const collecting = useCollecting((state) => collectingOf(state, profile.id));
  const configurations = configurationsOf(collecting);
  return (
    <>
      <section className={styles.card} aria-labelledby="found-title">
        <div className={styles.head}>
          <h3 id="found-title" className={styles.title}>
            Logs
          </h3>
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowSyncRegular />}
            disabledFocusable={collecting.finding}
            onClick={() => void findLogs(profile.id)}
          >
            Look again
          </Button>
        </div>
        <FailureMessage failure={collecting.failure} />
        {collecting.finding ? <Finding profileId={profile.id} collecting={collecting} /> : null}
        {collecting.found !== null && !collecting.finding && <Found profile={profile} collecting={collecting} />}
      </section>
      {collecting.found !== null && <Missing profileId={profile.id} missing={collecting.found.missing} />}
      <Folders profileId={profile.id} />
      {configurations.length > 0 && (
        <section className={styles.card} aria-labelledby="configuration-title">
          <h3 id="configuration-title" className={styles.title}>
            Copies of configuration
          </h3>
          <p className={styles.lead}>
            They help support. None is taken unless you name it here, and secrets are removed from each.
          </p>
          <Configurations profileId={profile.id} sources={configurations} />
        </section>
      )}
      <AlsoIncluded profileId={profile.id} />
      <LetterFacts profileId={profile.id} />
    </>
  );
}

function Finding({ profileId, collecting: { foundSoFar } }: { profileId: string; collecting: Collecting }) {
  return (
    <div className={styles.waiting}>
      <Spinner size="tiny" labelPosition="after" label="Looking for logs" />
      {foundSoFar && (
        <span className={styles.hint}>
          {counted(foundSoFar.files, 'file')} so far; now in {visibleText(foundSoFar.folder)}
        </span>
      )}
      <Button size="small" onClick={() => stopReading(profileId)}>
        Stop looking
      </Button>
    </div>
  );
}

function Found({ profile, collecting }: { profile: ProfileView; collecting: Collecting }) {
  if (logSourcesOf(collecting).length > 0) return <Sources profileId={profile.id} />;
  return (
    <p className={styles.lead}>
      No logs were found. Name the folder they are in below, or enter it in the settings of the environment, so that it
      is looked into every time.
    </p>
  );
}

function Missing({ profileId, missing }: { profileId: string; missing: NonNullable<Collecting['found']>['missing'] }) {
  if (missing.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby="missing-title">
      <h3 id="missing-title" className={styles.title}>
        What support asks for and is not there
      </h3>
      <ul className={styles.rows}>
        {missing.map(({ kind, title, why, remediation }) => (
          <li key={`${kind} ${title}`} className={styles.row}>
            <strong>{title}</strong>
            <p className={styles.lead}>{visibleText(why)}</p>
            {remediation !== null && <WhatToDo id={remediation} profileId={profileId} about={title} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
