import { inBrief } from '../../shared/brief.ts';
import {
  claimMeanings,
  headerMeanings,
  momentClaims,
  type TokenMember,
  type TokenView,
} from '../../shared/token-view/index.ts';
import { lineText } from '../../shared/visible-text.ts';
import type { Network } from '../net/index.ts';
import { readKeySet, type PublishedKey } from './json-web-keys.ts';
import { decodeToken, repeatedMembers, tokenMembers, type JsonWebToken } from './json-web-token.ts';
import { checkSignature, type SignatureReading } from './token-signature.ts';

/** The keys with which tokens are checked, or why there are none, as a sentence. */
export type KeysToCheckWith = { keys: readonly PublishedKey[]; problem: null } | { keys: null; problem: string };

/** Reads the key set at an address (RFC 7517, section 5). The address has to come from the discovery document, never from a token. */
export async function readKeys(
  network: Network,
  address: string | null,
  signal: AbortSignal,
): Promise<KeysToCheckWith> {
  if (address === null) {
    return { keys: null, problem: 'No address of signing keys is known; the discovery document names it (jwks_uri).' };
  }
  const { final } = await network.request({
    method: 'GET',
    url: address,
    headers: { accept: 'application/json' },
    signal,
  });
  if (final.failure !== null || final.response === null) {
    return { keys: null, problem: final.failure?.message ?? `There was no reply from ${address}.` };
  }
  const keys = final.response.status === 200 ? readKeySet(final.response.body) : null;
  return keys === null
    ? { keys: null, problem: `There is no key set at ${address} (HTTP ${final.response.status}).` }
    : { keys, problem: null };
}

/**
 * Looks into a token: what stands in it and what that means, its times, its signature, and what is doubtful about it. What a token
 * says of itself is believed for nothing; keys it brings along are never used.
 */
export function viewToken(token: string, available: KeysToCheckWith, now: Date): TokenView {
  const decoded = decodeToken(token);
  const { header, claims } = tokenMembers(token);
  switch (decoded.form) {
    case 'opaque':
      return { ...unreadable, form: 'opaque', said: opaque(token) };
    case 'encrypted':
      return {
        ...unreadable,
        form: 'encrypted',
        said: 'The token is encrypted (JWE): only the server for which it is meant can read it, which is no fault.',
        header: membersOf(header, headerMeanings),
      };
    case 'signed': {
      const signature = checkSignature(decoded.token, available.keys ?? undefined);
      return {
        ...times(decoded.token),
        form: 'signed',
        said:
          signature.state === 'unsigned'
            ? 'The token is a JSON Web Token without a signature: everybody can read it, and change it unnoticed.'
            : 'The token is a signed JSON Web Token: everybody can read it, and nobody can change it unnoticed.',
        header: membersOf(header, headerMeanings),
        claims: membersOf(claims, claimMeanings),
        signature: { state: signature.state, said: signatureInWords(signature, available) },
        scopes: scopesOf(decoded.token),
        audience: decoded.token.claims.audience.map(lineText),
        problems: [...problemsOf(decoded.token, signature, now), ...formProblems(header, repeatedMembers(token))],
      };
    }
  }
}

const unreadable = {
  header: [],
  claims: [],
  issuedAt: null,
  notBefore: null,
  expiresAt: null,
  signature: { state: 'none' as const, said: 'There is no signature that could be checked.' },
  scopes: null,
  audience: [],
  problems: [],
};

const opaque = (token: string): string =>
  /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)
    ? 'The token looks like a JSON Web Token, but its parts cannot be read. It may be damaged or cut off.'
    : 'The token is opaque: only the server that issued it knows what it means, which is no fault. Introspection can tell.';

const longestValue = 4_000;

function membersOf(
  members: Readonly<Record<string, unknown>> | null,
  meanings: Readonly<Record<string, string>>,
): TokenMember[] {
  return Object.entries(members ?? {}).map(([name, value]) => ({
    name: lineText(name),
    value: lineText(inBrief(typeof value === 'string' ? value : JSON.stringify(value), longestValue)),
    meaning: Object.hasOwn(meanings, name) ? (meanings[name] ?? null) : null,
    at: momentClaims.includes(name) && typeof value === 'number' ? moment(value) : null,
  }));
}

