import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import styles from './history.module.css';

interface OpenedProps {
  title: string;
  onBack: () => void;
  /** More to do with what is opened. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Something of the history that was opened in the place of the list. */
export function Opened({ title, onBack, actions, children }: OpenedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles.page}>
      <div className={styles.openedHead}>
        <Button size="small" icon={<ArrowLeftRegular />} onClick={onBack}>
          All runs
        </Button>
        <h2 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </div>
  );
}

/** A run that was given up, by its age or by another console, since the list was read. */
export const MissingRun = ({ onBack }: { onBack: () => void }) => (
  <Opened title="This run is no longer kept" onBack={onBack}>
    <p className={styles.card}>Only so many runs are kept, and none for ever. Newer ones are in the list.</p>
  </Opened>
);
