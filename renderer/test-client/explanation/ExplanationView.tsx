import { useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { Certainty, Experiment, Explanation } from '../../../shared/explanation/index.ts';
import type { Attempt } from '../../../shared/test-client.ts';
import { consoleApi, settled } from '../../api.ts';
import { showError } from '../../store/notices.ts';
import { showFix } from '../../store/view.ts';
import { clientOf, useClient } from '../client.ts';
import type { RequestFormState } from '../request/use-request-form.ts';
import { experimentAct } from './experiment.ts';
import styles from './explanation.module.css';

const certaintyWords: Readonly<Record<Certainty, string>> = {
  shown: 'The exchange shows it',
  likely: 'Likely',
  possible: 'Possible',
};

/** What an attempt means: what is wrong and how sure that is, the next step, and what could be tried to know more. */
export function ExplanationView({ form, attempt }: { form: RequestFormState; attempt: Attempt }) {
  const { profile } = form;
  const explanation = useExplanation(attempt.id);
  if (explanation === null) return null;
  const { findings, experiments, nextStep } = explanation;
  const [first] = findings;
  if (first === undefined) return null;
  return (
    <div className={styles.explanation}>
      {first.title !== attempt.said && <p>{first.title}</p>}
      <p>{nextStep}</p>
      <div className={styles.row}>
        <Button size="small" onClick={() => showFix(profile.id, first.remediation)}>
          Fix it step by step
        </Button>
        {experiments.map((experiment) => (
          <TryButton key={experiment.id} form={form} attempt={attempt} experiment={experiment} />
        ))}
      </div>
      <details className={styles.details}>
        <summary>What it means, and what would tell more</summary>
        <ul aria-label="What it means">
          {findings.map((finding) => (
            <Finding key={finding.id} finding={finding} profileId={profile.id} />
          ))}
        </ul>
        {experiments.length > 0 && (
          <ul aria-label="What would tell more">
            {experiments.map(({ id, title, why, change }) => (
              <li key={id}>
                <p>
                  <strong>{title}.</strong> {why}
                  {change.kind === 'search-log' && (
                    <>
                      {' '}
                      Look for: <span className={styles.code}>{change.texts.join(' · ')}</span>
                    </>
                  )}
                </p>
              </li>
            ))}
          </ul>
        )}
      </details>
    </div>
  );
}

/** What the console makes of an attempt that is over; null until it is known, or where there is nothing to say. */
function useExplanation(attemptId: string): Explanation | null {
  const [explained, setExplained] = useState<{ of: string; explanation: Explanation | null } | null>(null);
  useEffect(() => {
    let gone = false;
    void settled(consoleApi().client.explain({ attemptId })).then((reply) => {
      if (gone) return;
      if (reply.ok) setExplained({ of: attemptId, explanation: reply.value });
      else showError(reply.error);
    });
    return () => {
      gone = true;
    };
  }, [attemptId]);
  return explained?.of === attemptId ? explained.explanation : null;
}

function Finding({ finding, profileId }: { finding: Explanation['findings'][number]; profileId: string }) {
  const { title, certainty, evidence, remediation } = finding;
  return (
    <li>
      <p>
        <strong>{certaintyWords[certainty]}:</strong> {title}
      </p>
      {evidence.map((each) => (
        <p key={each} className={styles.small}>
          {each}
        </p>
      ))}
      <Button size="small" aria-label={`Steps for: ${title}`} onClick={() => showFix(profileId, remediation)}>
        Steps
      </Button>
    </li>
  );
}

interface TryButtonProps {
  form: RequestFormState;
  attempt: Attempt;
  experiment: Experiment;
}

/** Tries what would tell more; nothing where that cannot be done from here. */
function TryButton({ form, attempt, experiment }: TryButtonProps) {
  const tokens = useClient((state) => clientOf(state, form.profile.id).tokens);
  const run = experimentAct(experiment, form, attempt, tokens);
  if (run === null) return null;
  return (
    <Button size="small" disabledFocusable={form.busy} title={experiment.why} onClick={run}>
      {experiment.title}
    </Button>
  );
}
