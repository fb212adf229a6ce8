import type { Profile } from '../../../shared/profile.ts';
import { UserError } from '../../../shared/user-error.ts';
import type { TrustSettings } from '../types.ts';
import { readAuthorityFile } from './authority-file.ts';
import { readClientCertificate, type ClientCertificateFiles } from './client-certificate-files.ts';

/**
 * What an environment's settings and their files say about trust. A file that cannot be used becomes a problem that is told
 * in every run, never an exception. The passphrase is asked for only where there is a client certificate.
 */
export async function readTrustSettings(
  { authorityFile, acceptedCertificates, clientCertificate }: Profile['trust'],
  passphrase: () => Promise<string | null>,
): Promise<TrustSettings> {
  const [authorities, own] = await Promise.all([
    authorityFile === null ? null : readAuthorityFile(authorityFile),
    clientCertificate === null ? null : readOwn(clientCertificate, passphrase),
  ]);
  const problems: TrustSettings['problems'] = [
    ...(authorities?.problem ? [{ finding: 'authority-file-unusable' as const, message: authorities.problem }] : []),
    ...(own?.problem ? [{ finding: 'client-certificate-unusable' as const, message: own.problem }] : []),
  ];
  return {
    additionalCertificates: authorities?.certificates ?? [],
    acceptedCertificates,
    clientCertificate: own?.certificate ?? null,
    problems,
  };
}

async function readOwn(
  files: NonNullable<Profile['trust']['clientCertificate']>,
  passphrase: () => Promise<string | null>,
): Promise<ClientCertificateFiles> {
  try {
    return await readClientCertificate(files, await passphrase());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      certificate: null,
      problem: `The passphrase of the client certificate could not be read. ${error.message}`,
    };
  }
}
