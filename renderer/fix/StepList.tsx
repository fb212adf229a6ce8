import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { StepMark, Visit } from '../../shared/wizard-state.ts';
import type { Deed } from '../../shared/wizard.ts';
import { markWords } from './words.ts';
import styles from './fix.module.css';

const icons = {
  done: <CheckmarkCircleFilled />,
  skipped: <SubtractCircleRegular />,
  cannot: <DismissCircleRegular />,
} satisfies Record<Deed, unknown>;

const isDisproved = ({ did, proven }: StepMark): boolean => did === 'done' && proven === false;

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
          const mark = visit.marks[index] ?? null;
          const disproved = mark !== null && isDisproved(mark);
          const isCurrent = !isOver && index === visit.at;
          return (
            <li key={`${index} ${text}`} aria-current={isCurrent ? 'step' : undefined}>
              <button type="button" disabled={disabled || isCurrent} onClick={() => onTurn(index)}>
                <span className={styles.stepIcon} data-did={disproved ? 'disproved' : mark?.did}>
                  {mark === null ? <CircleRegular /> : disproved ? <WarningRegular /> : icons[mark.did]}
                </span>
                <span>
                  <span className={styles.stepText}>
                    <span className="visually-hidden">
                      {mark === null ? (isCurrent ? 'Now' : 'Open') : markWords(mark)}:{' '}
                    </span>
                    {index + 1}. {text}
                  </span>
                  {disproved && (
                    <span className={styles.disproved} aria-hidden="true">
                      {markWords(mark)}
                    </span>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
