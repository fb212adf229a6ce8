import { X509Certificate } from 'node:crypto';

const certificateBlocks =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;
const certificateStart = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/g;
const privateKeyStart = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----/;

/**
 * Every certificate of a PEM text (RFC 7468), whatever stands around the blocks and however their lines end, as clean PEM.
 * Null when one of them cannot be read; empty when there is none.
 */
export function certificatesOf(text: string): string[] | null {
  const blocks = [...text.matchAll(certificateBlocks)];
  if (blocks.length !== (text.match(certificateStart) ?? []).length) return null;
  const certificates = blocks.map(([, base64 = '']) => certificateOf(Buffer.from(base64, 'base64')));
  return certificates.every((certificate) => certificate !== null) ? certificates : null;
}

/** A certificate in DER as PEM; null when it is none. */
export function certificateOf(der: Buffer): string | null {
  try {
    return new X509Certificate(der).toString();
  } catch {
    return null;
  }
}

/** Whether a text of PEM has a private key in it, encrypted or not. */
export const holdsPrivateKey = (text: string): boolean => privateKeyStart.test(text);
