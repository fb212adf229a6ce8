import type { Discovered } from '../../../shared/test-client.ts';
import { Fact } from './Fact.tsx';
import styles from './result.module.css';

/** What a discovery document says that the server offers. */
export function Offered({ discovered }: { discovered: Discovered }) {
  const { issuer, grants, authenticationMethods, scopes, challengeMethods, defects } = discovered;
  const rows: [string, string | null][] = [
    ['Issuer', issuer],
    ['Grants', listed(grants)],
    ['Client credentials', listed(authenticationMethods)],
    ['Scopes', listed(scopes)],
    ['PKCE', listed(challengeMethods)],
  ];
  return (
    <>
      {defects.length > 0 && (
        <ul aria-label="Defects of the document">
          {defects.map((defect) => (
            <li key={defect}>{defect}</li>
          ))}
        </ul>
      )}
      <dl className={styles.facts} aria-label="What the server offers">
        {rows.map(([title, value]) => (
          <Fact key={title} title={title}>
            {value ?? 'Not stated'}
          </Fact>
        ))}
      </dl>
    </>
  );
}

const listed = (values: readonly string[] | null): string | null => (values === null ? null : values.join(', '));
