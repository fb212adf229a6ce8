import { parsePath } from '../../../shared/typed-settings.ts';
import type { Profile } from '../../../shared/profile.ts';
import { certificateKey, type Draft } from '../draft.ts';
import { pathOrNull } from './description.ts';
import { errorOf, hintOf, secretTooLong, texts, valueOf, type Checked } from './text.ts';

/** Further authorities, accepted certificates and the client certificate. */
export function checkTrust(draft: Draft) {
  const authority = pathOrNull(draft.authorityFile);
  const { clientCertificate: format } = draft;
  const pfx = format === 'pfx' ? parsePath(draft.pfxFile) : null;
  const certificate = format === 'pem' ? parsePath(draft.certificateFile) : null;
  const key = format === 'pem' ? parsePath(draft.keyFile) : null;
  return {
    errors: texts({
      authorityFile: errorOf(authority),
      pfxFile: errorOf(pfx),
      certificateFile: errorOf(certificate),
      keyFile: errorOf(key),
      certificatePassphrase: secretTooLong(draft.secrets['client-certificate-passphrase'], 'A passphrase'),
    }),
    hints: texts({
      authorityFile: hintOf(authority),
      pfxFile: hintOf(pfx),
      certificateFile: hintOf(certificate),
      keyFile: hintOf(key),
    }),
    settings: {
      trust: {
        authorityFile: valueOf(authority),
        acceptedCertificates: draft.acceptedCertificates.filter(
          (each) => !draft.removedCertificates.includes(certificateKey(each)),
        ),
        clientCertificate: clientCertificateOf(valueOf(pfx), valueOf(certificate), valueOf(key)),
      },
    },
  } satisfies Checked<unknown>;
}

function clientCertificateOf(
  pfxFile: string | null,
  certificateFile: string | null,
  keyFile: string | null,
): Profile['trust']['clientCertificate'] {
  if (pfxFile !== null) return { format: 'pfx', file: pfxFile };
  return certificateFile !== null && keyFile !== null ? { format: 'pem', certificateFile, keyFile } : null;
}
