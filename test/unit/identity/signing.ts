import { constants, createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface TestKey {
  privateKey: KeyObject;
  /** As the Identity Service publishes it. */
  published: Record<string, unknown>;
}

export function rsaKey(kid: string | undefined, bits = 2_048): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return { privateKey, published: { ...publicKey.export({ format: 'jwk' }), ...(kid === undefined ? {} : { kid }) } };
}

export function ecKey(kid: string, namedCurve = 'P-256'): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  return { privateKey, published: { ...publicKey.export({ format: 'jwk' }), kid } };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token signed by the rules of RFC 7518, independently of the code under test. */
export function signedToken(
  key: KeyObject,
  header: { alg: string; [name: string]: unknown },
  claims: Record<string, unknown>,
): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  const hash = `sha${header.alg.slice(2)}`;
  const data = Buffer.from(signed);
  const signature = header.alg.startsWith('ES')
    ? sign(hash, data, { key, dsaEncoding: 'ieee-p1363' })
    : header.alg.startsWith('PS')
      ? sign(hash, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: Number(header.alg.slice(2)) / 8 })
      : sign(hash, data, key);
  return `${signed}.${signature.toString('base64url')}`;
}

/** A token signed with a shared secret, or with nothing at all. */
export function otherToken(alg: string, claims: Record<string, unknown>): string {
  const signed = `${encode({ alg })}.${encode(claims)}`;
  return `${signed}.${alg === 'none' ? '' : createHmac('sha256', 'shared').update(signed).digest('base64url')}`;
}
