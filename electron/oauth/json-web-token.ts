import * as z from 'zod/mini';
import { repeatedNames } from '../../shared/repeated-names.ts';
import { parseJsonObject, textSchema } from './json.ts';

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
const timeSchema = z.catch(z.nullable(z.number().check(z.refine((time) => Math.abs(time) <= lastSecond))), null);

/** One text or several. */
const listSchema = z.pipe(
  z.catch(z.union([z.string(), z.array(z.unknown())]), []),
  z.transform((texts: string | unknown[]) =>
    [texts].flat().filter((text): text is string => typeof text === 'string' && text !== ''),
  ),
);
// IdentityServer4 writes the scopes as an array, RFC 9068 as one string with spaces.
const scopesSchema = z.pipe(
  listSchema,
  z.transform((texts: string[]) => texts.flatMap((text) => text.split(' ').filter(Boolean))),
);

const headerSchema = z.object({ alg: textSchema, kid: textSchema, typ: textSchema });

const claimsSchema = z.object({
  iss: textSchema,
  sub: textSchema,
  aud: listSchema,
  client_id: textSchema,
  scope: scopesSchema,
  scp: scopesSchema,
  exp: timeSchema,
  nbf: timeSchema,
  iat: timeSchema,
});

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

/** Header and claims of a token as they stand in it, each null where it cannot be read; nothing of it is verified. */
export function tokenMembers(token: string): Record<'header' | 'claims', Record<string, unknown> | null> {
  const [header = '', claims = ''] = token.split('.');
  return { header: decodePart(header), claims: decodePart(claims) };
}

/** Names that stand more than once in header or claims, which a server may refuse (RFC 7515, section 4; RFC 7519, section 4). */
export const repeatedMembers = (token: string): string[] =>
  token
    .split('.', 2)
    .filter((part) => decodePart(part) !== null)
    .flatMap((part) => repeatedNames(textOf(part)));

/** Takes an access token apart without verifying it. */
export function decodeToken(token: string): TokenForm {
  const parts = token.split('.');
  const [encodedHeader = '', encodedClaims = '', encodedSignature = ''] = parts;
  const header = headerSchema.safeParse(decodePart(encodedHeader));
  if (!header.success) return { form: 'opaque' };
  if (parts.length === 5) return { form: 'encrypted', algorithm: header.data.alg };
  const members = decodePart(encodedClaims);
  if (parts.length !== 3 || members === null) return { form: 'opaque' };
  const claims = claimsSchema.parse(members);
  return {
    form: 'signed',
    token: {
      algorithm: header.data.alg,
      keyId: header.data.kid,
      type: header.data.typ,
      claims: {
        issuer: claims.iss,
        subject: claims.sub,
        audience: claims.aud,
        clientId: claims.client_id,
        scopes: claims.scope.length > 0 ? claims.scope : claims.scp,
        expiresAt: claims.exp,
        notBefore: claims.nbf,
        issuedAt: claims.iat,
        names: Object.keys(members),
      },
      signed: `${encodedHeader}.${encodedClaims}`,
      signature: Buffer.from(encodedSignature, 'base64url'),
    },
  };
}

function decodePart(part: string): Record<string, unknown> | null {
  return /^[\w-]+$/.test(part) ? parseJsonObject(textOf(part)) : null;
}

const textOf = (part: string): string => Buffer.from(part, 'base64url').toString('utf8');
