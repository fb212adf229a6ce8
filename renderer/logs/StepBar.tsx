import { stepNames, steps, type StepName } from './steps.ts';
import styles from './logs.module.css';

interface StepBarProps {
  current: StepName;
  /** What has been decided in each step, in few words. */
  told: Readonly<Record<StepName, string | null>>;
  /** Whether a step can be turned to. */
  isOpen: (step: StepName) => boolean;
  onTurn: (step: StepName) => void;
}

/** The four steps to a bundle; those that are ready can be turned to. */
export function StepBar({ current, told, isOpen, onTurn }: StepBarProps) {
  return (
    <ol className={styles.steps} aria-label="Steps to a bundle">
      {steps.map((step, index) => (
        <li key={step} aria-current={step === current ? 'step' : undefined}>
          <button type="button" aria-disabled={!isOpen(step)} onClick={() => isOpen(step) && onTurn(step)}>
            <span className={styles.stepName}>
              {index + 1}. {stepNames[step]}
            </span>
            <span className={styles.stepTold} title={told[step] ?? undefined}>
              {told[step]}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
