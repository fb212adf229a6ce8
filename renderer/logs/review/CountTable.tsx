import type { FileCounts } from '../../../shared/bundle.ts';
import { ruleWords } from './rule-words.ts';
import styles from './review.module.css';

/** How often each rule replaced something. */
export function CountTable({ rules }: { rules: readonly { rule: string; protects?: string; count: number }[] }) {
  return (
    <table className={styles.counts}>
      <thead>
        <tr>
          <th scope="col">What it protects</th>
          <th scope="col">Times</th>
        </tr>
      </thead>
      <tbody>
        {rules.map(({ rule, protects = ruleWords(rule), count }) => (
          <tr key={rule}>
            <td>
              {protects} <code>{rule}</code>
            </td>
            <td>{count.toLocaleString('en')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How much is replaced in a file, in few words. */
export function countWords({ replaced, whole }: FileCounts): string {
  const items = replaced === 1 ? '1 item replaced' : `${replaced.toLocaleString('en')} items replaced`;
  if (!whole) return `${items} so far`;
  return replaced === 0 ? 'nothing to replace' : items;
}
