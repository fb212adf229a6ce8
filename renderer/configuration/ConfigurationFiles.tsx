import type { ConfigurationFile, ConfigurationFinding } from '../../shared/configuration.ts';
import { WhatToDo } from '../diagnosis/WhatToDo.tsx';
import { StateLabel, stepStates } from '../parts/states.tsx';
import styles from './configuration.module.css';

const weight: Readonly<Record<ConfigurationFinding['status'], number>> = { fail: 0, warn: 1, skip: 2, pass: 3 };

/** What was found, file by file, what is wrong first. */
export function ConfigurationFiles({ files, profileId }: { files: readonly ConfigurationFile[]; profileId: string }) {
  return (
    <>
      {files.map(({ name, findings }) => (
        <section key={name} className={styles.file} aria-label={name}>
          <h3 className={styles.name}>{name}</h3>
          <ul className={styles.findings}>
            {[...findings]
              .sort((one, other) => weight[one.status] - weight[other.status])
              .map((finding, index) => (
                <li key={`${index} ${finding.summary}`} className={styles.finding}>
                  <span className={styles.state}>
                    <StateLabel look={stepStates[finding.status]} />
                  </span>
                  <div className={styles.about}>
                    <p>
                      {finding.summary}
                      {finding.line !== null && <span className={styles.line}> Line {finding.line}</span>}
                    </p>
                    {finding.remediation !== null && (
                      <WhatToDo id={finding.remediation} profileId={profileId} about={finding.summary} />
                    )}
                  </div>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
