import * as z from 'zod/mini';
import { parseJson } from '../../shared/json.ts';
import { contentInWords, parseJsonObject, textSchema } from './json.ts';

/** An access token as the token endpoint granted it. */
export interface GrantedToken {
  value: string;
  type: string | null;
  /** Seconds, as the reply states them. */
  expiresIn: number | null;
  scope: string | null;
}

/** A reply of a token endpoint, read by the standard. */
export type TokenReply =
  /** `deviations` are departures from the standard with which the token still can be used. */
  | { kind: 'granted'; token: GrantedToken; deviations: string[] }
  | { kind: 'refused'; error: string; description: string | null }
  | { kind: 'not-json'; found: string }
  | { kind: 'non-conforming'; reason: string };

/** What a request can carry in its Authorization header. */
const usableToken = /^[\x21-\x7e]+$/;

const replySchema = z.object({
  error: textSchema,
  error_description: textSchema,
  access_token: textSchema,
  token_type: textSchema,
  expires_in: z.optional(z.unknown()),
  scope: textSchema,
});
const tokensSchema = z.object({ access_token: textSchema, refresh_token: textSchema, id_token: textSchema });

/** Reads the body of a token endpoint's reply (RFC 6749, sections 5.1 and 5.2), whatever its status. */
export function readTokenReply(status: number, contentType: string, body: string): TokenReply {
  const members = parseJsonObject(body);
  if (members === null) {
    return parseJson(body) === undefined
      ? { kind: 'not-json', found: contentInWords(body) }
      : { kind: 'non-conforming', reason: 'it is JSON, but not an object' };
  }
  const reply = replySchema.parse(members);
  if (reply.error) return { kind: 'refused', error: reply.error, description: reply.error_description };
  const { access_token: value, token_type: type, expires_in: expiresIn, scope } = reply;
  if (value === null || !usableToken.test(value)) {
    return { kind: 'non-conforming', reason: tokenDefect(members['access_token']) };
  }
  const seconds =
    typeof expiresIn === 'number' || typeof expiresIn === 'string' ? Number.parseFloat(`${expiresIn}`) : Number.NaN;
  return {
    kind: 'granted',
    token: { value, type, expiresIn: Number.isFinite(seconds) ? seconds : null, scope },
    deviations: deviationsOf(status, contentType, type, expiresIn),
  };
}

function deviationsOf(status: number, contentType: string, type: string | null, expiresIn: unknown): string[] {
  const deviations: string[] = [];
  if (status !== 200) deviations.push(`the status is ${status} in place of 200`);
  if (!/^application\/json\b/i.test(contentType.trim())) {
    deviations.push(contentType === '' ? 'it states no media type' : 'its media type is not application/json');
  }
  if (type === null) deviations.push('token_type is missing');
  else if (type.toLowerCase() !== 'bearer') deviations.push('token_type is not Bearer');
  if (typeof expiresIn === 'string') deviations.push('expires_in is text in place of a number');
  else if (expiresIn !== undefined && !(typeof expiresIn === 'number' && expiresIn > 0)) {
    deviations.push('expires_in is not a positive number');
  }
  return deviations;
}

function tokenDefect(token: unknown): string {
  if (token === undefined || token === null || token === '') return 'it holds neither an access token nor an error';
  return typeof token === 'string'
    ? 'its access token has characters that no request can carry'
    : 'its access token is not text';
}

const spelledTokens =
  /(?<!\w)(?:(?:access|refresh|id|oauth)_?token(?:_?secret)?["']?\s*[:=]|token["']\s*:)\s*["']?((?:\\.|[^"'&\s<>\\]){8,})/gi;

/** Everything in a reply that is a token, in the very spelling of the reply, so that it can be masked before it is shown. */
export function tokensIn(body: string): string[] {
  const parsed = Object.values(tokensSchema.parse(parseJsonObject(body) ?? {})).flatMap((token) => token || []);
  return [...new Set([...parsed, ...Array.from(body.matchAll(spelledTokens), ([, token = '']) => token)])];
}
