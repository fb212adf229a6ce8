import { randomBytes } from 'node:crypto';
import { credentialModes, credentialModeTitles, type CredentialMode } from '../../../../shared/client/choices.ts';
import { standardError } from '../../../../shared/explanation/oauth-errors.ts';
import type { Comparison, ComparisonRow, Exchange } from '../../../../shared/test-client.ts';
import { formEncoded } from '../../token-request.ts';
import type { ClientCredentials } from '../credentials.ts';
import { scopeParameters, type Parameters } from '../parameters.ts';
import { replyHeader } from '../exchange.ts';
import { tokenOutcome, type TokenOutcome } from '../token-outcome.ts';
import { recommendationOf } from './recommendation.ts';
import type { ActContext, ActResult } from './context.ts';
import { askForToken, resultOf } from './token.ts';

/**
 * Asks the token endpoint once in each way to send the credentials, at most four requests, and tells which ones it takes. It stops
 * where the server asks for fewer requests or locks the client. For client credentials the request is a real one; for the other
 * grants it carries a code that was made up, which a server refuses only after it has accepted the client.
 */
export async function compare(context: ActContext): Promise<ActResult> {
  const rows: ComparisonRow[] = [];
  let stopped: string | null = null;
  let granted: { exchange: Exchange } | null = null;
  for (const credentials of modesFor(context.credentials)) {
    if (stopped !== null) {
      rows.push(notTried(credentials));
      continue;
    }
    const twin = isSameAsBasic(credentials, context.credentials) && rows.find((row) => row.credentials === 'basic');
    if (twin) {
      rows.push({ ...twin, credentials, said: sameBytes });
      continue;
    }
    const exchange = await askForToken(context, probe(context), 'token', credentials);
    const outcome = tokenOutcome(exchange, context.request.scope);
    rows.push(rowOf(credentials, exchange, outcome));
    if (outcome.ok) granted ??= { exchange };
    stopped = reasonToStop(exchange, outcome);
  }
  const comparison: Comparison = { rows, ...recommendationOf(rows), stopped };
  const accepted = rows.filter(({ result }) => result === 'token' || result === 'client-accepted');
  const result = granted === null ? {} : resultOf(granted.exchange, context);
  return {
    ...result,
    state: 'finished',
    said:
      accepted.length === 0
        ? 'The service took the credentials in none of the ways that were tried.'
        : `The service took the credentials in ${accepted.length} of ${rows.length} ways: ${accepted.map(({ credentials }) => `“${credentialModeTitles[credentials]}”`).join('; ')}.`,
    comparison,
  };
}

const modesFor = ({ clientSecret }: ClientCredentials): CredentialMode[] =>
  credentialModes.filter((mode) => (clientSecret === '' ? mode === 'none' : mode !== 'none'));

const sameBytes = 'The same bytes as form-encoded: neither id nor secret has a character that the encoding changes.';

const isSameAsBasic = (mode: CredentialMode, { clientId, clientSecret }: ClientCredentials): boolean =>
  mode === 'basic-raw' && [clientId, clientSecret].every((text) => formEncoded(text) === text);

function probe({ request }: ActContext): Parameters {
  if (request.grant === 'client_credentials') {
    return [['grant_type', 'client_credentials'], ...scopeParameters(request)];
  }
  const redirectUrl = request.redirect.how === 'pasted' ? request.redirect.url : 'http://127.0.0.1/';
  return [
    ['grant_type', 'authorization_code'],
    ['code', `made-up-${randomBytes(12).toString('hex')}`],
    ['redirect_uri', redirectUrl],
    ...(request.pkce ? ([['code_verifier', randomBytes(32).toString('base64url')]] as const) : []),
  ];
}

const notTried = (credentials: CredentialMode): ComparisonRow => ({
  credentials,
  exchangeId: null,
  result: 'not-tried',
  httpStatus: null,
  error: null,
  said: 'Not tried: the comparison had ended before.',
});

/** Errors that a server comes to only after it has accepted the client (RFC 6749, section 5.2; RFC 8707). */
const behindTheClient = new Set(['invalid_grant', 'invalid_scope', 'unauthorized_client', 'invalid_target']);

function rowOf(credentials: CredentialMode, exchange: Exchange, outcome: TokenOutcome): ComparisonRow {
  const row = {
    credentials,
    exchangeId: exchange.id,
    httpStatus: exchange.response?.status ?? null,
    error: outcome.error,
  };
  if (outcome.ok) return { ...row, result: 'token', said: 'Accepted: a token came.' };
  const { httpStatus } = row;
  const error = outcome.error === null ? null : standardError(outcome.error, outcome.said);
  if (error !== null && behindTheClient.has(error)) {
    return { ...row, result: 'client-accepted', said: `The client was accepted; the service then answered ${error}.` };
  }
  if (error === 'invalid_client' || httpStatus === 401) {
    return {
      ...row,
      result: 'client-refused',
      said: `The client was not accepted${error === null ? '' : ` (${error})`}.`,
    };
  }
  const wrongKind = error === 'invalid_request' || [404, 405, 415, 501].includes(httpStatus ?? 0);
  if (credentials === 'query' && wrongKind) {
    return { ...row, result: 'client-refused', said: 'The service does not take a token request as GET.' };
  }
  return { ...row, result: 'unclear', said: outcome.said };
}

function reasonToStop(exchange: Exchange, { error, said }: TokenOutcome): string | null {
  const { response, failure } = exchange;
  if (response === null || failure !== null) return `It ended early, since a request had no whole reply. ${said}`;
  const asksForFewer =
    response.status === 429 ||
    error === 'slow_down' ||
    (response.status >= 400 && replyHeader(exchange, 'retry-after') !== '');
  if (asksForFewer) return 'It ended early, because the service asks for fewer requests. Wait before the next one.';
  const locked = response.status === 423 || (error !== null && /\block(?:ed|out)\b|too many|rate limit/i.test(said));
  return locked ? 'It ended early, because the service says that the client or the account is locked.' : null;
}
