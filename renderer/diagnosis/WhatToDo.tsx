import { useId, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { LightbulbRegular } from '@fluentui/react-icons/svg/lightbulb';
import type { CheckResult, Remediation } from '../../shared/report.ts';
import { consoleApi, settled } from '../api.ts';
import { showFix } from '../store/view.ts';
import { SolutionBody } from './Solution.tsx';
import styles from './what-to-do.module.css';

interface WhatToDoProps {
  /** Of an entry of the remediation catalogue. */
  id: string;
  profileId: string;
  /** What it is about, for those who hear the button alone. */
  about: string;
  /** Checks of a run, for the titles of those that prove the solution. */
  checks?: readonly Pick<CheckResult, 'id' | 'title'>[];
}

/** A button that opens the steps of the catalogue beneath it. */
export function WhatToDo({ id, profileId, about, checks = [] }: WhatToDoProps) {
  const [solution, setSolution] = useState<Remediation | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const panelId = useId();
  const load = async (): Promise<void> => {
    const reply = await settled(consoleApi().remediation.get({ id, profileId }));
    setSolution(reply.ok ? reply.value : null);
    setFailure(reply.ok ? (reply.value === null ? `The catalogue has no entry “${id}”.` : null) : reply.error.message);
  };
  return (
    <div className={styles.whatToDo}>
      <Button
        size="small"
        icon={<LightbulbRegular />}
        aria-label={`What to do: ${about}`}
        aria-expanded={solution !== null}
        aria-controls={solution ? panelId : undefined}
        onClick={() => (solution ? setSolution(null) : void load())}
      >
        What to do
      </Button>
      {failure !== null && <p role="alert">{failure}</p>}
      {solution && (
        <section id={panelId} className={styles.solution} aria-label={`What to do: ${solution.title}`}>
          <p className={styles.title}>{solution.title}</p>
          <p>{solution.cause}</p>
          <p>
            <Button size="small" onClick={() => showFix(profileId, id)}>
              Fix it step by step
            </Button>
          </p>
          <SolutionBody remediation={solution} checks={checks} />
        </section>
      )}
    </div>
  );
}
