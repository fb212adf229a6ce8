import type { Scopes } from '../../../shared/test-client.ts';
import { StateLabel, stepStates } from '../../parts/states.tsx';
import styles from './result.module.css';

/** What was asked for beside what was granted. */
export function ScopesTable({ scopes }: { scopes: Scopes }) {
  const { asked, granted, dropped, added, stated } = scopes;
  const rows = [
    ...asked.map((scope) => ({ scope, look: dropped.includes(scope) ? looks.dropped : looks.granted })),
    ...granted
      .filter((scope) => !asked.includes(scope))
      .map((scope) => ({ scope, look: added.includes(scope) ? looks.added : looks.granted })),
  ];
  if (rows.length === 0) return <p className={styles.small}>No scope was asked for, and none is named.</p>;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Scope</th>
            <th scope="col">Granted</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ scope, look }) => (
            <tr key={scope}>
              <th scope="row" className={styles.code}>
                {scope}
              </th>
              <td>
                <StateLabel look={look} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!stated && (
        <p className={styles.small}>The reply names no scope. By the standard, what was asked for is granted then.</p>
      )}
    </>
  );
}

const looks = {
  granted: { ...stepStates.pass, word: 'Granted' },
  dropped: { ...stepStates.fail, word: 'Dropped' },
  added: { ...stepStates.skip, word: 'Not asked for' },
};
