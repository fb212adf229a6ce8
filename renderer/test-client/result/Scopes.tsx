import { compareScopes } from '../../../shared/token-view/index.ts';
import { StateLabel, stepStates } from '../../parts/states.tsx';
import styles from './result.module.css';

interface ScopesTableProps {
  asked: readonly string[];
  /** Null where the reply says nothing. */
  reply: readonly string[] | null;
  /** Null where the token says nothing. */
  token: readonly string[] | null;
}

/** What was asked for beside what the reply grants and what the token has. */
export function ScopesTable({ asked, reply, token }: ScopesTableProps) {
  const rows = compareScopes(asked, reply, token);
  if (rows.length === 0) return <p className={styles.small}>No scope was asked for, and none is named.</p>;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Scope</th>
            <th scope="col">In the reply</th>
            <th scope="col">In the token</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ scope, asked: wasAsked, inReply, inToken }) => (
            <tr key={scope}>
              <th scope="row">
                <span className={styles.code}>{scope}</span>
                {!wasAsked && <div className={styles.small}>Not asked for by name</div>}
              </th>
              <td>
                <StateLabel look={lookOf(wasAsked, inReply)} />
              </td>
              <td>
                <StateLabel look={lookOf(wasAsked, inToken)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reply === null && asked.length > 0 && (
        <p className={styles.small}>The reply names no scope. By the standard, what was asked for is granted then.</p>
      )}
    </>
  );
}

function lookOf(asked: boolean, has: boolean | null) {
  if (has === null) return { ...stepStates.skip, word: 'Not stated' };
  if (has) return { ...stepStates.pass, word: 'Granted' };
  return asked ? { ...stepStates.fail, word: 'Dropped' } : { ...stepStates.skip, word: 'No' };
}
