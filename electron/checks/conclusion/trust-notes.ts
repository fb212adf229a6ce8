import { dateInWords } from '../../../shared/date.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { CheckResult } from '../../../shared/report.ts';
import { changedCertificates, type CertificateException } from '../../../shared/trust.ts';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Whom this run trusted beyond the usual: the exceptions of the environment, and what weakens other programs here. */
export function trustNotes(
  profile: Profile,
  results: readonly CheckResult[],
  variables: EnvironmentVariables,
): string[] {
  const changed = changedCertificates(profile, results);
  const notes = profile.trust.acceptedCertificates.map((exception) =>
    changed.includes(exception) ? endedNote(exception) : exceptionNote(exception),
  );
  return variables['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? [verificationNote, ...notes] : notes;
}

const verificationNote =
  'Warning: the environment variable NODE_TLS_REJECT_UNAUTHORIZED is 0 on this computer. This console verifies certificates all the same, but other Node.js programs that are started here accept every server. Remove the variable.';

const exceptionNote = ({ server, subject, acceptedAt, fingerprint256 }: CertificateException): string =>
  `An exception is in force: the certificate “${subject}” of ${server} was accepted on ${dateInWords(Date.parse(acceptedAt))}, although it is not trusted (SHA-256 ${fingerprint256}).`;

const endedNote = ({ server, subject, acceptedAt }: CertificateException): string =>
  `The exception for the certificate “${subject}” of ${server}, accepted on ${dateInWords(Date.parse(acceptedAt))}, has ended: the server presents another certificate now.`;
