import { Button } from '@fluentui/react-components';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import { DocumentCheckmarkRegular } from '@fluentui/react-icons/svg/document-checkmark';
import { LightbulbRegular } from '@fluentui/react-icons/svg/lightbulb';
import { OpenRegular } from '@fluentui/react-icons/svg/open';
import type { CheckResult, Remediation, RemediationStep } from '../../shared/report.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { openLink } from '../store/application.ts';
import styles from './solution.module.css';

interface SolutionProps {
  remediation: Remediation;
  /** Checks of the run, for the titles of those that prove the solution. */
  checks: readonly Pick<CheckResult, 'id' | 'title'>[];
}

/** What to do, step by step, with where each step comes from. */
export function Solution({ remediation, checks }: SolutionProps) {
  return (
    <section className={styles.solution} aria-label={`What to do: ${remediation.title}`}>
      <h3 className={styles.title}>What to do</h3>
      <p className={styles.cause}>{remediation.cause}</p>
      <SolutionBody remediation={remediation} checks={checks} />
    </section>
  );
}

/** Steps, proof and sources, for a place that has a heading of its own. */
export function SolutionBody({ remediation, checks }: SolutionProps) {
  const titles = remediation.provenBy.map((id) => checks.find((check) => check.id === id)?.title ?? id);
  return (
    <>
      <ol className={styles.steps}>
        {remediation.steps.map((step, index) => (
          <li key={`${index} ${step.text}`} className={styles.step}>
            <SolutionStep step={step} />
          </li>
        ))}
      </ol>
      {titles.length > 0 && (
        <p className={styles.proof}>
          It is mended when {titles.length === 1 ? 'this check passes' : 'these checks pass'}: {titles.join(', ')}.
        </p>
      )}
      {remediation.sources.length > 0 && (
        <ul className={styles.sources} aria-label="Sources">
          {remediation.sources.map((source, index) => (
            <li key={`${index} ${source.url}`}>
              <Button
                size="small"
                appearance="transparent"
                className={styles.source}
                icon={<OpenRegular />}
                iconPosition="after"
                title={source.url}
                onClick={() => void openLink(source.url)}
              >
                {source.title}
              </Button>
              <span className={styles.versions}>{source.versions}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function SolutionStep({ step }: { step: RemediationStep }) {
  return (
    <>
      <p className={styles.text}>{step.text}</p>
      {step.path && step.path.length > 0 && (
        <p className={styles.path}>
          {step.path.map((part, index) => (
            <span key={step.path?.slice(0, index + 1).join('/')} className={styles.part}>
              {index > 0 && <ChevronRightRegular aria-label="then" />}
              {part}
            </span>
          ))}
        </p>
      )}
      {step.values && step.values.length > 0 && (
        <dl className={styles.values}>
          {step.values.map(({ label, value }, index) => (
            <div key={`${index} ${label}`}>
              <dt>{label}</dt>
              <dd>
                <code>{value}</code>
                <CopyButton label={`Copy ${label}: ${value}`} text={() => value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className={styles.origin}>
        {step.documented ? <DocumentCheckmarkRegular /> : <LightbulbRegular />}
        <span>{step.documented ? 'Documented by Creatio' : 'Our advice'}</span>
        {step.versions && <span>· {step.versions}</span>}
      </p>
    </>
  );
}
