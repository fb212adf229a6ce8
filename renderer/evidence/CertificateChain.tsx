import { CertificateRegular } from '@fluentui/react-icons/svg/certificate';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import type { Certificate, CertificatesEvidence } from '../../shared/report.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { dateOf, exactly, validityLeft } from '../parts/time.ts';
import styles from './evidence.module.css';

/** The certificates as the server sent them, its own first, each signed by the one beneath it. */
export function CertificateChain({ evidence }: { evidence: CertificatesEvidence }) {
  const { protocol, cipher, chain, problems } = evidence;
  return (
    <>
      {problems.length > 0 && (
        <ul className={styles.problems}>
          {problems.map((problem, index) => (
            <li key={`${index} ${problem}`}>
              <WarningFilled aria-hidden="true" />
              <span>{problem}</span>
            </li>
          ))}
        </ul>
      )}
      {protocol && (
        <p className={styles.small}>
          {protocol}
          {cipher && `, ${cipher}`}
        </p>
      )}
      {chain.length === 0 && <p className={styles.small}>The server sent no certificate.</p>}
      <ol className={styles.chain}>
        {chain.map((certificate, index) => (
          <li key={`${index} ${certificate.fingerprint256}`}>
            <CertificateCard certificate={certificate} role={roleOf(certificate, index)} />
          </li>
        ))}
      </ol>
    </>
  );
}

function roleOf({ selfSigned, isAuthority }: Certificate, index: number): string {
  if (index === 0) return selfSigned ? 'The server’s certificate, signed by itself' : 'The server’s certificate';
  if (selfSigned) return 'Root authority';
  return isAuthority ? 'Intermediate authority' : 'Sent along, not an authority';
}

function CertificateCard({ certificate, role }: { certificate: Certificate; role: string }) {
  const { subject, issuer, validFrom, validTo, daysLeft, subjectAlternativeNames, fingerprint256, keyType } =
    certificate;
  return (
    <div className={styles.certificate}>
      <p className={styles.role}>
        <CertificateRegular aria-hidden="true" />
        {role}
      </p>
      <p className={styles.subject}>{subject}</p>
      <dl className={styles.facts}>
        <div>
          <dt>Issued by</dt>
          <dd>{issuer}</dd>
        </div>
        <div>
          <dt>Valid</dt>
          <dd>
            <time dateTime={validFrom} title={exactly(validFrom)}>
              {dateOf(validFrom)}
            </time>{' '}
            to{' '}
            <time dateTime={validTo} title={exactly(validTo)}>
              {dateOf(validTo)}
            </time>
            , {validityLeft(daysLeft)}
          </dd>
        </div>
        {subjectAlternativeNames.length > 0 && (
          <div>
            <dt>For the names</dt>
            <dd>{subjectAlternativeNames.join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>Key</dt>
          <dd>{keyType}</dd>
        </div>
        <div>
          <dt>SHA-256</dt>
          <dd>
            <code>{fingerprint256}</code>
            <CopyButton label={`Copy the fingerprint of ${subject}`} text={() => fingerprint256} />
          </dd>
        </div>
      </dl>
    </div>
  );
}
