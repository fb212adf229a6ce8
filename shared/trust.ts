import type { FindingId } from './findings.ts';
import type { Profile } from './profile.ts';
import type { Certificate, CheckResult } from './report.ts';

/** A server's certificate that is accepted although it is not trusted. */
export type CertificateException = Profile['trust']['acceptedCertificates'][number];

/**
 * What an exception for a certificate covers: who vouches for it, its dates and its names. How TLS itself is spoken, and
 * what the server wants of the client, it does not cover.
 */
export const coveredByException: readonly FindingId[] = [
  'tls-expired',
  'tls-not-yet-valid',
  'tls-wrong-name',
  'tls-self-signed',
  'tls-intermediate-missing',
  'tls-unknown-authority',
];

/** A server as exceptions name it: host and port, the host of an IPv6 address in brackets. */
export function serverOf(hostname: string, port: number): string {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}

/** The server's own certificate that a check saw, and of which server it is; null when it saw none. */
export function presentedCertificate({ evidence }: CheckResult): { server: string; certificate: Certificate } | null {
  for (const each of evidence) {
    const [certificate] = each.kind === 'certificates' ? each.chain : [];
    if (each.kind === 'certificates' && each.server !== undefined && certificate !== undefined) {
      return { server: each.server, certificate };
    }
  }
  return null;
}

/** Whether a check failed for nothing but a certificate that can be accepted as an exception. */
export const isAcceptable = ({ status, remediation }: CheckResult): boolean =>
  status === 'fail' &&
  [...coveredByException, 'tls-certificate-changed', 'authority-file-unusable'].some((id) => id === remediation);

/** The exceptions of an environment whose server presented another certificate in a run, one that none of them is for. */
export function changedCertificates({ trust }: Profile, results: readonly CheckResult[]): CertificateException[] {
  const presented = results.flatMap((result) => presentedCertificate(result) ?? []);
  const seenAt = (name: string): string | undefined =>
    presented.find(({ server }) => server === name.toLowerCase())?.certificate.fingerprint256;
  const holding = trust.acceptedCertificates
    .filter(({ server, fingerprint256 }) => seenAt(server) === fingerprint256)
    .map(({ server }) => server.toLowerCase());
  return trust.acceptedCertificates.filter(
    ({ server }) => seenAt(server) !== undefined && !holding.includes(server.toLowerCase()),
  );
}
