import type { ReactNode } from 'react';

/** A name and what stands for it, in a list of facts. */
export const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
);
