import { parseJsonObject, textOf, textsOf } from './json.ts';

/** A signed JSON Web Token taken apart; nothing of it is verified yet. */
export interface JsonWebToken {
  algorithm: string | null;
  keyId: string | null;
  type: string | null;
  claims: TokenClaims;
  /** What the signature covers. */
  signed: string;
  signature: Buffer;
}

/** Last second of the calendar (ECMA-262, section 21.4.1.1); what lies beyond is no moment. */
const lastSecond = 8.64e12;
const timeOf = (value: unknown): number | null =>
  typeof value === 'number' && Math.abs(value) <= lastSecond ? value : null;

/** One text or several. */
const listOf = (value: unknown): string[] =>
  (typeof value === 'string' ? [value] : (textsOf(value) ?? [])).filter((each) => each !== '');

// IdentityServer4 writes the scopes as an array, RFC 9068 as one string with spaces.
const scopesOf = (value: unknown): string[] => listOf(value).flatMap((each) => each.split(' ').filter(Boolean));

/** The registered claims that the console reads; times in seconds since 1970 (RFC 7519, section 4.1; RFC 9068). */
export interface TokenClaims {
  issuer: string | null;
  subject: string | null;
  audience: string[];
  clientId: string | null;
  scopes: string[];
  expiresAt: number | null;
  notBefore: number | null;
  issuedAt: number | null;
  /** Names of all claims in the token. */
  names: string[];
}

/** What an access token looks like from outside: its form is the issuer's own affair (RFC 6749, section 1.4). */
export type TokenForm =
  { form: 'opaque' } | { form: 'encrypted'; algorithm: string | null } | { form: 'signed'; token: JsonWebToken };

/** Takes an access token apart without verifying it. */
export function decodeToken(token: string): TokenForm {
  const parts = token.split('.');
  const [encodedHeader = '', encodedClaims = '', encodedSignature = ''] = parts;
  const header = decodePart(encodedHeader);
  if (header === null) return { form: 'opaque' };
  const algorithm = textOf(header['alg']);
  if (parts.length === 5) return { form: 'encrypted', algorithm };
  const claims = decodePart(encodedClaims);
  if (parts.length !== 3 || claims === null) return { form: 'opaque' };
  const scopes = scopesOf(claims['scope']);
  return {
    form: 'signed',
    token: {
      algorithm,
      keyId: textOf(header['kid']),
      type: textOf(header['typ']),
      claims: {
        issuer: textOf(claims['iss']),
        subject: textOf(claims['sub']),
        audience: listOf(claims['aud']),
        clientId: textOf(claims['client_id']),
        scopes: scopes.length > 0 ? scopes : scopesOf(claims['scp']),
        expiresAt: timeOf(claims['exp']),
        notBefore: timeOf(claims['nbf']),
        issuedAt: timeOf(claims['iat']),
        names: Object.keys(claims),
      },
      signed: `${encodedHeader}.${encodedClaims}`,
      signature: Buffer.from(encodedSignature, 'base64url'),
    },
  };
}

function decodePart(part: string): Record<string, unknown> | null {
  return /^[\w-]+$/.test(part) ? parseJsonObject(Buffer.from(part, 'base64url').toString('utf8')) : null;
}