/** Seconds since 1970 as a moment; null outside of the years that a date can have in JSON. */
function moment(seconds: number | null): string | null {
  if (seconds === null) return null;
  const date = new Date(seconds * 1_000);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9_999 ? date.toISOString() : null;
}

const times = ({ claims }: JsonWebToken) => ({
  issuedAt: moment(claims.issuedAt),
  notBefore: moment(claims.notBefore),
  expiresAt: moment(claims.expiresAt),
});

const scopesOf = ({ claims }: JsonWebToken): string[] | null =>
  claims.names.includes('scope') || claims.names.includes('scp') ? claims.scopes.map(lineText) : null;

function signatureInWords({ state, words }: SignatureReading, { problem }: KeysToCheckWith): string {
  if (state === 'keys-unread' && problem !== null) return `The signature was not checked. ${problem}`;
  return state === 'valid'
    ? `The signature is right: it ${words.replace(/^the token names/, 'names')}.`
    : `Signature: ${words}.`;
}

function problemsOf(
  { algorithm, claims }: JsonWebToken,
  signature: SignatureReading,
  now: Date,
): TokenView['problems'] {
  const seconds = now.getTime() / 1_000;
  const problems: TokenView['problems'] = [];
  const add = (said: string, remediation: string) => problems.push({ said, remediation });
  if (signature.state === 'unsigned')
    add('The token is not signed, so that anybody can make one.', 'token-signature-invalid');
  if (signature.state === 'wrong') add('The signature does not match the published key.', 'token-signature-invalid');
  if (signature.state === 'key-unknown') {
    add('The token names a key that is not published, and no other fits.', 'token-signature-invalid');
  }
  if (signature.state === 'shared-secret') {
    add(
      `The token is signed with a shared secret (${inBrief(algorithm ?? '', 20)}): only who knows that can check it, and published keys cannot.`,
      'token-signature-invalid',
    );
  }
  if (claims.expiresAt !== null && claims.expiresAt <= seconds) add('The token has expired.', 'token-expired');
  const start = Math.max(claims.notBefore ?? 0, claims.issuedAt ?? 0);
  if (start > seconds + 5) add('The token is not valid yet by the clock of this computer.', 'token-not-yet-valid');
  for (const [name, value] of [
    ['exp', claims.expiresAt],
    ['nbf', claims.notBefore],
    ['iat', claims.issuedAt],
  ] as const) {
    if (claims.names.includes(name) && moment(value) === null) {
      add(`${name} is no moment in seconds since 1970, so that servers may refuse the token.`, 'token-non-conforming');
    }
  }
  if (claims.audience.length === 0) add('The token does not say for whom it is meant (aud).', 'token-audience-missing');
  return problems;
}

/** What makes a strict server refuse a token whose signature and times are right. */
function formProblems(
  header: Readonly<Record<string, unknown>> | null,
  repeated: readonly string[],
): TokenView['problems'] {
  const problems: TokenView['problems'] = [];
  const add = (said: string) => problems.push({ said, remediation: 'token-non-conforming' });
  if (header !== null && Object.hasOwn(header, 'crit')) {
    const { crit } = header;
    const names = Array.isArray(crit)
      ? crit.filter((name) => typeof name === 'string').map((name) => lineText(name))
      : [];
    // RFC 7515, section 4.1.11: a list of at least one name; who does not know all of them refuses the token.
    add(
      names.length === 0
        ? 'crit in the header is no list of names, so that servers refuse the token.'
        : `The header names what a server has to know or else refuse the token (crit): ${inBrief(names.join(', '), 200)}. The console does not know it, and Creatio need not.`,
    );
  }
  if (repeated.length > 0) {
    add(
      `${lineText(inBrief(repeated.join(', '), 200))} stands more than once in the token: a server may take either value, or refuse the token.`,
    );
  }
  return problems;
}
