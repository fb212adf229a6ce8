import type { AddressesEvidence } from '../../shared/report.ts';
import { StateLabel, stepStates } from '../parts/states.tsx';
import { duration } from '../parts/time.ts';
import styles from './evidence.module.css';

/** Every address of a name, tried one by one. */
export function Addresses({ evidence }: { evidence: AddressesEvidence }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">State</th>
          <th scope="col">Time</th>
          <th scope="col">What happened</th>
        </tr>
      </thead>
      <tbody>
        {evidence.addresses.map(({ address, family, ok, durationMs, failure }, index) => (
          <tr key={`${index} ${address}`}>
            <td>
              <code>{address}</code> <span className={styles.small}>IPv{family}</span>
            </td>
            <td>{ok === null ? 'Not tried' : <StateLabel look={stepStates[ok ? 'pass' : 'fail']} />}</td>
            <td>{durationMs === null ? '' : duration(durationMs)}</td>
            <td>{failure ?? (ok ? 'It accepts connections.' : '')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
