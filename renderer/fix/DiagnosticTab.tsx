import { CheckboxCheckedRegular } from '@fluentui/react-icons/svg/checkbox-checked';
import { CheckboxUncheckedRegular } from '@fluentui/react-icons/svg/checkbox-unchecked';
import { diagnosticTabOf } from '../../shared/diagnostic-tab.ts';
import type { CheckResult } from '../../shared/report.ts';
import { StateLabel, stepStates, type StateLook } from '../parts/states.tsx';
import styles from './fix.module.css';

const looks: Readonly<Record<'yes' | 'no' | 'unknown', StateLook>> = {
  yes: { ...stepStates.pass, word: 'Yes' },
  no: { ...stepStates.fail, word: 'No' },
  unknown: { ...stepStates.skip, word: 'Not known' },
};
const lookOf = (works: boolean | null): StateLook => looks[works === null ? 'unknown' : works ? 'yes' : 'no'];

/** The three checkboxes of Creatio's Diagnostic tab beside what this computer saw; nothing where the reply holds no flags. */
export function DiagnosticTab({ checks }: { checks: readonly CheckResult[] }) {
  const flags = diagnosticTabOf(checks);
  if (flags === null) return null;
  const contradictions = flags.filter(({ contradiction }) => contradiction !== null);
  return (
    <section className={styles.tab} aria-label="Diagnostic tab">
      <h3 className={styles.subtitle}>Diagnostic tab</h3>
      <p className={styles.small}>
        What Creatio says in its health reply, and shows on its Diagnostic tab from 8.2.1 on, beside what this computer
        saw.
      </p>
      <table className={styles.flags}>
        <thead>
          <tr>
            <th scope="col">Flag</th>
            <th scope="col">Creatio</th>
            <th scope="col">This computer</th>
          </tr>
        </thead>
        <tbody>
          {flags.map(({ title, name, creatio, console: works, saw }) => (
            <tr key={name}>
              <th scope="row">
                {title}
                <code>{name}</code>
              </th>
              <td>
                <span className={styles.checkbox}>
                  {creatio ? <CheckboxCheckedRegular /> : <CheckboxUncheckedRegular />}
                  {creatio ? 'Ticked' : 'Not ticked'}
                </span>
              </td>
              <td>
                <StateLabel look={lookOf(works)} />
                <span className={styles.small}>{saw}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {contradictions.length > 0 && (
        <ul className={styles.contradictions} aria-label="Contradictions">
          {contradictions.map(({ name, contradiction }) => (
            <li key={name}>
              <StateLabel look={{ ...stepStates.warn, word: 'They differ' }} />
              <span>{contradiction}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
