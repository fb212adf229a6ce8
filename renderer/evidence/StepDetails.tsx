import { useId, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { LightbulbRegular } from '@fluentui/react-icons/svg/lightbulb';
import type { CheckResult, Evidence, MutedCheck, Remediation } from '../../shared/report.ts';
import { consoleApi, settled } from '../api.ts';
import { SolutionBody } from '../diagnosis/Solution.tsx';
import { DiagnosticTab } from '../fix/DiagnosticTab.tsx';
import { MutedBox } from '../muting/MutedBox.tsx';
import { MuteButton } from '../muting/MuteButton.tsx';
import { isTelling } from '../parts/states.tsx';
import { CopyButton } from '../parts/CopyButton.tsx';
import { exactly } from '../parts/time.ts';
import { rerunCheck } from '../store/diagnosis.ts';
import { showError } from '../store/notices.ts';
import { isActive, type Run } from '../store/runs.ts';
import { Addresses } from './Addresses.tsx';
import { stepAsText } from './as-text.ts';
import { CertificateChain } from './CertificateChain.tsx';
import { CertificateException } from './CertificateException.tsx';
import { Exchange } from './Exchange.tsx';
import { Facts } from './Facts.tsx';
import styles from './evidence.module.css';

interface StepDetailsProps {
  result: CheckResult;
  run: Run;
  muted: MutedCheck | null;
}

/** A step opened: what it found, what can be done about it, and the proof. */
export default function StepDetails({ result, run, muted }: StepDetailsProps) {
  const [solution, setSolution] = useState<Remediation | null>(null);
  const solutionId = useId();
  const ownSolution = result.remediation !== null && result.remediation !== run.report?.remediation?.id;
  const loadSolution = async (id: string): Promise<void> => {
    const reply = await settled(
      consoleApi().remediation.get({ id, ...(run.report && { profileId: run.report.profile.id }) }),
    );
    if (!reply.ok) showError(reply.error);
    else if (reply.value === null)
      showError({ code: 'no-remediation', message: `The catalogue has no entry “${id}”.` });
    else setSolution(reply.value);
  };
  return (
    <div className={styles.details}>
      {!isTelling(result.status) && <p className={styles.summary}>{result.summary}</p>}
      {result.status === 'crash' && (
        <p className={styles.crash}>
          This is a fault of the console and says nothing about the environment. Copy the step as text when you report
          it.
        </p>
      )}
      <div className={styles.actions}>
        {ownSolution && (
          <Button
            size="small"
            icon={<LightbulbRegular />}
            aria-expanded={solution !== null}
            aria-controls={solution ? solutionId : undefined}
            onClick={() => (solution ? setSolution(null) : void loadSolution(result.remediation ?? ''))}
          >
            What to do
          </Button>
        )}
        {!run.kept && (
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowClockwiseRegular />}
            disabledFocusable={isActive(run)}
            onClick={() => void rerunCheck(run.runId, result.id)}
          >
            Run this check again
          </Button>
        )}
        {!run.kept && !muted && <MuteButton result={result} run={run} />}
        <CopyButton labelled label="Copy step as text" text={() => stepAsText(result)} />
        <span className={styles.started}>Started {exactly(result.startedAt)}</span>
      </div>
      {muted && <MutedBox muted={muted} run={run} />}
      {solution && (
        <section id={solutionId} className={styles.solution} aria-label={`What to do: ${solution.title}`}>
          <h4 className={styles.evidenceTitle}>{solution.title}</h4>
          <p>{solution.cause}</p>
          <SolutionBody remediation={solution} checks={run.steps} />
        </section>
      )}
      {result.id === 'creatio.health' && <DiagnosticTab checks={run.report?.checks ?? []} />}
      {result.evidence.map((evidence, index) => (
        // Evidence has no id and never changes its order.
        <section key={`${index} ${evidence.title}`} className={styles.evidence} aria-label={evidence.title}>
          <h4 className={styles.evidenceTitle}>{evidence.title}</h4>
          <EvidenceBody evidence={evidence} />
          {!run.kept && evidence.kind === 'certificates' && (
            <CertificateException result={result} evidence={evidence} run={run} />
          )}
        </section>
      ))}
    </div>
  );
}

function EvidenceBody({ evidence }: { evidence: Evidence }) {
  switch (evidence.kind) {
    case 'exchange':
      return <Exchange evidence={evidence} />;
    case 'addresses':
      return <Addresses evidence={evidence} />;
    case 'certificates':
      return <CertificateChain evidence={evidence} />;
    case 'facts':
      return <Facts evidence={evidence} />;
  }
}
