import type { SignatureState, TokenView } from '../../../shared/token-view/index.ts';
import { Button } from '@fluentui/react-components';
import { StateLabel, stepStates, type StateLook } from '../../parts/states.tsx';
import { exactly } from '../../parts/time.ts';
import { showFix } from '../../store/view.ts';
import styles from './result.module.css';

const signatureLooks: Readonly<Record<SignatureState, StateLook>> = {
  valid: { ...stepStates.pass, word: 'Signature right' },
  wrong: { ...stepStates.fail, word: 'Signature wrong' },
  'key-unknown': { ...stepStates.fail, word: 'Key not known' },
  unsigned: { ...stepStates.fail, word: 'Not signed' },
  'shared-secret': { ...stepStates.skip, word: 'Signed with a shared secret' },
  'algorithm-unknown': { ...stepStates.skip, word: 'Signature not checked' },
  'keys-unread': { ...stepStates.skip, word: 'Signature not checked' },
  'keys-unusable': { ...stepStates.warn, word: 'Signature not checked' },
  none: { ...stepStates.skip, word: 'No signature to check' },
};

/** What a token says: whether its signature is right, then its header and its claims with what they mean. */
export function TokenContents({ profileId, view }: { profileId: string; view: TokenView }) {
  const { said, signature, problems, header, claims, form } = view;
  return (
    <>
      <p>{said}</p>
      {form === 'signed' && (
        <div>
          <StateLabel look={signatureLooks[signature.state]} />
          <p className={styles.small}>{signature.said}</p>
        </div>
      )}
      {problems.length > 0 && (
        <ul className={styles.problems} aria-label="What is wrong or doubtful">
          {problems.map((problem) => (
            <li key={problem.said}>
              <span>{problem.said}</span>
              <Button
                size="small"
                aria-label={`Steps for: ${problem.said}`}
                onClick={() => showFix(profileId, problem.remediation)}
              >
                Steps
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Members title="Claims" members={claims} />
      <Members title="Header" members={header} />
    </>
  );
}

function Members({ title, members }: { title: string; members: TokenView['claims'] }) {
  if (members.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.subtitle}>{title}</h3>
      <table className={`${styles.table} ${styles.members}`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {members.map(({ name, value, meaning, at }) => (
            <tr key={name}>
              <th scope="row">
                <span className={styles.code}>{name}</span>
              </th>
              <td>
                <span className={styles.code}>{value}</span>
                {at !== null && (
                  <div>
                    <time dateTime={at}>{exactly(at)}</time>
                  </div>
                )}
                {meaning !== null && <div className={styles.small}>{meaning}</div>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
