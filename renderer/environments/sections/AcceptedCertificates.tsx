import { Button } from '@fluentui/react-components';
import { visibleText } from '../../../shared/visible-text.ts';
import { Ago } from '../../parts/Ago.tsx';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { certificateKey, type AcceptedCertificate } from '../draft.ts';
import type { DraftForm } from '../use-draft.ts';
import styles from './sections.module.css';

/** The certificates that are accepted although nobody who is trusted vouches for them. */
export function AcceptedCertificates({ form }: { form: DraftForm }) {
  const { acceptedCertificates, removedCertificates } = form.draft;
  const change = (key: string, removed: boolean): void => {
    const others = removedCertificates.filter((each) => each !== key);
    form.change({ removedCertificates: removed ? [...others, key] : others });
  };
  return (
    <>
      <p>
        A certificate can be accepted that nobody who is trusted vouches for. It holds for one server, and only as long
        as the server shows this very certificate. It is accepted beside the evidence of a run in which it was refused.
      </p>
      {acceptedCertificates.length > 0 && (
        <ul className={styles.rows} aria-label="Accepted certificates">
          {acceptedCertificates.map((certificate) => {
            const key = certificateKey(certificate);
            const removed = removedCertificates.includes(key);
            return (
              <Certificate key={key} certificate={certificate}>
                {removed && <span>It will no longer be accepted after saving.</span>}
                <Button
                  size="small"
                  aria-label={`${removed ? 'Keep' : 'Remove'} the certificate of ${visibleText(certificate.server)}`}
                  onClick={() => change(key, !removed)}
                >
                  {removed ? 'Keep it' : 'Remove'}
                </Button>
              </Certificate>
            );
          })}
        </ul>
      )}
    </>
  );
}

function Certificate({ certificate, children }: { certificate: AcceptedCertificate; children: React.ReactNode }) {
  const { server, subject, fingerprint256, acceptedAt } = certificate;
  return (
    <li className={styles.row}>
      <dl className={styles.rowFacts}>
        <div>
          <dt>Server</dt>
          <dd>{visibleText(server)}</dd>
        </div>
        <div>
          <dt>Subject</dt>
          <dd>
            <bdi>{visibleText(subject)}</bdi>
          </dd>
        </div>
        <div>
          <dt>SHA-256</dt>
          <dd>
            <span className={styles.code}>{fingerprint256}</span>
            <CopyButton label="Copy the fingerprint" text={() => fingerprint256} />
          </dd>
        </div>
        <div>
          <dt>Accepted</dt>
          <dd>
            <Ago moment={acceptedAt} />
          </dd>
        </div>
      </dl>
      <div className={styles.actions}>{children}</div>
    </li>
  );
}
