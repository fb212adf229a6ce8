import { credentialModeTitles } from './choices.ts';
import type { Attempt } from './attempt.ts';
import type { Exchange } from './exchange.ts';
import type { ClientRequest } from './request.ts';

/** One thing that differs between two attempts, in words. */
export interface Difference {
  /** Where: in what was asked, in what came back, or in how the server was reached. */
  about: 'request' | 'reply' | 'connection';
  /** For example "Scope". */
  what: string;
  before: string;
  after: string;
}

const none = 'none';

/**
 * What differs between two attempts: of the request, of its last reply, and of the way there. Times, ids and values that are new in
 * every attempt do not count. Empty where nothing does.
 */
export function differencesOf(before: Attempt, after: Attempt): Difference[] {
  return [
    ...rows('request', requestRows(before), requestRows(after)),
    ...rows('reply', replyRows(before), replyRows(after)),
    ...rows('connection', connectionRows(before), connectionRows(after)),
  ];
}

type Rows = readonly (readonly [what: string, value: string])[];

function rows(about: Difference['about'], before: Rows, after: Rows): Difference[] {
  const old = new Map(before);
  const names = new Set([...before, ...after].map(([what]) => what));
  const current = new Map(after);
  return [...names].flatMap((what) => {
    const [was, is] = [old.get(what) ?? none, current.get(what) ?? none];
    return was === is ? [] : [{ about, what, before: was, after: is }];
  });
}

const acts: Readonly<Record<Attempt['act']['kind'], string>> = {
  discover: 'read the discovery document',
  token: 'get a token',
  compare: 'compare the modes',
  refresh: 'refresh the token',
  revoke: 'revoke the token',
  introspect: 'introspect the token',
  use: 'use the token',
};

const grantTitles: Readonly<Record<ClientRequest['grant'], string>> = {
  client_credentials: 'client credentials',
  authorization_code: 'authorization code',
  device_code: 'device authorization',
};

function requestRows({ act, request }: Attempt): Rows {
  const { redirect } = request;
  const target = act.kind !== 'use' ? none : act.target.at === 'creatio' ? act.target.path : act.target.url;
  return [
    ['What was done', acts[act.kind]],
    ['Address that was read', target],
    ['Authentication', request.authentication === 'oauth2' ? 'OAuth 2.0' : 'Basic'],
    ['Grant', grantTitles[request.grant]],
    ['Client id', request.clientId || none],
    ['User name', request.username || none],
    ['Kept secret', request.secret ?? none],
    ['Client credentials', credentialModeTitles[request.credentials]],
    ['Auth code request URL', request.authorizationUrl ?? none],
    ['Access token request URL', request.tokenUrl ?? none],
    ['Revoke token URL', request.revocationUrl ?? none],
    ['Introspection URL', request.introspectionUrl ?? none],
    ['Device authorization URL', request.deviceAuthorizationUrl ?? none],
    [
      'Redirect URL',
      redirect.how === 'pasted' ? redirect.url : `this computer, port ${redirect.port ?? 'any'}, ${redirect.path}`,
    ],
    ['Scope', request.scope || none],
    ['Audience', request.audience || none],
    ['Resources', request.resources.join(' ') || none],
    ['Further parameters', request.parameters.map(({ name, value }) => `${name}=${value}`).join(' ') || none],
    ['PKCE', request.pkce ? 'S256' : none],
  ];
}

function replyRows(attempt: Attempt): Rows {
  const { exchanges, scopes, tokens, comparison, active } = attempt;
  const response = exchanges.at(-1)?.response ?? null;
  return [
    ['Result', attempt.said],
    ['Status', response === null ? 'no reply' : `${response.status} ${response.statusText}`.trimEnd()],
    ['Media type', headerOf(response, 'content-type')],
    ['Server', headerOf(response, 'server')],
    ['Challenge', headerOf(response, 'www-authenticate')],
    ['Redirect', exchanges.at(-1)?.redirectsTo ?? none],
    ['Tokens', tokens.map(({ kind, form }) => `${kind.replace('_', ' ')} (${form})`).join(', ') || none],
    ['Scopes granted', scopes?.granted.join(' ') || none],
    ['Scopes dropped', scopes?.dropped.join(' ') || none],
    ['Active', active === null ? none : active ? 'yes' : 'no'],
    ...(comparison?.rows ?? []).map(
      ({ credentials, result }) => [credentialModeTitles[credentials], result.replace('-', ' ')] as const,
    ),
  ];
}

function connectionRows({ exchanges }: Attempt): Rows {
  const last = exchanges.at(-1);
  if (last === undefined) return [];
  const { remoteAddress, route, tls, failure } = last;
  return [
    ['Failure', failure?.finding ?? none],
    ['Address', remoteAddress ?? none],
    ['Route', route || none],
    ['TLS', tls === null ? none : [tls.protocol, tls.cipher].filter(Boolean).join(', ')],
    ['Certificate', tls?.subject ?? none],
    ['Certificate fingerprint', tls?.fingerprint256 ?? none],
  ];
}

const headerOf = (response: Exchange['response'], name: string): string =>
  response?.headers
    .filter(([each]) => each.toLowerCase() === name)
    .map(([, value]) => value)
    .join(', ') || none;
