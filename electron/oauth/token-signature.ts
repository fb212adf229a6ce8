import { inBrief } from '../../shared/brief.ts';
import type { SignatureState } from '../../shared/token-view/index.ts';
import { isSigningKey, type PublishedKey } from './json-web-keys.ts';
import type { JsonWebToken } from './json-web-token.ts';
import { isSignatureAlgorithm, verifySignature } from './signatures.ts';

/** What became of a token's signature, in words; `valid` is null when it could not be checked. */
export interface SignatureReading {
  valid: boolean | null;
  state: SignatureState;
  /** What follows "the signature ..." or stands by itself in a row. */
  words: string;
}

/**
 * Checks the signature of a token against the published keys: the one it names first, else every one of them, since
 * validators do the same when the id is missing or unknown. Never rests on anything the token itself brings along.
 */
export function checkSignature(token: JsonWebToken, published: readonly PublishedKey[] | undefined): SignatureReading {
  const { algorithm, keyId } = token;
  if (algorithm === null) return { valid: false, state: 'unsigned', words: 'the token names no signature algorithm' };
  if (algorithm.toLowerCase() === 'none')
    return { valid: false, state: 'unsigned', words: 'the token is not signed (algorithm none)' };
  if (/^HS\d+$/.test(algorithm)) {
    return {
      valid: false,
      state: 'shared-secret',
      words: `it is signed with a shared secret (${inBrief(algorithm)}), which published keys cannot check`,
    };
  }
  if (!isSignatureAlgorithm(algorithm)) {
    return {
      valid: null,
      state: 'algorithm-unknown',
      words: `not checked: the console does not know the algorithm ${inBrief(algorithm)}`,
    };
  }
  if (published === undefined)
    return { valid: null, state: 'keys-unread', words: 'not checked: the signing keys could not be read' };

  const keys = published.filter(isSigningKey);
  if (keys.length === 0)
    return { valid: null, state: 'keys-unusable', words: 'not checked: no published key can be used for it' };

  const usable = keys.filter((key) => key.algorithm === null || key.algorithm === algorithm);
  const named = keyId === null ? [] : usable.filter((key) => key.keyId === keyId);
  const match = (named.length > 0 ? named : usable).find(({ key }) =>
    verifySignature(algorithm, key, token.signed, token.signature),
  );
  const about = keyId === null ? 'the token names no key' : `the token names the key ${inBrief(keyId)}`;
  const unusable = keyId !== null && named.length === 0 ? published.find((key) => key.keyId === keyId) : undefined;
  if (match === undefined && unusable !== undefined) {
    const why = unusable.problem ?? `it is published for the algorithm ${inBrief(unusable.algorithm ?? '', 20)}`;
    return {
      valid: null,
      state: 'keys-unusable',
      words: `not checked: ${about}, which is published and cannot be used for it (${why})`,
    };
  }
  if (match === undefined) {
    return {
      valid: false,
      state: named.length > 0 || keyId === null ? 'wrong' : 'key-unknown',
      words: named.length > 0 ? `${about}, and it does not match` : `${about}, and none of the published keys matches`,
    };
  }
  if (named.length > 0) return { valid: true, state: 'valid', words: `matches the key ${inBrief(keyId ?? '')}` };
  return {
    valid: true,
    state: 'valid',
    words: `${about}${keyId === null ? '' : ', which is not published'}; of all keys tried, ${
      match.keyId === null ? 'one without an id' : inBrief(match.keyId)
    } matches`,
  };
}
