import { constants, verify, type KeyObject } from 'node:crypto';

interface SignatureAlgorithm {
  hash: keyof typeof hashBytes;
  keyType: 'rsa' | 'ec';
  /** The only curve the algorithm works with, in OpenSSL's words. */
  curve?: string;
  probabilistic?: true;
}

/** Asymmetric algorithms of JSON Web Signature (RFC 7518, section 3.1). */
const algorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map<string, SignatureAlgorithm>([
  ['RS256', { hash: 'sha256', keyType: 'rsa' }],
  ['RS384', { hash: 'sha384', keyType: 'rsa' }],
  ['RS512', { hash: 'sha512', keyType: 'rsa' }],
  ['PS256', { hash: 'sha256', keyType: 'rsa', probabilistic: true }],
  ['PS384', { hash: 'sha384', keyType: 'rsa', probabilistic: true }],
  ['PS512', { hash: 'sha512', keyType: 'rsa', probabilistic: true }],
  ['ES256', { hash: 'sha256', keyType: 'ec', curve: 'prime256v1' }],
  ['ES384', { hash: 'sha384', keyType: 'ec', curve: 'secp384r1' }],
  ['ES512', { hash: 'sha512', keyType: 'ec', curve: 'secp521r1' }],
]);

const hashBytes = { sha256: 32, sha384: 48, sha512: 64 } as const;

/** True when the name is one that {@link verifySignature} understands. */
export const isSignatureAlgorithm = (name: string): boolean => algorithms.has(name);

/** Checks a JSON Web Signature (RFC 7515, section 5.2); false also when key and algorithm do not fit. */
export function verifySignature(algorithm: string, key: KeyObject, signed: string, signature: Buffer): boolean {
  const known = algorithms.get(algorithm);
  if (known === undefined || key.asymmetricKeyType !== known.keyType) return false;
  if (known.curve !== undefined && key.asymmetricKeyDetails?.namedCurve !== known.curve) return false;
  const options =
    known.keyType === 'ec'
      ? { key, dsaEncoding: 'ieee-p1363' as const }
      : known.probabilistic
        ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: hashBytes[known.hash] }
        : { key, padding: constants.RSA_PKCS1_PADDING };
  try {
    return verify(known.hash, Buffer.from(signed, 'ascii'), options, signature);
  } catch {
    return false;
  }
}
