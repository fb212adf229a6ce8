import type { FactsEvidence } from '../../shared/report.ts';
import styles from './evidence.module.css';

/** Names and values. */
export function Facts({ evidence }: { evidence: FactsEvidence }) {
  return (
    <dl className={styles.facts}>
      {evidence.rows.map(({ label, value }, index) => (
        <div key={`${index} ${label}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
