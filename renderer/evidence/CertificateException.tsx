import { useState } from 'react';
import { Button } from '@fluentui/react-components';
import type { Certificate, CertificatesEvidence, CheckResult } from '../../shared/report.ts';
import { isAcceptable, presentedCertificate } from '../../shared/trust.ts';
import { consoleApi, settled } from '../api.ts';
import { Modal } from '../parts/Modal.tsx';
import { TypedName } from '../parts/TypedName.tsx';
import { dateOf } from '../parts/time.ts';
import { announce } from '../store/announcements.ts';
import { isRunning, startDiagnosis, useDiagnosis } from '../store/diagnosis.ts';
import { loadEnvironments, useEnvironments } from '../store/environments.ts';
import { showError } from '../store/notices.ts';
import type { Run } from '../store/runs.ts';
import modal from '../parts/modal.module.css';
import styles from './evidence.module.css';

interface CertificateExceptionProps {
  result: CheckResult;
  evidence: CertificatesEvidence;
  run: Run;
}

/** Accepts the server's certificate that was refused, or ends the exception that let it pass. */
export function CertificateException({ result, evidence, run }: CertificateExceptionProps) {
  const [asking, setAsking] = useState(false);
  const profileId = run.report?.profile.id ?? '';
  const profile = useEnvironments(({ profiles }) => profiles?.find(({ id }) => id === profileId));
  const running = useDiagnosis((state) => isRunning(state, profileId));
  const presented = presentedCertificate(result);
  if (!profile || profile.builtIn || presented === null) return null;

  const { server, certificate } = presented;
  const choice = { profileId, server, fingerprint256: certificate.fingerprint256 };
  const change = async (name: 'acceptCertificate' | 'dropCertificate', done: string): Promise<void> => {
    setAsking(false);
    const reply = await settled(consoleApi().profiles[name](choice));
    if (!reply.ok) {
      showError(reply.error);
      return;
    }
    announce(done);
    await loadEnvironments();
    await startDiagnosis(profileId);
  };

  if (result.remediation === 'tls-accepted-certificate') {
    return (
      <div className={styles.actions}>
        <Button
          size="small"
          disabledFocusable={running}
          onClick={() => void change('dropCertificate', `The exception for ${server} was removed.`)}
        >
          Remove the exception
        </Button>
      </div>
    );
  }
  if (!isAcceptable(result)) return null;
  return (
    <div className={styles.actions}>
      <Button size="small" disabledFocusable={running} onClick={() => setAsking(true)}>
        Accept this certificate as an exception
      </Button>
      {asking && (
        <AcceptDialog
          server={server}
          certificate={certificate}
          problems={evidence.problems}
          confirmName={profile.production ? profile.name : null}
          onAccept={() => void change('acceptCertificate', `The certificate of ${server} is accepted as an exception.`)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

interface AcceptDialogProps {
  server: string;
  certificate: Certificate;
  problems: readonly string[];
  /** The name to type before a production environment is changed; null where none is asked for. */
  confirmName: string | null;
  onAccept: () => void;
  onClose: () => void;
}

function AcceptDialog({ server, certificate, problems, confirmName, onAccept, onClose }: AcceptDialogProps) {
  const [confirmed, setConfirmed] = useState(confirmName === null);
  const { subject, issuer, validFrom, validTo, fingerprint256 } = certificate;
  return (
    <Modal label="Accept this certificate as an exception" className={modal.dialog} onClose={onClose}>
      <form
        className={modal.inside}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (confirmed) onAccept();
        }}
      >
        <h2 className={modal.title}>Accept this certificate as an exception</h2>
        <div className={`${modal.content} ${styles.details}`}>
          <p>
            This environment then connects to {server} as long as it presents this very certificate. Compare the
            fingerprint with the one on the server first: whoever answers in its place has another. Creatio and the
            Identity Service do not take part in the exception.
          </p>
          <dl className={styles.facts}>
            <Fact label="Subject" value={subject} />
            <Fact label="Issued by" value={issuer} />
            <Fact label="Valid" value={`${dateOf(validFrom)} to ${dateOf(validTo)}`} />
            <Fact label="SHA-256" value={fingerprint256} />
          </dl>
          <p className={styles.evidenceTitle}>What is wrong with it</p>
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          {confirmName !== null && <TypedName name={confirmName} onChange={setConfirmed} />}
        </div>
        <div className={modal.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={!confirmed}>
            Accept and run again
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Modal>
  );
}

const Fact = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);
