import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle';
import type { Visit } from '../../shared/wizard-state.ts';
import type { Deed } from '../../shared/wizard.ts';
import { deedWords } from './words.ts';
import styles from './fix.module.css';

const icons = {
  done: <CheckmarkCircleFilled />,
  skipped: <SubtractCircleRegular />,
  cannot: <DismissCircleRegular />,
} satisfies Record<Deed, unknown>;

interface StepListProps {
  visit: Visit;
  /** The session has ended: no step is the current one, and each can be taken up again. */
  isOver: boolean;
  disabled: boolean;
  onTurn: (step: number) => void;
}

/** The steps of the entry; each can be turned to. */
export function StepList({ visit, isOver, disabled, onTurn }: StepListProps) {
  return (
    <section className={styles.list} aria-label="Steps">
      <h3 className={styles.subtitle}>{visit.entry.title}</h3>
      <ol>
        {visit.entry.steps.map(({ text }, index) => {
          const did = visit.marks[index]?.did;
          const isCurrent = !isOver && index === visit.at;
          return (
            <li key={`${index} ${text}`} aria-current={isCurrent ? 'step' : undefined}>
              <button type="button" disabled={disabled || isCurrent} onClick={() => onTurn(index)}>
                <span className={styles.stepIcon} data-did={did}>
                  {did === undefined ? <CircleRegular /> : icons[did]}
                </span>
                <span className={styles.stepText}>
                  <span className="visually-hidden">
                    {did === undefined ? (isCurrent ? 'Now' : 'Open') : deedWords[did]}:{' '}
                  </span>
                  {index + 1}. {text}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
