import { isOver } from '../../../shared/client/choices.ts';
import {
  explainExchange,
  explainSignIn,
  type CredentialTraits,
  type Explanation,
  type ExplanationContext,
  type SeenToken,
} from '../../../shared/explanation/index.ts';
import { readTokenReply } from '../../../shared/explanation/token-reply.ts';
import type { Attempt, Exchange } from '../../../shared/test-client.ts';
import { parseUrl } from '../../../shared/url.ts';
import { formEncoded } from '../token-request.ts';
import { decodeToken } from '../json-web-token.ts';

/** What is known besides an attempt itself. */
export interface Surroundings {
  credentials: CredentialTraits;
  /** Why the token that came cannot be used; null where it can, or where none came. */
  tokenDefect: string | null;
  /** Of the token that came or was used; null where there is none. */
  token: SeenToken | null;
  /** Earlier attempts of the same environment, the newest first. */
  earlier: readonly Attempt[];
}

/**
 * What an attempt means (see shared/explanation); null while it is under way, and where the console itself failed. Texts of the attempt
 * may be masked.
 */
export function explainAttempt(attempt: Attempt, surroundings: Surroundings): Explanation | null {
  if (!isOver(attempt.state) || attempt.problem?.code === 'internal') return null;
  const exchange = exchangeToExplain(attempt);
  if (exchange !== null) {
    const explanation = explainExchange(exchange, contextOf(attempt, exchange, surroundings));
    return explanation.findings.length === 0 && ['failed', 'timed-out'].includes(attempt.state)
      ? bySentence(attempt, explanation)
      : explanation;
  }
  if (attempt.request.grant !== 'authorization_code' || attempt.act.kind !== 'token') return null;
  return explainSignIn({ ...contextOf(attempt, null, surroundings), callback: callbackOf(attempt) });
}

/** Of an attempt that failed although nothing is wrong with its last reply by itself. */
function bySentence({ request, state, said }: Attempt, { experiments }: Explanation): Explanation {
  const remediation =
    state === 'timed-out'
      ? 'oauth-device-flow'
      : request.direction === 'creatio'
        ? 'token-non-conforming'
        : 'oauth-reply-unusual';
  return {
    findings: [{ id: 'reply-unusable', title: said, certainty: 'shown', evidence: [], remediation }],
    experiments,
    nextStep: 'Follow the steps for the first finding, then repeat the request.',
  };
}

/** Of a comparison that of the chosen mode, else of the first; of everything else the last one. */
function exchangeToExplain({ exchanges, comparison, request }: Attempt): Exchange | null {
  if (comparison === null) return exchanges.at(-1) ?? null;
  return exchanges.find(({ credentials }) => credentials === request.credentials) ?? exchanges[0] ?? null;
}

function contextOf(attempt: Attempt, exchange: Exchange | null, surroundings: Surroundings): ExplanationContext {
  const { request, act, comparison, authorization } = attempt;
  const { earlier, token, tokenDefect, credentials } = surroundings;
  const discovered = earlier.find((each) => each.discovered?.tokenUrl === request.tokenUrl)?.discovered;
  const before = earlier.filter((each) => each.request.clientId === request.clientId && each.id !== attempt.id);
  const redirectUri = authorization && parameterOf(authorization.url, 'redirect_uri');
  return {
    purpose: exchange === null ? 'authorization' : exchange.purpose === 'refresh' ? 'token' : exchange.purpose,
    direction: request.direction,
    grant: act.kind === 'refresh' ? 'refresh_token' : request.grant,
    requestedScopes: request.scope.split(' ').filter((scope) => scope !== ''),
    authorizationEndpoint: request.authorizationUrl,
    tokenEndpoint: request.tokenUrl,
    redirectUri,
    redirectUriOfCreatio: request.redirect.how === 'pasted',
    credentials,
    ...(exchange?.credentials && { mode: exchange.credentials }),
    ...(exchange && { receivedAt: Date.parse(exchange.startedAt) + exchange.timings.totalMs }),
    ...(comparison && {
      comparison: comparison.rows
        .filter(({ result }) => result !== 'not-tried' && result !== 'unclear')
        .map(({ credentials: mode, result }) => ({ mode, accepted: result !== 'client-refused' })),
    }),
    ...(discovered?.grants && { offeredGrants: discovered.grants }),
    ...(discovered?.scopes && { offeredScopes: discovered.scopes }),
    ...(token && { token }),
    ...(tokenDefect !== null && { tokenDefect }),
    refreshTokenIssuedBefore: before.some(({ tokens }) => tokens.some(({ kind }) => kind === 'refresh_token')),
    refreshTokenWorkedBefore:
      act.kind === 'refresh' &&
      before.some(
        (each) => each.act.kind === 'refresh' && each.act.tokenId === act.tokenId && each.state === 'finished',
      ),
  };
}

function callbackOf({ authorization, request, state, problem }: Attempt): NonNullable<ExplanationContext['callback']> {
  const ended =
    problem?.code === 'port-in-use'
      ? ('port-taken' as const)
      : state === 'timed-out'
        ? ('timeout' as const)
        : state === 'cancelled'
          ? ('cancelled' as const)
          : null;
  return {
    url: authorization?.redirect ?? null,
    expectedState: authorization && parameterOf(authorization.url, 'state'),
    expectedIssuer: request.issuer,
    issuerPromised: problem?.code === 'issuer-missing',
    ...(ended && { ended }),
  };
}

const parameterOf = (url: string, name: string): string | null =>
  parseUrl(url) === null ? null : new URL(url).searchParams.get(name);

/** What about the credentials themselves can make a server refuse them, told without a value. */
export const traitsOf = (clientId: string, secret: string): CredentialTraits => ({
  encodingMatters: [clientId, secret].some((text) => formEncoded(text) !== text),
  surroundingSpace: [clientId, secret].some((text) => text !== text.trim()),
  longest: Math.max(clientId.length, secret.length),
});

/** Why the token in the last reply of an attempt, as it came, cannot be used; null where it can, or where none came. */
export function tokenDefectOf(attempt: Attempt): string | null {
  const exchange = exchangeToExplain(attempt);
  if (exchange === null || exchange.response === null || exchange.failure !== null) return null;
  if (exchange.purpose !== 'token' && exchange.purpose !== 'refresh') return null;
  const reply = readTokenReply(exchange.response);
  return reply.kind === 'unusable' ? reply.words : null;
}

/** What a token tells of itself, unverified. */
export function seenToken(value: string): SeenToken {
  const read = decodeToken(value);
  if (read.form !== 'signed') {
    return { form: read.form, issuedAt: null, notBefore: null, expiresAt: null, scopes: null, audience: [] };
  }
  const { issuedAt, notBefore, expiresAt, scopes, audience, names } = read.token.claims;
  const stated = names.includes('scope') || names.includes('scp');
  return { form: 'signed', issuedAt, notBefore, expiresAt, scopes: stated ? scopes : null, audience };
}
