import { Button } from '@fluentui/react-components';
import { WrenchRegular } from '@fluentui/react-icons/svg/wrench';
import type { CheckResult, Remediation, RemediationStep } from '../../shared/report.ts';
import { showFix } from '../store/view.ts';
import { SolutionStep, Sources } from './SolutionStep.tsx';
import styles from './solution.module.css';

interface SolutionProps {
  remediation: Remediation;
  /** Checks of the run, for the titles of those that prove the solution. */
  checks: readonly Pick<CheckResult, 'id' | 'title'>[];
}

interface SolutionBodyProps extends SolutionProps {
  /** The steps to show where these are not all. */
  shown?: readonly RemediationStep[];
}

/** More would push what the checks found off the page. */
const mostShown = 3;

/** What to do first, with where each step comes from; the page "Fix" leads through all of it. */
export function Solution({ remediation, checks, profileId }: SolutionProps & { profileId: string }) {
  const more = remediation.steps.length - mostShown;
  return (
    <section className={styles.solution} aria-label={`What to do: ${remediation.title}`}>
      <h3 className={styles.title}>What to do</h3>
      <p className={styles.cause}>{remediation.cause}</p>
      <SolutionBody remediation={remediation} checks={checks} shown={remediation.steps.slice(0, mostShown)} />
      {more > 0 && (
        <p className={styles.more}>
          <Button size="small" icon={<WrenchRegular />} onClick={() => showFix(profileId, remediation.id)}>
            {`Go through all ${remediation.steps.length} steps`}
          </Button>
        </p>
      )}
    </section>
  );
}

/** Steps, proof and sources, for a place that has a heading of its own. */
export function SolutionBody({ remediation, checks, shown = remediation.steps }: SolutionBodyProps) {
  const titles = remediation.provenBy.map((id) => checks.find((check) => check.id === id)?.title ?? id);
  return (
    <>
      <ol className={styles.steps}>
        {shown.map((step, index) => (
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
      <Sources sources={remediation.sources} />
    </>
  );
}
