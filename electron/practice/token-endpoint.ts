import { createHash } from 'node:crypto';
import { authenticateClient, isForm } from './client-authentication.ts';
import type { RegisteredClient } from './clients.ts';
import type { IssuedCode, IssuedGrants } from './issued-grants.ts';
import { json, type PracticeRequest, type Reply } from './replies.ts';

/** What the token endpoint needs from the service around it. */
export interface TokenIssuer {
  clients: readonly RegisteredClient[];
  /** The `token_type` of a reply; without it a reply does not conform (RFC 6749, section 5.1). */
  tokenType: 'Bearer' | undefined;
  grants: IssuedGrants;
  /** Issues an access token; its lifetime is in seconds. */
  issue(client: RegisteredClient, scopes: readonly string[]): { token: string; lifetime: number };
  log(level: 'info' | 'fail', message: string): void;
}

type TokenError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

const notStored = { 'cache-control': 'no-store, no-cache, max-age=0', pragma: 'no-cache' };
const identityScopes = ['openid', 'offline_access'];
const maximumScopeLength = 300;

/**
 * The token endpoint as IdentityServer4 has it: every error comes with status 400, the error's name and nothing more
 * (RFC 6749, section 5.2, but without 401 and without a challenge). Codes and refresh tokens work once; a refresh brings the
 * next refresh token.
 */
export function answerTokenRequest(request: PracticeRequest, issuer: TokenIssuer): Reply {
  const refuse = (error: TokenError, logMessage: string): Reply => {
    issuer.log('fail', logMessage);
    return json(400, { error }, notStored);
  };

  if (request.method !== 'POST' || !isForm(request)) {
    return refuse('invalid_request', 'Invalid HTTP request for token endpoint');
  }
  const authentication = authenticateClient(request, issuer.clients);
  if (authentication.client === null) return refuse('invalid_client', authentication.logMessage);
  const { client } = authentication;
  const form = new URLSearchParams(request.body);
  const grantType = form.get('grant_type') ?? '';

  switch (grantType) {
    case 'client_credentials':
    case 'authorization_code':
    case 'refresh_token':
    case 'password':
      if (!client.grantTypes.includes(grantType)) {
        return refuse('unauthorized_client', `Client not authorized for the grant ${grantType}`);
      }
      break;
    default:
      return refuse('unsupported_grant_type', 'The requested grant type is not supported');
  }
  const grant = grantOf(grantType, form, client, issuer);
  if ('error' in grant) return refuse(grant.error, grant.log);
  const { token, lifetime } = issuer.issue(client, grant.scopes);
  issuer.log('info', 'Token request validation success');
  const refreshToken = grant.offline
    ? { refresh_token: issuer.grants.issueRefreshToken({ clientId: client.clientId, scopes: grant.scopes }) }
    : {};
  return json(
    200,
    {
      access_token: token,
      expires_in: lifetime,
      token_type: issuer.tokenType,
      ...refreshToken,
      scope: grant.scopes.join(' '),
    },
    notStored,
  );
}

type Granted = { scopes: readonly string[]; offline: boolean } | { error: TokenError; log: string };

function grantOf(grantType: string, form: URLSearchParams, client: RegisteredClient, { grants }: TokenIssuer): Granted {
  if (grantType === 'authorization_code') {
    const code = grants.redeemCode(form.get('code') ?? '');
    const valid =
      code !== null &&
      code.clientId === client.clientId &&
      code.redirectUri === form.get('redirect_uri') &&
      code.challenge === challengeOf(form.get('code_verifier') ?? '', code.method);
    if (!valid) return { error: 'invalid_grant', log: 'The authorization code is not valid' };
    return { scopes: code.scopes, offline: code.scopes.includes('offline_access') };
  }
  if (grantType === 'refresh_token') {
    const token = form.get('refresh_token');
    if (!token) return { error: 'invalid_request', log: 'Refresh token is missing' };
    const consent = grants.redeemRefreshToken(token, client.clientId);
    if (consent === null) return { error: 'invalid_grant', log: 'The refresh token is not valid' };
    return { scopes: consent.scopes, offline: true };
  }
  if (grantType !== 'client_credentials') return { error: 'invalid_grant', log: `The grant ${grantType} is not valid` };
  const scopes = grantedScopes(form.get('scope') ?? '', client.scopes);
  if (scopes === null) return { error: 'invalid_scope', log: 'Requested scopes not allowed for this client' };
  return { scopes, offline: false };
}

const challengeOf = (verifier: string, method: IssuedCode['method']): string =>
  method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;

/** The scopes of a token, or null when the wish cannot be met. Without a wish it is all that the client may have. */
function grantedScopes(wish: string, allowed: readonly string[]): readonly string[] | null {
  if (wish.length > maximumScopeLength) return null;
  const wanted = wish.split(' ').filter((scope) => scope !== '');
  const scopes = wanted.length === 0 ? allowed : [...new Set(wanted)];
  const refused = scopes.some((scope) => identityScopes.includes(scope) || !allowed.includes(scope));
  return refused || scopes.length === 0 ? null : scopes;
}
