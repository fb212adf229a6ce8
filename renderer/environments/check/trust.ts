import { parseServerAddress } from '../../../shared/address.ts';
import { parseFingerprint, parsePath, type Understood } from '../../../shared/typed-settings.ts';
import { parseUrl } from '../../../shared/url.ts';
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
  const server = draft.certificateServer.trim() === '' ? null : parseServer(draft.certificateServer);
  const fingerprint =
    draft.certificateFingerprint.trim() === '' ? null : parseFingerprint(draft.certificateFingerprint);
  const certificates = certificatesAfter(draft, valueOf(server), valueOf(fingerprint));
  return {
    errors: texts({
      authorityFile: errorOf(authority),
      certificateServer:
        server === null && fingerprint !== null ? 'Enter the server that shows the certificate.' : errorOf(server),
      certificateFingerprint: fingerprintError(fingerprint, server !== null, certificates.length),
      pfxFile: errorOf(pfx),
      certificateFile: errorOf(certificate),
      keyFile: errorOf(key),
      certificatePassphrase: secretTooLong(draft.secrets['client-certificate-passphrase'], 'A passphrase'),
    }),
    hints: texts({
      authorityFile: hintOf(authority),
      certificateServer: hintOf(server),
      certificateFingerprint: hintOf(fingerprint),
      pfxFile: hintOf(pfx),
      certificateFile: hintOf(certificate),
      keyFile: hintOf(key),
    }),
    settings: {
      trust: {
        authorityFile: valueOf(authority),
        acceptedCertificates: certificates,
        clientCertificate: clientCertificateOf(valueOf(pfx), valueOf(certificate), valueOf(key)),
      },
    },
  } satisfies Checked<unknown>;
}

type Certificates = Profile['trust']['acceptedCertificates'];
const mostCertificates = 50;

/** The certificates that are accepted once the draft is saved. */
function certificatesAfter(draft: Draft, server: string | null, fingerprint256: string | null): Certificates {
  const kept = draft.acceptedCertificates.filter((each) => !draft.removedCertificates.includes(certificateKey(each)));
  if (server === null || fingerprint256 === null) return kept;
  const subject = 'Not known; it was entered by its fingerprint.';
  const added = { server, fingerprint256, subject, acceptedAt: new Date().toISOString() };
  return [...kept.filter((each) => certificateKey(each) !== certificateKey(added)), added];
}

/** Host and port of a server that speaks TLS. */
function parseServer(text: string): Understood<string> {
  const given = /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text.trim()}`;
  const parsed = parseServerAddress(given);
  if (!parsed.ok) return parsed;
  const url = parseUrl(parsed.url);
  if (url?.protocol !== 'https:') return { ok: false, message: 'Only servers reached by https show a certificate.' };
  const value = `${url.hostname}:${url.port || '443'}`;
  return { ok: true, value, corrections: value === text.trim() ? [] : [`Understood as ${value}.`] };
}

function fingerprintError(fingerprint: Understood<string> | null, wanted: boolean, count: number): string | null {
  if (fingerprint === null) return wanted ? 'Enter the fingerprint of its certificate.' : null;
  if (count > mostCertificates) return `At most ${mostCertificates} certificates can be accepted. Remove one first.`;
  return errorOf(fingerprint);
}

function clientCertificateOf(
  pfxFile: string | null,
  certificateFile: string | null,
  keyFile: string | null,
): Profile['trust']['clientCertificate'] {
  if (pfxFile !== null) return { format: 'pfx', file: pfxFile };
  return certificateFile !== null && keyFile !== null ? { format: 'pem', certificateFile, keyFile } : null;
}
