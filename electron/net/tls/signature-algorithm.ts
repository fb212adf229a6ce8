import type { X509Certificate } from 'node:crypto';

/** Object identifiers of signatures with hashes that TLS libraries refuse (RFC 3279, section 2.2; RFC 5758), in DER. */
const outdated = new Map([
  ['2a864886f70d010104', 'MD5'],
  ['2a864886f70d010105', 'SHA-1'],
  ['2a8648ce380403', 'SHA-1'],
  ['2a8648ce3d0401', 'SHA-1'],
]);

/** The hash a certificate is signed with, where it is an outdated one; else null. */
export function outdatedHash({ raw }: Pick<X509Certificate, 'raw'>): string | null {
  // Certificate ::= SEQUENCE { tbsCertificate SEQUENCE, signatureAlgorithm SEQUENCE { OBJECT IDENTIFIER, ... }, ... }
  const certificate = elementAt(raw, 0);
  const toBeSigned = certificate && elementAt(raw, certificate.contentAt);
  const algorithm = toBeSigned && elementAt(raw, toBeSigned.end);
  const identifier = algorithm && elementAt(raw, algorithm.contentAt);
  if (!identifier || raw[algorithm.contentAt] !== 0x06) return null;
  return outdated.get(raw.subarray(identifier.contentAt, identifier.end).toString('hex')) ?? null;
}

/** Where the content of a DER element begins and ends (ITU-T X.690, section 8.1); null where there is none. */
function elementAt(bytes: Buffer, at: number): { contentAt: number; end: number } | null {
  const first = bytes[at + 1];
  if (first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const contentAt = at + 2 + lengthBytes;
  if (lengthBytes > 4 || contentAt > bytes.length) return null;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
  return contentAt + length > bytes.length ? null : { contentAt, end: contentAt + length };
}
