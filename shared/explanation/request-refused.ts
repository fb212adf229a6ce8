import { finding, found, type Found } from './found.ts';
import { isAboutRedirect, isAboutVerifier, redirectDiffers } from './grant-refused.ts';
import type { ExplanationContext } from './types.ts';
import { byDirection, serverName } from './words.ts';

/** `invalid_request` (RFC 6749, section 5.2): what of the request the server cannot use, by its description. */
export function explainMalformed(context: ExplanationContext, words: string, evidence: readonly string[]): Found {
  const { direction, mode } = context;
  const entry = byDirection(direction, 'token-invalid-request', 'oauth-request-malformed');
  if (mode === 'query' && context.purpose === 'token') {
    return found(
      [
        finding(
          'get-refused',
          direction === 'creatio' ? 'shown' : 'likely',
          `${serverName(direction)} does not take token requests with GET, so id and secret cannot stand in the query string.`,
          byDirection(direction, 'token-invalid-request', 'web-service-credentials-elsewhere'),
          evidence,
        ),
      ],
      'credentials-in-body',
      'compare-modes',
    );
  }
  if (isAboutRedirect(words)) return redirectDiffers(context, evidence);
  if (isAboutVerifier(words)) {
    const title =
      'The server wants a code challenge or a code verifier (PKCE) that it did not get, or of another method.';
    return found([finding('code-challenge-wanted', 'shown', title, entry, evidence)], 'sign-in-again');
  }
  if (/AADSTS90002\b|tenant .{0,120}not found/i.test(words)) {
    const title = 'The server does not know the tenant or the organisation that stands in the address.';
    return found(
      [
        finding(
          'tenant-unknown',
          'shown',
          title,
          byDirection(direction, 'token-endpoint-missing', 'web-service-settings-outdated'),
          evidence,
        ),
      ],
      'discovery',
    );
  }
  if (/missing[^.]{0,30}\bscope\b|\bscope\b[^.]{0,30}(?:missing|required)|AADSTS900144[^]*'scope'/i.test(words)) {
    return explainScope(context, words, evidence);
  }
  if (/client.?(?:id|secret|auth)|credential/i.test(words) && context.purpose !== 'authorization') {
    return found(
      [
        finding(
          'credentials-elsewhere',
          'likely',
          'The server does not see id and secret where they were sent.',
          byDirection(direction, 'token-invalid-request', 'web-service-credentials-elsewhere'),
          evidence,
        ),
      ],
      'compare-modes',
    );
  }
  const title = `${serverName(direction)} cannot read the request: a parameter is missing, doubled or wrong, or it was changed on the way.`;
  return found(
    [finding('request-malformed', 'shown', title, entry, evidence)],
    ...(context.purpose === 'token' ? (['compare-modes'] as const) : []),
  );
}

/** `invalid_scope`: one that is unknown or not allowed, or none where one is wanted. */
export function explainScope(context: ExplanationContext, _words: string, evidence: readonly string[]): Found {
  const { direction, grant, requestedScopes = [] } = context;
  const withClient = requestedScopes.filter((scope) => scope === 'openid' || scope === 'offline_access');
  const asked = requestedScopes.length === 0 ? 'No scope was asked for.' : `Asked for: ${requestedScopes.join(' ')}.`;
  if (direction === 'creatio' && grant === 'client_credentials' && withClient.length > 0) {
    const title = `With client credentials the Identity Service does not allow ${withClient.join(' and ')}.`;
    return found(
      [finding('scope-for-users', 'shown', title, 'token-invalid-scope', [...evidence, asked])],
      'without-scope',
    );
  }
  const title =
    requestedScopes.length === 0
      ? `${serverName(direction)} wants a scope in the request, or has none set up for this client.`
      : `${serverName(direction)} does not know or not allow a scope that was asked for.`;
  const signsIn = context.purpose === 'authorization' || grant === 'authorization_code';
  const webService = signsIn ? 'web-service-scopes-differ-login' : 'web-service-scopes-differ';
  return found(
    [
      finding('scope-refused', 'shown', title, byDirection(direction, 'token-invalid-scope', webService), [
        ...evidence,
        asked,
      ]),
    ],
    ...(requestedScopes.length === 0 ? [] : (['without-scope'] as const)),
    ...(requestedScopes.length > 1 ? (['scopes-one-by-one'] as const) : []),
  );
}
