import { certificateOf, certificatesOf, holdsPrivateKey } from './pem.ts';
import { readSmallFile, textOf } from './read-file.ts';

export type AuthorityFile = { certificates: string[]; problem: null } | { certificates: []; problem: string };

/**
 * Reads the certificates of an additional authority: PEM with one or many, or DER with one. Where the file cannot be used,
 * tells why in a sentence that names it and repeats nothing of what it holds. Never rejects.
 */
export async function readAuthorityFile(file: string): Promise<AuthorityFile> {
  const unusable = (reason: string): AuthorityFile => ({
    certificates: [],
    problem: `The file with additional authorities, ${file}, ${reason}.`,
  });
  const { bytes, reason } = await readSmallFile(file);
  if (bytes === null) return unusable(reason);
  const der = certificateOf(bytes);
  const text = textOf(bytes);
  if (holdsPrivateKey(text)) {
    return unusable(
      'holds a private key, which belongs in no file that is handed out to be trusted. Make one with the certificates alone',
    );
  }
  const certificates = certificatesOf(text);
  if (certificates === null)
    return unusable('holds a certificate that is damaged. Export it again as "Base-64 encoded X.509"');
  if (certificates.length > 0) return { certificates, problem: null };
  // A certificate in DER begins with a SEQUENCE; whatever is PEM was found above.
  if (der !== null && bytes[0] === 0x30) return { certificates: [der], problem: null };
  return unusable('holds no certificate. Export that of the authority as "Base-64 encoded X.509"');
}
