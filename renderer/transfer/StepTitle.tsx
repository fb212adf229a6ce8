import { useEffect, useRef } from 'react';
import modal from '../parts/modal.module.css';

/** The title of a step of a dialog. It takes the focus when the step begins: what had it is gone with the step before. */
export function StepTitle({ children }: { children: string }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <h2 ref={title} tabIndex={-1} className={modal.title}>
      {children}
    </h2>
  );
}
