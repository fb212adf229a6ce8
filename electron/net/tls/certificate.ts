import type { X509Certificate } from 'node:crypto';
import type { Certificate } from '../../../shared/report.ts';
import { alternativeNames } from './names.ts';

const dayMs = 86_400_000;
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59);

/** What a report shows of a certificate. */
export function describeCertificate(certificate: X509Certificate, now = Date.now()): Certificate {
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    serialNumber: certificate.serialNumber.toUpperCase(),
    validFrom: new Date(validFrom(certificate)).toISOString(),
    validTo: new Date(validTo(certificate)).toISOString(),
    daysLeft: Math.floor((validTo(certificate) - now) / dayMs),
    subjectAlternativeNames: alternativeNames(certificate).map((name) => name.value),
    fingerprint256: certificate.fingerprint256,
    selfSigned: isSelfSigned(certificate),
    isAuthority: certificate.ca,
    keyType: keyType(certificate),
  };
}

/** The first moment of validity, in ms since 1970. */
export const validFrom = (certificate: X509Certificate): number => moment(certificate.validFrom);

/** The last moment of validity, in ms since 1970. */
export const validTo = (certificate: X509Certificate): number => moment(certificate.validTo);

/** Whether a certificate is valid at a moment, in ms. */
export const isWithinDates = (certificate: X509Certificate, now = Date.now()): boolean =>
  validFrom(certificate) <= now && now <= validTo(certificate);

/** True when the issuer's name and key fit: it did sign this certificate. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false; // a key or an algorithm that this runtime does not know
  }
}

/** True when a certificate is signed by its own key; checkIssued alone would ask for key usages that a server's lacks. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  if (certificate.subject !== certificate.issuer) return false;
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    return false;
  }
}

/** The common name of a certificate's subject, else all of the subject. */
export const subjectName = (certificate: X509Certificate): string => shortName(certificate.subject);

/** The common name of a certificate's issuer, else all of the issuer. */
export const issuerName = (certificate: X509Certificate): string => shortName(certificate.issuer);

function shortName(distinguishedName: string | undefined): string {
  if (distinguishedName === undefined || distinguishedName === '') return 'without a name';
  const parts = distinguishedName.split('\n');
  const commonName = parts.find((part) => part.startsWith('CN=')) ?? parts.find((part) => part.startsWith('O='));
  return commonName?.slice(commonName.indexOf('=') + 1) ?? oneLine(distinguishedName);
}

/** Node gives one attribute of a distinguished name per line. A certificate without a subject has none. */
const oneLine = (distinguishedName: string | undefined): string => (distinguishedName ?? '').split('\n').join(', ');

function moment(text: string): number {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? 0 : Math.min(ms, lastMoment);
}

/** The length of an RSA key; null for other keys, and for one that this runtime cannot read. */
export function rsaBits(certificate: X509Certificate): number | null {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
    return type === 'rsa' ? (details?.modulusLength ?? null) : null;
  } catch {
    return null;
  }
}

const curveNames = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
]);

function keyType(certificate: X509Certificate): string {
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = certificate.publicKey;
    if (type === 'ec') return `EC ${curveNames.get(details?.namedCurve ?? '') ?? details?.namedCurve ?? ''}`.trim();
    const name = (type ?? 'unknown').toUpperCase();
    return details?.modulusLength === undefined ? name : `${name} ${details.modulusLength} bit`;
  } catch {
    return 'unknown';
  }
}
