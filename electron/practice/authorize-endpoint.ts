import type { RegisteredClient } from './clients.ts';
import type { IssuedGrants } from './issued-grants.ts';
import { empty, html, page, redirect, type PracticeRequest, type Reply } from './replies.ts';

/** What the authorization endpoint needs from the service around it. */
export interface AuthorizationServer {
  clients: readonly RegisteredClient[];
  grants: IssuedGrants;
  log(level: 'info' | 'fail', message: string): void;
}

/** Where IdentityServer4 has its authorization endpoint, its login and its page for errors. */
export const authorizePath = '/connect/authorize';
export const loginPath = '/account/login';
export const errorPath = '/home/error';

/** What is asked for, when client and redirect address are right; only then the browser is sent back with an error. */
interface Asked {
  client: RegisteredClient;
  redirectUri: string;
  parameters: URLSearchParams;
}

/**
 * The authorization endpoint as IdentityServer4 has it (RFC 6749, section 4.1.1): redirect addresses match exactly, port included, PKCE
 * is required, and what is wrong with client or redirect address is shown to the user instead of being sent back.
 */
export function answerAuthorize(request: PracticeRequest, server: AuthorizationServer): Reply {
  if (request.method !== 'GET') return empty(405);
  const asked = readAsked(request.query ?? '', server);
  if (asked === null) return redirect(`${errorPath}?errorId=practice`);
  const problem = problemOf(asked);
  if (problem !== null) {
    server.log('fail', problem.log);
    return backWith(asked, { error: problem.error });
  }
  return redirect(`${loginPath}?${new URLSearchParams({ ReturnUrl: `${authorizePath}?${request.query}` })}`);
}

/** The login page, and what follows from its buttons: a code, or that the user denied the access. */
export function answerLogin(request: PracticeRequest, server: AuthorizationServer): Reply {
  if (request.method === 'GET') return html(200, loginPage);
  if (request.method !== 'POST') return empty(405);
  const [, query = ''] = (new URLSearchParams(request.query).get('ReturnUrl') ?? '').split('?');
  const asked = readAsked(query, server);
  if (asked === null || problemOf(asked) !== null) return redirect(`${errorPath}?errorId=practice`);
  if (new URLSearchParams(request.body).get('button') !== 'login') {
    server.log('info', 'The user denied the access');
    return backWith(asked, { error: 'access_denied' });
  }
  const { client, redirectUri, parameters } = asked;
  const scopes = scopesOf(parameters);
  const code = server.grants.issueCode({
    clientId: client.clientId,
    scopes,
    redirectUri,
    challenge: parameters.get('code_challenge') ?? '',
    method: parameters.get('code_challenge_method') === 'S256' ? 'S256' : 'plain',
  });
  server.log('info', 'Authorization code issued');
  return backWith(asked, { code, scope: scopes.join(' ') });
}

/** What a user sees of a request that must not be sent back. */
export const answerError = (): Reply =>
  html(200, page('Error', 'Sorry, there was an error: the request of this application is not valid.'));

const loginPage = page(
  'Practice Identity Service',
  'An application asks for access to the practice environment.<form method="post"><button name="button" value="login">Log in and allow</button> <button name="button" value="cancel">Deny</button></form>',
);

function readAsked(query: string, { clients, log }: AuthorizationServer): Asked | null {
  const parameters = new URLSearchParams(query);
  const client = clients.find(({ clientId }) => clientId === parameters.get('client_id'));
  const redirectUri = parameters.get('redirect_uri') ?? '';
  if (client === undefined) {
    log('fail', 'Unknown client or not enabled');
    return null;
  }
  if (client.redirectUris.includes(redirectUri)) return { client, redirectUri, parameters };
  log('fail', 'Invalid redirect_uri');
  return null;
}

function problemOf({ client, parameters }: Asked): { error: string; log: string } | null {
  if (parameters.get('response_type') !== 'code') {
    return { error: 'unsupported_response_type', log: 'Response type not supported' };
  }
  if (!client.grantTypes.includes('authorization_code')) {
    return { error: 'unauthorized_client', log: 'Invalid grant type for client' };
  }
  const scopes = scopesOf(parameters);
  if (scopes.length === 0) return { error: 'invalid_request', log: 'scope is missing' };
  if (scopes.some((scope) => !client.scopes.includes(scope) && !isOfflineAccess(scope, client))) {
    return { error: 'invalid_scope', log: 'Requested scopes not allowed for this client' };
  }
  const length = parameters.get('code_challenge')?.length ?? 0;
  return length < 43 || length > 128 ? { error: 'invalid_request', log: 'code_challenge is missing' } : null;
}

const isOfflineAccess = (scope: string, { grantTypes }: RegisteredClient): boolean =>
  scope === 'offline_access' && grantTypes.includes('refresh_token');

const scopesOf = (parameters: URLSearchParams): string[] => [
  ...new Set((parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '')),
];

function backWith({ redirectUri, parameters }: Asked, result: Readonly<Record<string, string>>): Reply {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value);
  const state = parameters.get('state');
  if (state !== null) url.searchParams.set('state', state);
  return redirect(url.href);
}
