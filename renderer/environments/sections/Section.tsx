import { useId, type ReactNode } from 'react';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import type { DraftForm } from '../use-draft.ts';
import { fieldsOf, type SectionId } from './index.ts';
import styles from './sections.module.css';

interface SectionProps {
  form: DraftForm;
  id: SectionId;
  title: string;
  /** What is set, in few words, for those who do not open it. */
  summary: string;
  children: ReactNode;
}

/** A part of the form that opens. */
export function Section({ form, id, title, summary, children }: SectionProps) {
  const contentId = useId();
  const open = form.open.has(id);
  const wrong = fieldsOf(id, form.draft).filter((field) => form.errorOf(field) !== undefined).length;
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={open ? contentId : undefined}
          onClick={() => form.toggle(id)}
        >
          {open ? <ChevronDownRegular /> : <ChevronRightRegular />}
          <span>{title}</span>
          <span className={wrong > 0 ? styles.wrong : styles.summary}>
            {wrong > 0 ? `${wrong === 1 ? 'One entry needs' : `${wrong} entries need`} another look` : summary}
          </span>
        </button>
      </h2>
      {open && (
        <div id={contentId} className={styles.content}>
          {children}
        </div>
      )}
    </section>
  );
}
