import { replaceMarkers } from '../../../shared/client/masked-text.ts';
import type { Explanation } from '../../../shared/explanation/index.ts';
import { readTokenReply } from '../../../shared/explanation/token-reply.ts';
import type { Attempt, Exchange } from '../../../shared/test-client.ts';
import type { ExitCode } from '../output.ts';

/** What `token --format json` prints. */
export interface TokenResult {
  schemaVersion: 1;
  ok: boolean;
  httpStatus: number | null;
  error: string | null;
  errorDescription: string | null;
  tokenType: string | null;
  /** Seconds, as the reply states them. */
  expiresIn: number | null;
  scope: string | null;
  /** Masked unless it was asked for. */
  accessToken: string | null;
  /** The entry of the catalogue that mends it; null where nothing has to be mended. */
  remediation: string | null;
  request: Exchange['request'] | null;
  response: Pick<
    NonNullable<Exchange['response']>,
    'status' | 'statusText' | 'httpVersion' | 'headers' | 'body' | 'charset' | 'truncated'
  > | null;
}

const placeholder = '***';
const withoutMarkers = (text: string): string => replaceMarkers(text, () => placeholder);
const headers = (all: Exchange['request']['headers']): Exchange['request']['headers'] =>
  all.map(([name, value]) => [name, withoutMarkers(value)]);

/** Makes the result of an attempt whose texts are masked. `accessToken` is the token in plain, to be shown. */
export function resultOf(attempt: Attempt, explanation: Explanation | null, accessToken: string | null): TokenResult {
  const exchange = attempt.exchanges.findLast(({ purpose }) => purpose === 'token' || purpose === 'refresh');
  const response = exchange?.response ?? null;
  const reply = response === null ? null : readTokenReply(response);
  const granted = reply?.kind === 'granted' ? reply.granted : null;
  const refused = reply?.kind === 'refused' ? reply.refused : null;
  const hasToken = attempt.tokens.some(({ kind }) => kind === 'access_token');
  const [first] = explanation?.findings ?? [];
  return {
    schemaVersion: 1,
    ok: attempt.state === 'finished' && hasToken && (response?.status ?? 0) < 300,
    httpStatus: response?.status ?? null,
    error: emptyAsNull(refused?.error) ?? attempt.problem?.code ?? null,
    errorDescription:
      emptyAsNull(refused?.description) ?? attempt.problem?.message ?? exchange?.failure?.message ?? null,
    tokenType: emptyAsNull(granted?.tokenType),
    expiresIn: granted?.expiresIn ?? null,
    scope: granted?.scopes ? withoutMarkers(granted.scopes.join(' ')) : null,
    accessToken: hasToken ? (accessToken ?? placeholder) : null,
    remediation: first?.remediation ?? null,
    request: exchange === undefined ? null : masked(exchange.request),
    response:
      response === null
        ? null
        : {
            status: response.status,
            statusText: withoutMarkers(response.statusText),
            httpVersion: response.httpVersion,
            headers: headers(response.headers),
            body: withoutMarkers(response.body),
            charset: response.charset,
            truncated: response.truncated,
          },
  };
}

const emptyAsNull = (text: string | null | undefined): string | null =>
  text === undefined || text === null || text === '' ? null : withoutMarkers(text);

const masked = ({ method, url, headers: sent, body }: Exchange['request']): Exchange['request'] => ({
  method,
  url: withoutMarkers(url),
  headers: headers(sent),
  body: body === null ? null : withoutMarkers(body),
});

/** 0 with a token, 1 with one about which something is wrong, 2 without one, 3 where it was broken off. */
export function exitCodeOf(result: TokenResult, attempt: Attempt): ExitCode {
  if (attempt.state === 'cancelled' || attempt.problem?.code === 'internal') return 3;
  if (!result.ok) return 2;
  return result.remediation === null ? 0 : 1;
}
