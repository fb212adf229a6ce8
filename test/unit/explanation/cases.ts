import { markerOf } from '../../../shared/client/masked-text.ts';
import type { ExplanationContext, SeenExchange } from '../../../shared/explanation/index.ts';

export interface Reply {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  charset?: string;
  truncated?: boolean;
  byteOrderMark?: true;
}

export interface Case {
  name: string;
  reply: Reply | null;
  context?: Partial<ExplanationContext>;
  request?: Partial<SeenExchange['request']>;
  failure?: SeenExchange['failure'];
  /** `certainty id -> entry` of each finding in order. */
  findings: readonly string[];
  /** Ids of the experiments in order. */
  experiments?: readonly string[];
}

export const receivedAt = Date.UTC(2026, 10, 21, 12, 0, 0);
const httpDate = (offsetSeconds: number): string => new Date(receivedAt + offsetSeconds * 1_000).toUTCString();

const json = { 'Content-Type': 'application/json' };
const html = { 'Content-Type': 'text/html' };

/** A reply of JSON with this status. */
const said = (status: number, members: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { ...json, ...headers },
  body: JSON.stringify(members),
});
const page = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { ...html, ...headers },
  body: `<!doctype html><html><body>${body}</body></html>`,
});
const token = { access_token: 'abc.def', token_type: 'Bearer', expires_in: 3600 };

const creatio: Partial<ExplanationContext> = { direction: 'creatio', grant: 'client_credentials' };
const service: Partial<ExplanationContext> = { direction: 'web-service', grant: 'authorization_code' };
const refreshing: Partial<ExplanationContext> = { direction: 'web-service', grant: 'refresh_token' };
const using: Partial<ExplanationContext> = { direction: 'web-service', purpose: 'use' };
const usingCreatio: Partial<ExplanationContext> = { direction: 'creatio', purpose: 'use' };
const withToken = { method: 'GET', headers: [['Authorization', 'Bearer abc']] as const, body: null };
const withoutToken = { method: 'GET', headers: [], body: null };
const get = { method: 'GET', body: null };
const authorizing: Partial<ExplanationContext> = {
  ...service,
  purpose: 'authorization',
  redirectUri: 'https://crm.example.com/oauth/redirect',
};
const atAuthorize = { method: 'GET', url: 'https://service.example.com/oauth/authorize?client_id=a', body: null };
const loginPage = '<form><input type="password"></form>';
const signedToken = {
  form: 'signed' as const,
  issuedAt: null,
  notBefore: null,
  expiresAt: null,
  scopes: null,
  audience: [],
};

/** IdentityServer4 at the token endpoint: 400 with the error alone. */
const ofIdentityServer: Case[] = [
  { name: 'a token', reply: said(200, token), context: creatio, findings: [] },
  {
    name: 'invalid_client, which hides several causes',
    reply: said(400, { error: 'invalid_client' }),
    context: creatio,
    findings: [
      'shown client-refused -> token-invalid-client',
      'possible client-unknown-or-secret-wrong -> token-invalid-client',
      'possible credentials-elsewhere -> token-invalid-client',
    ],
    experiments: ['compare-modes', 'search-log'],
  },
  {
    name: 'invalid_client with 401',
    reply: said(401, { error: 'invalid_client' }),
    context: creatio,
    findings: [
      'shown client-refused -> token-invalid-client',
      'possible client-unknown-or-secret-wrong -> token-invalid-client',
      'possible credentials-elsewhere -> token-invalid-client',
    ],
    experiments: ['compare-modes', 'search-log'],
  },
  {
    name: 'invalid_client without a secret',
    reply: said(400, { error: 'invalid_client' }),
    context: { ...creatio, mode: 'none' },
    findings: ['likely secret-wanted -> token-invalid-client'],
  },
  {
    name: 'invalid_client, and the log names an unknown client',
    reply: said(400, { error: 'invalid_client' }),
    context: { ...creatio, log: '[ERR] No client with id "x" found. aborting' },
    findings: ['shown client-unknown -> token-invalid-client', 'shown client-refused -> token-invalid-client'],
  },
  {
    name: 'invalid_client, and the log names a wrong secret',
    reply: said(400, { error: 'invalid_client' }),
    context: { ...creatio, log: 'Client secret validation failed for client: x.' },
    findings: ['shown secret-wrong -> token-invalid-client', 'shown client-refused -> token-invalid-client'],
  },
  {
    name: 'invalid_client, and the log names missing credentials',
    reply: said(400, { error: 'invalid_client' }),
    context: { ...creatio, log: 'No client identifier found' },
    findings: ['shown credentials-not-seen -> token-invalid-client', 'shown client-refused -> token-invalid-client'],
    experiments: ['compare-modes'],
  },
  {
    name: 'invalid_client, and the log says nothing of it',
    reply: said(400, { error: 'invalid_client' }),
    context: { ...creatio, log: 'Request finished' },
    findings: [
      'shown client-refused -> token-invalid-client',
      'possible client-unknown-or-secret-wrong -> token-invalid-client',
      'possible credentials-elsewhere -> token-invalid-client',
    ],
    experiments: ['compare-modes'],
  },
  {
    name: 'invalid_client for a secret of more than 100 characters',
    reply: said(400, { error: 'invalid_client' }),
    context: { ...creatio, credentials: { longest: 120 } },
    findings: [
      'shown client-refused -> token-invalid-client',
      'likely credentials-too-long -> token-invalid-client',
      'possible client-unknown-or-secret-wrong -> token-invalid-client',
      'possible credentials-elsewhere -> token-invalid-client',
    ],
    experiments: ['compare-modes', 'search-log'],
  },
  {
    name: 'invalid_client for a secret with a space at its end',
    reply: said(400, { error: 'invalid_client' }),
    context: { ...creatio, credentials: { surroundingSpace: true } },
    findings: [
      'shown client-refused -> token-invalid-client',
      'likely credentials-with-space -> token-invalid-client',
      'possible client-unknown-or-secret-wrong -> token-invalid-client',
      'possible credentials-elsewhere -> token-invalid-client',
    ],
    experiments: ['compare-modes', 'search-log'],
  },
  {
    name: 'invalid_client for a raw Basic header with a plus in it',
    reply: said(400, { error: 'invalid_client' }),
    context: { ...creatio, mode: 'basic-raw', credentials: { encodingMatters: true } },
    findings: [
      'shown client-refused -> token-invalid-client',
      'likely basic-encoding -> token-invalid-client',
      'possible client-unknown-or-secret-wrong -> token-invalid-client',
      'possible credentials-elsewhere -> token-invalid-client',
    ],
    experiments: ['form-encoded-basic', 'compare-modes', 'search-log'],
  },
  {
    name: 'invalid_client, and the comparison found another place',
    reply: said(400, { error: 'invalid_client' }),
    context: {
      ...creatio,
      mode: 'basic-raw',
      comparison: [
        { mode: 'body', accepted: true },
        { mode: 'basic', accepted: true },
        { mode: 'query', accepted: false },
      ],
    },
    findings: ['shown credentials-elsewhere -> token-invalid-client'],
  },
  {
    name: 'invalid_client, and the comparison was refused everywhere',
    reply: said(400, { error: 'invalid_client' }),
    context: {
      ...creatio,
      comparison: [
        { mode: 'body', accepted: false },
        { mode: 'basic', accepted: false },
      ],
    },
    findings: [
      'shown client-refused -> token-invalid-client',
      'likely client-unknown-or-secret-wrong -> token-invalid-client',
    ],
    experiments: ['search-log'],
  },
  {
    name: 'invalid_request for GET',
    reply: said(400, { error: 'invalid_request' }),
    context: { ...creatio, mode: 'query' },
    request: get,
    findings: ['shown get-refused -> token-invalid-request'],
    experiments: ['credentials-in-body', 'compare-modes'],
  },
  {
    name: 'invalid_request',
    reply: said(400, { error: 'invalid_request' }),
    context: creatio,
    findings: ['shown request-malformed -> token-invalid-request'],
    experiments: ['compare-modes'],
  },
  {
    name: 'unsupported_grant_type',
    reply: said(400, { error: 'unsupported_grant_type' }),
    context: creatio,
    findings: ['shown grant-unsupported -> token-unsupported-grant-type'],
    experiments: ['discovery'],
  },
  {
    name: 'unauthorized_client',
    reply: said(400, { error: 'unauthorized_client' }),
    context: creatio,
    findings: ['shown grant-not-allowed -> token-unauthorized-client'],
  },
  {
    name: 'unauthorized_client for a code',
    reply: said(400, { error: 'unauthorized_client' }),
    context: { ...creatio, grant: 'authorization_code' },
    findings: ['shown grant-not-allowed -> authorization-code-grant'],
  },
  {
    name: 'invalid_scope without a scope',
    reply: said(400, { error: 'invalid_scope' }),
    context: creatio,
    findings: ['shown scope-refused -> token-invalid-scope'],
  },
  {
    name: 'invalid_scope for offline_access',
    reply: said(400, { error: 'invalid_scope' }),
    context: { ...creatio, requestedScopes: ['offline_access'] },
    findings: ['shown scope-for-users -> token-invalid-scope'],
    experiments: ['without-scope'],
  },
  {
    name: 'invalid_scope for two',
    reply: said(400, { error: 'invalid_scope' }),
    context: { ...creatio, requestedScopes: ['one', 'two'] },
    findings: ['shown scope-refused -> token-invalid-scope'],
    experiments: ['without-scope', 'scopes-one-by-one'],
  },
  {
    name: 'invalid_grant for a code',
    reply: said(400, { error: 'invalid_grant' }),
    context: { ...creatio, grant: 'authorization_code' },
    findings: [
      'shown code-refused -> token-invalid-grant',
      'possible code-used -> token-invalid-grant',
      'possible redirect-url-differs -> token-invalid-grant',
      'possible code-verifier-refused -> token-invalid-grant',
    ],
    experiments: ['sign-in-again', 'search-log-code'],
  },
  {
    name: 'invalid_grant for a code of ten minutes',
    reply: said(400, { error: 'invalid_grant' }),
    context: { ...creatio, grant: 'authorization_code', codeAgeSeconds: 600 },
    findings: [
      'shown code-refused -> token-invalid-grant',
      'likely code-expired -> token-invalid-grant',
      'possible redirect-url-differs -> token-invalid-grant',
      'possible code-verifier-refused -> token-invalid-grant',
    ],
    experiments: ['sign-in-again', 'search-log-code'],
  },
  {
    name: 'invalid_grant for a refresh token',
    reply: said(400, { error: 'invalid_grant' }),
    context: { ...creatio, grant: 'refresh_token' },
    findings: [
      'likely refresh-token-invalidated -> token-invalid-grant',
      'possible refresh-token-of-another-client -> token-invalid-grant',
    ],
    experiments: ['sign-in-again'],
  },
  {
    name: 'invalid_grant for client credentials',
    reply: said(400, { error: 'invalid_grant' }),
    context: creatio,
    findings: ['shown grant-refused -> token-invalid-grant'],
  },
];

/** The nine groups of the article on web services, and the five cases of its last. */
const ofWebServices: Case[] = [
  {
    name: 'group 1: invalid_client',
    reply: said(401, { error: 'invalid_client' }),
    context: service,
    findings: [
      'shown client-refused -> web-service-settings-outdated',
      'possible client-unknown-or-secret-wrong -> web-service-settings-outdated',
      'possible credentials-elsewhere -> web-service-credentials-elsewhere',
    ],
    experiments: ['compare-modes'],
  },
  {
    name: 'group 1: the token address does not exist',
    reply: page(404, 'Not Found'),
    context: service,
    findings: ['shown address-not-found -> web-service-settings-outdated'],
    experiments: ['discovery'],
  },
  {
    name: 'group 2: the redirect address in the exchange',
    reply: said(400, { error: 'invalid_grant', error_description: 'redirect_uri does not match' }),
    context: { ...service, redirectUri: 'https://crm.example.com/r' },
    findings: ['shown redirect-url-differs -> web-service-redirect-url'],
  },
  {
    name: 'group 2: redirect_uri_mismatch',
    reply: said(400, { error: 'redirect_uri_mismatch' }),
    context: service,
    findings: ['shown redirect-url-differs -> web-service-redirect-url'],
  },
  {
    name: 'group 2: the redirect address on the page',
    reply: page(400, 'Error 400: redirect_uri_mismatch'),
    context: authorizing,
    request: atAuthorize,
    findings: ['shown redirect-url-differs -> web-service-redirect-url'],
  },
  {
    name: 'group 3: a scope is lacking, and the service names it',
    reply: said(403, {}, { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="files.write"' }),
    context: { ...using, requestedScopes: ['files.read'] },
    request: withToken,
    findings: ['shown scope-insufficient -> web-service-scopes-insufficient'],
    experiments: ['more-scopes'],
  },
  {
    name: 'group 3: a 403 that speaks of permissions',
    reply: said(403, { message: 'Insufficient permission' }),
    context: using,
    request: withToken,
    findings: [
      'likely scope-insufficient -> web-service-scopes-insufficient',
      'possible access-restricted -> web-service-access-restricted',
    ],
    experiments: ['inspect-token', 'more-scopes'],
  },
  {
    name: 'group 4: a scope that the application lacks, at the sign-in',
    reply: said(400, { error: 'invalid_scope' }),
    context: { ...service, requestedScopes: ['admin'] },
    findings: ['shown scope-refused -> web-service-scopes-differ-login'],
    experiments: ['without-scope'],
  },
  {
    name: 'group 4: a scope that the application lacks, without a user',
    reply: said(400, { error: 'invalid_scope' }),
    context: { ...service, grant: 'client_credentials', requestedScopes: ['admin'] },
    findings: ['shown scope-refused -> web-service-scopes-differ'],
    experiments: ['without-scope'],
  },
  {
    name: 'group 5: a scope was left out at the sign-in',
    reply: said(200, { ...token, refresh_token: 'r', scope: 'read' }),
    context: { ...service, requestedScopes: ['read', 'write'] },
    findings: [
      'shown scopes-dropped -> web-service-scopes-denied',
      'possible scopes-not-in-application -> web-service-scopes-differ',
    ],
    experiments: ['sign-in-again'],
  },
  {
    name: 'group 5: a scope that was asked for and not granted is lacking in a call',
    reply: said(403, {}, { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="write"' }),
    context: { ...using, requestedScopes: ['read', 'write'], token: { ...signedToken, scopes: ['read'] } },
    request: withToken,
    findings: [
      'likely scopes-denied -> web-service-scopes-denied',
      'possible scopes-not-in-application -> web-service-scopes-differ-call',
    ],
    experiments: ['more-scopes'],
  },
  {
    name: 'group 6: 403 without a token',
    reply: page(403, 'Forbidden'),
    context: using,
    request: withoutToken,
    findings: ['shown authentication-not-sent -> web-service-authentication-unused'],
    experiments: ['send-token'],
  },
  {
    name: 'group 6: 401 without a token',
    reply: said(401, {}, { 'WWW-Authenticate': 'Bearer' }),
    context: using,
    request: withoutToken,
    findings: ['shown authentication-not-sent -> web-service-authentication-unused'],
    experiments: ['send-token'],
  },
  {
    name: 'group 6: Basic in place of a token',
    reply: said(401, {}, { 'WWW-Authenticate': 'Bearer' }),
    context: using,
    request: { method: 'GET', headers: [['Authorization', 'Basic YTpi']], body: null },
    findings: ['likely authentication-of-another-kind -> web-service-authentication-unused'],
    experiments: ['send-token'],
  },
  {
    name: 'group 7: only known addresses',
    reply: said(400, { error: 'invalid_grant', error_description: 'ip restricted' }),
    context: service,
    findings: ['likely access-restricted -> web-service-access-restricted'],
  },
  {
    name: 'group 7: only known domains, on the page',
    reply: page(400, "Can't load URL: the domain of this URL is not allowed by the settings of the app."),
    context: authorizing,
    request: atAuthorize,
    findings: ['likely access-restricted -> web-service-access-restricted'],
  },
  {
    name: 'group 7: a gateway',
    reply: page(403, '<title>Attention Required! | Cloudflare</title>'),
    context: service,
    findings: ['likely blocked-by-gateway -> web-service-access-restricted'],
    experiments: ['repeat'],
  },
  {
    name: 'group 8: the server asks for Basic',
    reply: said(401, { error: 'invalid_client' }, { 'WWW-Authenticate': 'Basic realm="token"' }),
    context: { ...service, mode: 'body' },
    findings: [
      'shown client-refused -> web-service-settings-outdated',
      'likely basic-wanted -> web-service-credentials-elsewhere',
      'possible client-unknown-or-secret-wrong -> web-service-settings-outdated',
    ],
    experiments: ['credentials-as-basic', 'compare-modes'],
  },
  {
    name: 'group 8: found by the comparison',
    reply: said(401, { error: 'invalid_client' }),
    context: { ...service, mode: 'body', comparison: [{ mode: 'basic', accepted: true }] },
    findings: ['shown credentials-elsewhere -> web-service-credentials-elsewhere'],
  },
  {
    name: 'group 8: the credentials are not seen',
    reply: said(400, { error: 'invalid_request', error_description: 'client_id is missing' }),
    context: { ...service, mode: 'basic' },
    findings: ['likely credentials-elsewhere -> web-service-credentials-elsewhere'],
    experiments: ['compare-modes'],
  },
  {
    name: 'group 8: GET is wanted',
    reply: { status: 405, headers: { Allow: 'GET' }, body: '' },
    context: { ...service, mode: 'body' },
    findings: ['likely get-wanted -> web-service-credentials-elsewhere'],
    experiments: ['compare-modes', 'discovery'],
  },
  {
    name: 'group 8: GET is refused',
    reply: { status: 405, headers: { Allow: 'POST' }, body: '' },
    context: { ...service, mode: 'query' },
    request: get,
    findings: ['shown get-refused -> web-service-credentials-elsewhere'],
    experiments: ['compare-modes'],
  },
  {
    name: 'group 9.1: the token never ends',
    reply: said(200, { access_token: 'abc', token_type: 'bearer' }),
    context: { ...service, requestedScopes: ['offline_access'] },
    findings: [
      'likely refresh-token-unneeded -> web-service-refresh-token-unneeded',
      'possible refresh-token-issued-once -> web-service-refresh-token-issued-once',
      'possible refresh-token-unsupported -> web-service-refresh-token-unsupported',
    ],
    experiments: ['introspect', 'revoke-and-sign-in'],
  },
  {
    name: 'group 9.2: discovery offers no renewal',
    reply: said(200, token),
    context: { ...service, offeredGrants: ['authorization_code'] },
    findings: [
      'shown refresh-token-missing -> web-service-refresh-token-missing',
      'likely refresh-token-unsupported -> web-service-refresh-token-unsupported',
    ],
    experiments: ['offline-access'],
  },
  {
    name: 'group 9.2: the grant refresh_token is not known',
    reply: said(400, { error: 'unsupported_grant_type' }),
    context: refreshing,
    findings: ['shown grant-unsupported -> web-service-refresh-token-unsupported'],
    experiments: ['discovery'],
  },
  {
    name: 'group 9.3: a scope that was not asked for and is offered',
    reply: said(200, token),
    context: { ...service, requestedScopes: ['read'], offeredScopes: ['read', 'offline_access'] },
    findings: [
      'shown refresh-token-missing -> web-service-refresh-token-missing',
      'likely refresh-token-scope-needed -> web-service-refresh-token-disabled',
    ],
    experiments: ['offline-access', 'revoke-and-sign-in'],
  },
  {
    name: 'group 9.3: it cannot be told whether a scope is wanted',
    reply: said(200, token),
    context: service,
    findings: [
      'shown refresh-token-missing -> web-service-refresh-token-missing',
      'possible refresh-token-scope-needed -> web-service-refresh-token-disabled',
      'possible refresh-token-issued-once -> web-service-refresh-token-issued-once',
      'possible refresh-token-unsupported -> web-service-refresh-token-unsupported',
    ],
    experiments: ['offline-access', 'revoke-and-sign-in'],
  },
  {
    name: 'group 9.4: issued before',
    reply: said(200, token),
    context: { ...service, requestedScopes: ['offline_access'], refreshTokenIssuedBefore: true },
    findings: [
      'shown refresh-token-missing -> web-service-refresh-token-missing',
      'likely refresh-token-issued-once -> web-service-refresh-token-issued-once',
    ],
    experiments: ['revoke-and-sign-in'],
  },
  {
    name: 'group 9.4: the scope was asked for',
    reply: said(200, token),
    context: { ...service, requestedScopes: ['offline_access'] },
    findings: [
      'shown refresh-token-missing -> web-service-refresh-token-missing',
      'possible refresh-token-issued-once -> web-service-refresh-token-issued-once',
      'possible refresh-token-unsupported -> web-service-refresh-token-unsupported',
    ],
    experiments: ['revoke-and-sign-in'],
  },
  {
    name: 'group 9.5: a refresh token that worked before',
    reply: said(400, { error: 'invalid_grant' }),
    context: { ...refreshing, refreshTokenWorkedBefore: true },
    findings: ['shown refresh-token-invalidated -> web-service-refresh-token-invalidated'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'group 9.5: a refresh token',
    reply: said(400, { error: 'invalid_grant' }),
    context: refreshing,
    findings: [
      'likely refresh-token-invalidated -> web-service-refresh-token-invalidated',
      'possible refresh-token-of-another-client -> web-service-settings-outdated',
    ],
    experiments: ['sign-in-again'],
  },
  {
    name: 'group 9.5: it has expired',
    reply: said(400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }),
    context: refreshing,
    findings: [
      'likely refresh-token-invalidated -> web-service-refresh-token-invalidated',
      'possible refresh-token-of-another-client -> web-service-settings-outdated',
    ],
    experiments: ['sign-in-again'],
  },
];

/** The other errors of the standards, and those that services have of their own. */
const ofStandards: Case[] = [
  {
    name: 'invalid_request',
    reply: said(400, { error: 'invalid_request' }),
    context: service,
    findings: ['shown request-malformed -> oauth-request-malformed'],
    experiments: ['compare-modes'],
  },
  {
    name: 'a code challenge is wanted',
    reply: said(400, { error: 'invalid_request', error_description: 'code_verifier required' }),
    context: service,
    findings: ['shown code-challenge-wanted -> oauth-request-malformed'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'the code verifier is wrong',
    reply: said(400, { error: 'invalid_grant', error_description: 'PKCE verification failed' }),
    context: service,
    findings: ['shown code-verifier-refused -> token-invalid-grant'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'the code was used',
    reply: said(400, { error: 'invalid_grant', error_description: 'AADSTS54005: code was already redeemed' }),
    context: service,
    findings: ['shown code-used -> token-invalid-grant'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'unauthorized_client',
    reply: said(400, { error: 'unauthorized_client' }),
    context: service,
    findings: ['shown grant-not-allowed -> oauth-grant-not-allowed'],
  },
  {
    name: 'access_denied',
    reply: said(403, { error: 'access_denied' }),
    context: { ...service, grant: 'client_credentials' },
    findings: ['shown access-denied -> oauth-access-denied'],
  },
  {
    name: 'server_error',
    reply: said(500, { error: 'server_error' }),
    context: service,
    findings: ['shown server-failed -> oauth-server-failed'],
    experiments: ['repeat'],
  },
  {
    name: 'server_error of Creatio',
    reply: said(500, { error: 'server_error' }),
    context: creatio,
    findings: ['shown server-failed -> token-server-error'],
    experiments: ['search-log-error', 'repeat'],
  },
  {
    name: 'temporarily_unavailable',
    reply: said(503, { error: 'temporarily_unavailable' }),
    context: service,
    findings: ['shown paused -> oauth-rate-limited'],
    experiments: ['wait'],
  },
  {
    name: 'invalid_target',
    reply: said(400, { error: 'invalid_target' }),
    context: service,
    findings: ['shown resource-unknown -> oauth-resource-unknown'],
  },
  {
    name: 'authorization_pending',
    reply: said(400, { error: 'authorization_pending' }),
    context: service,
    findings: ['shown authorization-pending -> oauth-device-flow'],
    experiments: ['wait'],
  },
  {
    name: 'slow_down',
    reply: said(400, { error: 'slow_down' }),
    context: service,
    findings: ['shown rate-limited -> oauth-rate-limited'],
    experiments: ['wait'],
  },
  {
    name: 'expired_token',
    reply: said(400, { error: 'expired_token' }),
    context: service,
    findings: ['shown device-code-expired -> oauth-device-flow'],
  },
  {
    name: 'interaction_required',
    reply: said(400, { error: 'interaction_required' }),
    context: service,
    findings: ['shown interaction-required -> oauth-sign-in-needed'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'use_dpop_nonce',
    reply: said(400, { error: 'use_dpop_nonce' }),
    context: service,
    findings: ['shown request-form -> oauth-request-malformed'],
  },
  {
    name: 'an error of nobody',
    reply: said(400, { error: 'teapot' }),
    context: service,
    findings: ['shown error-unknown -> oauth-reply-unusual'],
    experiments: ['repeat'],
  },
  {
    name: 'GitHub: a bad code with 200',
    reply: said(200, { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' }),
    context: service,
    findings: [
      'shown code-refused -> token-invalid-grant',
      'possible code-used -> token-invalid-grant',
      'possible redirect-url-differs -> web-service-redirect-url',
      'possible code-verifier-refused -> token-invalid-grant',
      'shown error-with-success -> oauth-reply-unusual',
    ],
    experiments: ['sign-in-again'],
  },
  {
    name: 'GitHub: wrong credentials with 200',
    reply: said(200, { error: 'incorrect_client_credentials' }),
    context: service,
    findings: [
      'shown client-refused -> web-service-settings-outdated',
      'possible client-unknown-or-secret-wrong -> web-service-settings-outdated',
      'possible credentials-elsewhere -> web-service-credentials-elsewhere',
      'shown error-with-success -> oauth-reply-unusual',
    ],
    experiments: ['compare-modes'],
  },
  {
    name: 'Facebook: an object',
    reply: said(400, { error: { message: 'Error validating client secret.', type: 'OAuthException', code: 1 } }),
    context: service,
    findings: [
      'shown error-unknown -> oauth-reply-unusual',
      'likely secret-wrong -> web-service-settings-outdated',
      'likely client-refused -> web-service-settings-outdated',
    ],
  },
  {
    name: 'Slack: ok is false',
    reply: said(200, { ok: false, error: 'bad_client_secret' }),
    context: service,
    findings: [
      'shown secret-wrong -> web-service-settings-outdated',
      'shown client-refused -> web-service-settings-outdated',
      'shown error-with-success -> oauth-reply-unusual',
    ],
  },
  {
    name: 'Entra: the secret is wrong',
    reply: said(401, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' }),
    context: service,
    findings: [
      'shown secret-wrong -> web-service-settings-outdated',
      'shown client-refused -> web-service-settings-outdated',
    ],
  },
  {
    name: 'Entra: the secret has expired',
    reply: said(401, {
      error: 'invalid_client',
      error_description: 'AADSTS7000222: The provided client secret keys are expired.',
    }),
    context: service,
    findings: [
      'shown secret-expired -> web-service-settings-outdated',
      'shown client-refused -> web-service-settings-outdated',
    ],
  },
  {
    name: 'an error in capitals',
    reply: said(400, { error: 'INVALID_CLIENT' }),
    context: { ...service, comparison: [{ mode: 'basic', accepted: false }] },
    findings: [
      'shown client-refused -> web-service-settings-outdated',
      'likely client-unknown-or-secret-wrong -> web-service-settings-outdated',
    ],
  },
];

/** Replies that depart from the standard. */
const nonConforming: Case[] = [
  {
    name: 'token_type is missing',
    reply: said(200, { access_token: 'a', expires_in: 3600 }),
    context: creatio,
    findings: ['shown token-type-missing -> token-non-conforming'],
  },
  {
    name: 'token_type is another',
    reply: said(200, { ...token, token_type: 'mac' }),
    context: creatio,
    findings: ['shown token-type -> token-non-conforming'],
  },
  {
    name: 'expires_in is a text',
    reply: said(200, { ...token, expires_in: '3600' }),
    context: creatio,
    findings: ['shown lifetime-text -> token-non-conforming'],
  },
  {
    name: 'expires_in is words',
    reply: said(200, { ...token, expires_in: 'soon' }),
    context: creatio,
    findings: ['shown lifetime-unusable -> token-non-conforming'],
  },
  {
    name: 'expires_in is a moment',
    reply: said(200, { ...token, expires_in: 1_795_292_681 }),
    context: creatio,
    findings: ['shown lifetime-moment -> token-non-conforming'],
  },
  {
    name: 'an error with 200',
    reply: said(200, { error: 'invalid_scope' }),
    context: creatio,
    findings: ['shown scope-refused -> token-invalid-scope', 'shown error-with-success -> token-non-conforming'],
  },
  {
    name: 'a token with 400',
    reply: said(400, token),
    context: creatio,
    findings: ['shown token-with-failure -> token-non-conforming'],
  },
  {
    name: 'a token with 201',
    reply: said(201, token),
    context: creatio,
    findings: ['shown status -> token-non-conforming'],
  },
  {
    name: 'a form, as GitHub sent long ago',
    reply: {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: 'access_token=abc&scope=repo%2Cgist&token_type=bearer',
    },
    context: { ...service, grant: 'client_credentials' },
    findings: ['shown form-encoded -> oauth-reply-unusual', 'shown scope-commas -> oauth-reply-unusual'],
  },
  {
    name: 'a form with an error',
    reply: { headers: { 'Content-Type': 'text/plain' }, body: 'error=invalid_scope&error_description=no+such' },
    context: creatio,
    findings: [
      'shown scope-refused -> token-invalid-scope',
      'shown form-encoded -> token-non-conforming',
      'shown error-with-success -> token-non-conforming',
      'shown media-type -> token-non-conforming',
    ],
  },
  {
    name: 'the error as a text',
    reply: { status: 400, headers: { 'Content-Type': 'text/plain' }, body: 'invalid_client' },
    context: { ...creatio, mode: 'none' },
    findings: ['likely secret-wanted -> token-invalid-client', 'shown error-as-text -> token-non-conforming'],
  },
  {
    name: 'a byte order mark that was taken away',
    reply: { headers: json, body: JSON.stringify(token), byteOrderMark: true },
    context: creatio,
    findings: ['shown byte-order-mark -> token-non-conforming'],
  },
  {
    name: 'a byte order mark',
    reply: { headers: json, body: `\uFEFF${JSON.stringify(token)}` },
    context: creatio,
    findings: ['shown byte-order-mark -> token-non-conforming'],
  },
  {
    name: 'another charset',
    reply: {
      headers: { 'Content-Type': 'application/json; charset=windows-1252' },
      body: JSON.stringify(token),
      charset: 'windows-1252',
    },
    context: creatio,
    findings: ['shown charset -> token-non-conforming'],
  },
  {
    name: 'UTF-16',
    reply: { headers: json, body: JSON.stringify(token), charset: 'utf-16le' },
    context: creatio,
    findings: ['shown charset -> token-non-conforming'],
  },
  {
    name: 'text/html with JSON',
    reply: { headers: html, body: JSON.stringify(token) },
    context: creatio,
    findings: ['shown media-type -> token-non-conforming'],
  },
  {
    name: 'no media type',
    reply: { body: JSON.stringify(token) },
    context: creatio,
    findings: ['shown media-type-missing -> token-non-conforming'],
  },
  {
    name: 'nested members',
    reply: said(200, { data: token }),
    context: creatio,
    findings: ['shown members-nested -> token-non-conforming'],
  },
  {
    name: 'members in camel case',
    reply: said(200, { accessToken: 'abc', tokenType: 'Bearer' }),
    context: creatio,
    findings: ['shown members-renamed -> token-non-conforming'],
  },
  { name: 'a list', reply: said(200, [token]), context: creatio, findings: ['shown array -> token-non-conforming'] },
  {
    name: 'a name that stands twice in the reply',
    reply: {
      status: 200,
      headers: json,
      body: '{"access_token":"a.b","token_type":"Bearer","expires_in":3600,"note":"scope: \\"scope\\":","access_token":"c.d"}',
    },
    context: creatio,
    findings: ['shown name-repeated -> token-non-conforming'],
  },
  {
    name: 'JSON encoded twice',
    reply: said(200, JSON.stringify(token)),
    context: creatio,
    findings: ['shown json-in-text -> token-non-conforming'],
  },
  {
    name: 'a script',
    reply: { headers: { 'Content-Type': 'text/javascript' }, body: `callback(${JSON.stringify(token)});` },
    context: creatio,
    findings: ['shown script -> token-non-conforming', 'shown media-type -> token-non-conforming'],
  },
  {
    name: 'a guard',
    reply: { headers: json, body: `)]}'\n${JSON.stringify(token)}` },
    context: creatio,
    findings: ['shown guarded -> token-non-conforming'],
  },
  {
    name: 'the word Bearer in the token',
    reply: said(200, { ...token, access_token: 'Bearer abc' }),
    context: creatio,
    findings: ['shown access-token-unusable -> token-non-conforming'],
    experiments: ['repeat'],
  },
  {
    name: 'a token that is a number',
    reply: said(200, { ...token, access_token: 12 }),
    context: creatio,
    findings: ['shown access-token-unusable -> token-non-conforming'],
    experiments: ['repeat'],
  },
  {
    name: 'a masked token',
    reply: said(200, { ...token, access_token: markerOf('access_token', 1) }),
    context: creatio,
    findings: [],
  },
  {
    name: 'an empty token',
    reply: said(200, { access_token: '' }),
    context: creatio,
    findings: ['shown token-missing -> token-non-conforming'],
    experiments: ['discovery'],
  },
  {
    name: 'JSON of another kind',
    reply: said(200, { status: 'ok' }),
    context: creatio,
    findings: ['shown token-missing -> token-non-conforming'],
    experiments: ['discovery'],
  },
  {
    name: 'an empty reply',
    reply: { status: 200, body: '' },
    context: creatio,
    findings: ['shown empty-reply -> token-non-conforming'],
    experiments: ['repeat', 'discovery'],
  },
  {
    name: '204',
    reply: { status: 204, body: '' },
    context: creatio,
    findings: ['shown empty-reply -> token-non-conforming'],
    experiments: ['repeat', 'discovery'],
  },
  {
    name: 'damaged JSON',
    reply: { headers: json, body: '{"access_token":"ab' },
    context: creatio,
    findings: ['shown damaged-json -> token-non-conforming'],
    experiments: ['repeat'],
  },
  {
    name: 'plain text',
    reply: { headers: { 'Content-Type': 'text/plain' }, body: 'OK' },
    context: creatio,
    findings: ['shown not-json -> token-not-json'],
    experiments: ['discovery'],
  },
  {
    name: 'XML',
    reply: { headers: { 'Content-Type': 'text/xml' }, body: '<?xml version="1.0"?><ok/>' },
    context: creatio,
    findings: ['shown not-json -> token-not-json'],
    experiments: ['discovery'],
  },
  {
    name: 'a token beside an error',
    reply: said(200, { ...token, error: 'partial' }),
    context: creatio,
    findings: ['shown error-beside-token -> token-non-conforming'],
  },
  {
    name: 'a refresh token with client credentials',
    reply: said(200, { ...token, refresh_token: 'r' }),
    context: creatio,
    findings: ['shown refresh-token-unexpected -> token-non-conforming'],
  },
  {
    name: 'an error in the header alone',
    reply: { status: 401, headers: { 'WWW-Authenticate': 'Bearer error="invalid_client"' } },
    context: creatio,
    findings: [
      'shown client-refused -> token-invalid-client',
      'possible client-unknown-or-secret-wrong -> token-invalid-client',
      'possible credentials-elsewhere -> token-invalid-client',
    ],
    experiments: ['compare-modes', 'search-log'],
  },
  {
    name: 'several at once',
    reply: {
      status: 200,
      headers: { 'Content-Type': 'text/plain' },
      body: '{"access_token":"a","expires_in":"60","scope":["a"]}',
    },
    context: creatio,
    findings: [
      'shown media-type -> token-non-conforming',
      'shown token-type-missing -> token-non-conforming',
      'shown lifetime-text -> token-non-conforming',
      'shown scope-list -> token-non-conforming',
    ],
  },
];

/** What answers in place of the server, or on the way to it. */
const onTheWay: Case[] = [
  {
    name: 'a page',
    reply: page(200, 'Welcome'),
    context: creatio,
    findings: ['shown not-json -> token-not-json'],
    experiments: ['discovery'],
  },
  {
    name: 'a login page',
    reply: page(200, loginPage),
    context: creatio,
    findings: ['shown login-page -> token-not-json'],
    experiments: ['discovery'],
  },
  {
    name: 'a redirect to a login page',
    reply: { status: 302, headers: { Location: '/Login/NuiLogin.aspx' } },
    context: creatio,
    findings: ['shown login-page -> token-not-json'],
    experiments: ['discovery'],
  },
  {
    name: 'a redirect to https',
    reply: { status: 301, headers: { Location: 'https://identity.example.com/connect/token' } },
    context: creatio,
    request: { url: 'http://identity.example.com/connect/token' },
    findings: ['shown redirect-to-https -> http-redirect-elsewhere'],
    experiments: ['other-token-endpoint'],
  },
  {
    name: 'a redirect elsewhere',
    reply: { status: 307, headers: { Location: 'https://other.example.com/token' } },
    context: service,
    findings: ['shown redirect-elsewhere -> http-redirect-elsewhere'],
  },
  {
    name: 'a redirect to nowhere',
    reply: { status: 302 },
    context: creatio,
    findings: ['shown redirect-elsewhere -> http-malformed'],
  },
  {
    name: 'the token address is that of the sign-in',
    reply: page(200, loginPage),
    context: service,
    request: { url: 'https://service.example.com/oauth2/authorize' },
    findings: ['shown token-address-is-authorization-address -> oauth-addresses-mixed-up'],
    experiments: ['exchange-endpoints', 'discovery'],
  },
  {
    name: 'the token address is the configured one of the sign-in',
    reply: page(400, 'Bad request'),
    context: { ...service, authorizationEndpoint: 'https://service.example.com/login-here/' },
    request: { url: 'https://service.example.com/login-here' },
    findings: ['shown token-address-is-authorization-address -> oauth-addresses-mixed-up'],
    experiments: ['exchange-endpoints', 'discovery'],
  },
  {
    name: 'the token address is the discovery document',
    reply: said(200, { issuer: 'https://i', token_endpoint: 'https://i/connect/token' }),
    context: creatio,
    request: { url: 'https://i/.well-known/openid-configuration' },
    findings: ['shown token-address-is-discovery-address -> token-endpoint-missing'],
    experiments: ['other-token-endpoint'],
  },
  {
    name: 'the sign-in address is that of the token',
    reply: said(400, { error: 'invalid_request' }),
    context: authorizing,
    request: { ...atAuthorize, url: 'https://service.example.com/oauth2/token?client_id=a' },
    findings: ['likely authorization-address-is-token-address -> oauth-addresses-mixed-up'],
    experiments: ['exchange-endpoints', 'discovery'],
  },
  {
    name: '407',
    reply: page(407, 'Proxy Authentication Required', { 'Proxy-Authenticate': 'Basic realm="p"' }),
    context: creatio,
    findings: ['shown proxy-login-wanted -> proxy-login-wanted'],
    experiments: ['diagnosis'],
  },
  {
    name: 'the page of a proxy',
    reply: page(503, 'Generated Sat by proxy (squid/5.7)', { 'X-Squid-Error': 'ERR_CONNECT_FAIL 111' }),
    context: creatio,
    findings: ['shown proxy-in-the-way -> proxy-in-the-way'],
    experiments: ['diagnosis'],
  },
  {
    name: '423',
    reply: said(423, {}),
    context: service,
    findings: ['shown rate-limited -> oauth-rate-limited'],
    experiments: ['wait'],
  },
  {
    name: 'HTTP at the port of HTTPS',
    reply: page(400, 'The plain HTTP request was sent to HTTPS port'),
    context: creatio,
    request: { url: 'http://identity.example.com/connect/token' },
    findings: ['shown plain-to-secure-port -> token-endpoint-missing'],
    experiments: ['other-token-endpoint'],
  },
  {
    name: 'a gateway that wants a token itself',
    reply: said(401, { error: 'invalid_token' }),
    context: service,
    findings: ['shown token-refused -> oauth-token-refused'],
  },
  {
    name: '429 with Retry-After',
    reply: said(429, {}, { 'Retry-After': '30' }),
    context: service,
    findings: ['shown rate-limited -> oauth-rate-limited'],
    experiments: ['wait'],
  },
  {
    name: '429 with a date',
    reply: said(429, {}, { 'Retry-After': httpDate(120) }),
    context: service,
    findings: ['shown rate-limited -> oauth-rate-limited'],
    experiments: ['wait'],
  },
  {
    name: '503 with Retry-After',
    reply: page(503, 'Maintenance', { 'Retry-After': '600' }),
    context: creatio,
    findings: ['shown paused -> oauth-rate-limited'],
    experiments: ['wait'],
  },
  {
    name: 'IIS: 500.30',
    reply: page(500, '<h1>HTTP Error 500.30 - ASP.NET Core app failed to start</h1>'),
    context: creatio,
    findings: ['shown hosting-500-30 -> hosting-500-30'],
  },
  {
    name: 'IIS: 503',
    reply: page(503, '<h2>Service Unavailable</h2>'),
    context: creatio,
    findings: ['shown hosting-503 -> hosting-503'],
  },
  {
    name: '502 of a gateway',
    reply: page(502, 'Bad Gateway'),
    context: creatio,
    findings: ['shown gateway-no-answer -> gateway-no-answer'],
    experiments: ['repeat', 'diagnosis'],
  },
  {
    name: 'the 404 of http.sys',
    reply: page(404, '<h2>Not Found</h2><p>HTTP Error 404. The requested resource is not found.</p>'),
    context: creatio,
    findings: ['shown hosting-no-site -> hosting-no-site'],
  },
  {
    name: '502 of a web service',
    reply: page(502, 'Bad Gateway'),
    context: service,
    findings: ['shown server-failed -> oauth-server-failed'],
    experiments: ['repeat'],
  },
  {
    name: '500 with a page',
    reply: page(500, 'Server Error'),
    context: creatio,
    findings: ['shown server-failed -> token-server-error'],
    experiments: ['search-log-error', 'repeat'],
  },
  {
    name: '404',
    reply: page(404, 'Not Found'),
    context: creatio,
    findings: ['shown address-not-found -> token-endpoint-missing'],
    experiments: ['discovery'],
  },
  {
    name: '401 without words',
    reply: { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } },
    context: { ...service, mode: 'body' },
    findings: [
      'shown client-refused -> web-service-settings-outdated',
      'likely basic-wanted -> web-service-credentials-elsewhere',
      'possible client-unknown-or-secret-wrong -> web-service-settings-outdated',
    ],
    experiments: ['credentials-as-basic', 'compare-modes'],
  },
  {
    name: '403 without words',
    reply: page(403, 'Forbidden'),
    context: creatio,
    findings: ['shown refused-without-reason -> token-not-json'],
    experiments: ['compare-modes', 'repeat'],
  },
  { name: '415', reply: said(415, {}), context: service, findings: ['shown form-refused -> oauth-request-malformed'] },
  {
    name: 'too large',
    reply: { status: 200, body: '{', truncated: true },
    context: creatio,
    findings: ['shown http-body-too-large -> http-body-too-large'],
  },
  {
    name: 'a certificate that has expired',
    reply: null,
    failure: { finding: 'tls-expired', message: 'The certificate of identity.example.com has expired.' },
    context: creatio,
    findings: ['shown tls-expired -> tls-expired'],
    experiments: ['diagnosis'],
  },
  {
    name: 'nothing listens',
    reply: null,
    failure: { finding: 'tcp-refused', message: 'Nothing is listening at identity.example.com, port 8090.' },
    context: creatio,
    findings: ['shown tcp-refused -> tcp-refused'],
    experiments: ['diagnosis'],
  },
  {
    name: 'broken off within the body',
    reply: { status: 200, headers: json, body: '{' },
    failure: { finding: 'http-reset', message: 'The connection was broken off.' },
    context: creatio,
    findings: ['shown http-reset -> http-reset'],
    experiments: ['diagnosis'],
  },
  {
    name: 'no reply and no reason',
    reply: null,
    context: creatio,
    findings: ['shown http-no-reply -> http-no-reply'],
    experiments: ['diagnosis'],
  },
];

/** Clocks, and scopes that were dropped or added without a user. */
const aroundTokens: Case[] = [
  {
    name: 'the clock of the server is an hour ahead',
    reply: said(200, token, { Date: httpDate(3_600) }),
    context: creatio,
    findings: ['shown clock-differs -> clock-differs'],
    experiments: ['diagnosis'],
  },
  {
    name: 'the clock is two minutes behind',
    reply: said(200, token, { Date: httpDate(-120) }),
    context: creatio,
    findings: ['likely clock-differs -> clock-differs'],
    experiments: ['diagnosis'],
  },
  {
    name: 'an old reply of a cache',
    reply: said(200, token, { Date: httpDate(-600), Age: '600' }),
    context: creatio,
    findings: [],
  },
  {
    name: 'the token begins in the future',
    reply: said(200, token),
    context: {
      ...creatio,
      token: {
        ...signedToken,
        issuedAt: receivedAt / 1_000 + 600,
        notBefore: receivedAt / 1_000 + 600,
        expiresAt: receivedAt / 1_000 + 4_200,
      },
    },
    findings: ['shown clock-differs -> clock-differs', 'shown token-not-yet-valid -> token-not-yet-valid'],
    experiments: ['diagnosis'],
  },
  {
    name: 'the new token has expired',
    reply: said(200, token),
    context: {
      ...creatio,
      token: { ...signedToken, issuedAt: receivedAt / 1_000 - 7_200, expiresAt: receivedAt / 1_000 - 3_600 },
    },
    findings: ['shown token-expired -> token-expired'],
    experiments: ['diagnosis'],
  },
  {
    name: 'a scope was dropped',
    reply: said(200, { ...token, scope: 'one' }),
    context: { ...creatio, requestedScopes: ['one', 'two'] },
    findings: ['shown scopes-dropped -> token-invalid-scope'],
  },
  {
    name: 'a scope was dropped, by the token',
    reply: said(200, token),
    context: { ...creatio, requestedScopes: ['one', 'two'], token: { ...signedToken, scopes: ['two'] } },
    findings: ['shown scopes-dropped -> token-invalid-scope'],
  },
];

/** Calls with a token. */
const inUse: Case[] = [
  { name: 'data', reply: said(200, { value: [] }), context: usingCreatio, request: withToken, findings: [] },
  {
    name: '401 of Creatio',
    reply: page(401, ''),
    context: usingCreatio,
    request: withToken,
    findings: ['shown token-refused -> use-unauthorized', 'possible scope-or-resource-missing -> use-unauthorized'],
    experiments: ['new-token', 'refresh', 'inspect-token'],
  },
  {
    name: '401: expired',
    reply: said(
      401,
      {},
      { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The token expired at \'11/21/2026\'"' },
    ),
    context: usingCreatio,
    request: withToken,
    findings: ['shown token-expired -> use-unauthorized'],
    experiments: ['refresh', 'new-token'],
  },
  {
    name: '401: the token ended before',
    reply: said(401, {}),
    context: { ...using, token: { ...signedToken, expiresAt: receivedAt / 1_000 - 90 } },
    request: withToken,
    findings: ['shown token-expired -> oauth-token-refused'],
    experiments: ['refresh', 'new-token'],
  },
  {
    name: '401: audience',
    reply: said(
      401,
      {},
      { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The audience is invalid"' },
    ),
    context: usingCreatio,
    request: withToken,
    findings: ['shown token-refused -> use-unauthorized', 'likely audience-refused -> token-audience-missing'],
    experiments: ['new-token', 'refresh', 'inspect-token'],
  },
  {
    name: '401: issuer',
    reply: said(401, {}, { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="IDX10205: issuer"' }),
    context: usingCreatio,
    request: withToken,
    findings: ['shown token-refused -> use-unauthorized', 'likely issuer-refused -> issuer-mismatch'],
    experiments: ['new-token', 'refresh', 'inspect-token'],
  },
  {
    name: '401: signature',
    reply: said(
      401,
      {},
      { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="The signature key was not found"' },
    ),
    context: usingCreatio,
    request: withToken,
    findings: ['shown token-refused -> use-unauthorized', 'likely signature-refused -> token-signature-invalid'],
    experiments: ['new-token', 'refresh', 'inspect-token'],
  },
  {
    name: '401 of a web service',
    reply: said(401, {}, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }),
    context: using,
    request: withToken,
    findings: [
      'shown token-refused -> oauth-token-refused',
      'possible refresh-token-invalidated -> web-service-refresh-token-invalidated',
    ],
    experiments: ['new-token', 'refresh', 'inspect-token'],
  },
  {
    name: '401: revoked',
    reply: said(401, {}, { 'WWW-Authenticate': 'Bearer error="invalid_token", error_description="Token was revoked"' }),
    context: using,
    request: withToken,
    findings: [
      'shown token-refused -> oauth-token-refused',
      'likely token-revoked -> web-service-refresh-token-invalidated',
    ],
    experiments: ['new-token', 'refresh', 'inspect-token'],
  },
  {
    name: '401: not valid yet',
    reply: said(401, {}),
    context: { ...usingCreatio, token: { ...signedToken, notBefore: receivedAt / 1_000 + 400 } },
    request: withToken,
    findings: ['shown token-not-yet-valid -> token-not-yet-valid'],
    experiments: ['diagnosis'],
  },
  {
    name: '403 of OData',
    reply: said(403, { error: { message: 'CanUseODataService' } }),
    context: usingCreatio,
    request: withToken,
    findings: ['shown odata-not-allowed -> use-forbidden'],
    experiments: ['inspect-token'],
  },
  {
    name: '403 of Creatio',
    reply: page(403, 'Forbidden'),
    context: usingCreatio,
    request: withToken,
    findings: ['likely rights-lacking -> use-forbidden', 'possible scope-or-resource-missing -> use-forbidden'],
    experiments: ['inspect-token'],
  },
  {
    name: '403 of a web service without words',
    reply: said(403, {}),
    context: using,
    request: withToken,
    findings: [
      'possible scope-insufficient -> web-service-scopes-insufficient',
      'possible token-refused -> oauth-token-refused',
      'possible access-restricted -> web-service-access-restricted',
    ],
    experiments: ['new-token', 'inspect-token', 'more-scopes'],
  },
  {
    name: '403 for the address',
    reply: said(403, { message: 'This IP address is not allowed' }),
    context: using,
    request: withToken,
    findings: ['likely access-restricted -> web-service-access-restricted'],
    experiments: ['repeat'],
  },
  {
    name: '404',
    reply: page(404, ''),
    context: usingCreatio,
    request: withToken,
    findings: ['shown use-not-found -> use-not-found'],
  },
  {
    name: '500',
    reply: page(500, 'Oops'),
    context: usingCreatio,
    request: withToken,
    findings: ['shown server-failed -> use-failed'],
    experiments: ['search-log-error', 'repeat'],
  },
  {
    name: '400',
    reply: said(400, {}),
    context: using,
    request: withToken,
    findings: ['shown call-refused -> oauth-request-malformed'],
  },
  {
    name: 'a login page',
    reply: page(200, loginPage),
    context: usingCreatio,
    request: withToken,
    findings: ['shown token-refused -> use-unauthorized'],
    experiments: ['new-token', 'inspect-token'],
  },
  {
    name: 'a redirect to a login, without a token',
    reply: { status: 302, headers: { Location: '/Login/NuiLogin.aspx?ReturnUrl=x' } },
    context: usingCreatio,
    request: withoutToken,
    findings: ['shown authentication-not-sent -> use-unauthorized'],
    experiments: ['send-token'],
  },
  {
    name: '401: the list of reasons of the standard',
    reply: said(401, {
      error: 'invalid_token',
      error_description: 'The access token provided is expired, revoked, malformed, or invalid for other reasons.',
    }),
    context: using,
    request: withToken,
    findings: [
      'shown token-refused -> oauth-token-refused',
      'possible refresh-token-invalidated -> web-service-refresh-token-invalidated',
    ],
    experiments: ['new-token', 'refresh', 'inspect-token'],
  },
  {
    name: '403: insufficient_scope in the body alone',
    reply: said(403, { error: 'insufficient_scope' }),
    context: using,
    request: withToken,
    findings: ['shown scope-insufficient -> web-service-scopes-insufficient'],
    experiments: ['more-scopes'],
  },
  {
    name: 'Facebook: the session has expired',
    reply: said(400, {
      error: {
        message: 'Error validating access token: Session has expired on Friday.',
        type: 'OAuthException',
        code: 190,
      },
    }),
    context: using,
    request: withToken,
    findings: ['shown token-expired -> oauth-token-refused'],
    experiments: ['refresh', 'new-token'],
  },
  {
    name: 'Slack: a scope is missing',
    reply: said(200, { ok: false, error: 'missing_scope', needed: 'chat:write' }),
    context: using,
    request: withToken,
    findings: ['shown scope-insufficient -> web-service-scopes-insufficient'],
    experiments: ['more-scopes'],
  },
  {
    name: 'Slack: the token is wrong',
    reply: said(200, { ok: false, error: 'invalid_auth' }),
    context: using,
    request: withToken,
    findings: [
      'shown token-refused -> oauth-token-refused',
      'possible refresh-token-invalidated -> web-service-refresh-token-invalidated',
    ],
    experiments: ['new-token', 'refresh', 'inspect-token'],
  },
  {
    name: 'a page in place of data of OData',
    reply: page(200, 'Welcome'),
    context: usingCreatio,
    request: { ...withToken, url: 'https://crm.example.com/0/odata/Contact' },
    findings: ['shown token-refused -> use-unauthorized'],
    experiments: ['new-token', 'inspect-token'],
  },
  {
    name: '401: Basic is wanted',
    reply: said(401, {}, { 'WWW-Authenticate': 'Basic realm="x"' }),
    context: using,
    request: withToken,
    findings: ['likely authentication-of-another-kind -> web-service-authentication-unused'],
  },
  {
    name: '401: a stronger sign-in',
    reply: said(401, {}, { 'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", acr_values="mfa"' }),
    context: using,
    request: withToken,
    findings: ['shown interaction-required -> oauth-sign-in-needed'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'Basic is refused',
    reply: said(401, {}, { 'WWW-Authenticate': 'Basic realm="x"' }),
    context: using,
    request: { method: 'GET', headers: [['Authorization', 'Basic YTpi']], body: null },
    findings: ['shown basic-refused -> web-service-basic-authentication'],
  },
];

/** The other endpoints. */
const others: Case[] = [
  { name: 'revocation', reply: { status: 200 }, context: { ...service, purpose: 'revocation' }, findings: [] },
  { name: 'revocation: 204', reply: { status: 204 }, context: { ...service, purpose: 'revocation' }, findings: [] },
  {
    name: 'revocation: not of this kind',
    reply: said(400, { error: 'unsupported_token_type' }),
    context: { ...service, purpose: 'revocation' },
    findings: ['shown token-kind-not-revocable -> revoke-token'],
  },
  {
    name: 'revocation: 404',
    reply: page(404, ''),
    context: { ...service, purpose: 'revocation' },
    findings: ['shown address-not-found -> web-service-settings-outdated'],
    experiments: ['discovery'],
  },
  {
    name: 'revocation: a page',
    reply: page(200, 'Welcome'),
    context: { ...creatio, purpose: 'revocation' },
    findings: ['shown not-json -> token-not-json'],
    experiments: ['discovery'],
  },
  {
    name: 'introspection: active',
    reply: said(200, { active: true }),
    context: { ...service, purpose: 'introspection' },
    findings: [],
  },
  {
    name: 'introspection: inactive',
    reply: said(200, { active: false }),
    context: { ...service, purpose: 'introspection' },
    findings: ['shown token-inactive -> oauth-introspection'],
    experiments: ['new-token'],
  },
  {
    name: 'introspection: a text',
    reply: said(200, { active: 'true' }),
    context: { ...service, purpose: 'introspection' },
    findings: ['shown active-unusable -> oauth-reply-unusual'],
  },
  {
    name: 'introspection: invalid_client',
    reply: said(401, { error: 'invalid_client' }),
    context: { ...creatio, purpose: 'introspection' },
    findings: [
      'shown client-refused -> token-invalid-client',
      'possible client-unknown-or-secret-wrong -> token-invalid-client',
      'possible credentials-elsewhere -> token-invalid-client',
    ],
    experiments: ['compare-modes', 'search-log'],
  },
  {
    name: 'device flow: begun',
    reply: said(200, { device_code: 'd', user_code: 'u', verification_uri: 'https://s/device', expires_in: 600 }),
    context: { ...service, purpose: 'device-authorization' },
    findings: [],
  },
  {
    name: 'device flow: another name',
    reply: said(200, { device_code: 'd', user_code: 'u', verification_url: 'https://s/device', expires_in: 600 }),
    context: { ...service, purpose: 'device-authorization' },
    findings: ['shown device-verification-uri-renamed -> oauth-reply-unusual'],
  },
  {
    name: 'device flow: without a code',
    reply: said(200, { user_code: 'u', verification_uri: 'https://s/device', expires_in: 600 }),
    context: { ...service, purpose: 'device-authorization' },
    findings: ['shown device-device-code-missing -> oauth-reply-unusual'],
  },
  {
    name: 'discovery: 404',
    reply: page(404, ''),
    context: { ...creatio, purpose: 'discovery' },
    findings: ['shown discovery-missing -> discovery-missing'],
  },
  {
    name: 'discovery: a page',
    reply: page(200, ''),
    context: { ...creatio, purpose: 'discovery' },
    findings: ['shown discovery-not-json -> discovery-not-json'],
    experiments: ['diagnosis'],
  },
  {
    name: 'discovery: incomplete',
    reply: said(200, { issuer: 'https://i' }),
    context: { ...creatio, purpose: 'discovery' },
    findings: ['shown discovery-incomplete -> discovery-incomplete'],
  },
  { name: 'the sign-in page', reply: page(200, loginPage), context: authorizing, request: atAuthorize, findings: [] },
  {
    name: 'the sign-in page: unknown client',
    reply: page(400, 'Unknown client'),
    context: authorizing,
    request: atAuthorize,
    findings: ['likely client-unknown -> web-service-settings-outdated'],
  },
  {
    name: 'the sign-in page: 400',
    reply: page(400, 'Error'),
    context: authorizing,
    request: atAuthorize,
    findings: [
      'possible client-unknown -> web-service-settings-outdated',
      'possible redirect-url-differs -> web-service-redirect-url',
    ],
    experiments: ['discovery'],
  },
  {
    name: 'the sign-in page: 404',
    reply: page(404, ''),
    context: authorizing,
    request: atAuthorize,
    findings: ['shown address-not-found -> web-service-settings-outdated'],
    experiments: ['discovery'],
  },
];

/** What came back to the redirect address. */
const back = (query: string, more: Partial<NonNullable<ExplanationContext['callback']>> = {}) => ({
  ...authorizing,
  callback: {
    url: `https://crm.example.com/oauth/redirect?${query}`,
    expectedState: 's',
    expectedIssuer: null,
    ...more,
  },
});
const notBack = (ended: 'cancelled' | 'timeout' | 'port-taken') => ({
  ...authorizing,
  callback: { url: null, expectedState: 's', expectedIssuer: null, ended },
});

/** Sign-ins without an exchange of ours. */
export const signIns: Omit<Case, 'reply'>[] = [
  { name: 'a code', context: back('code=c&state=s'), findings: [] },
  {
    name: 'another state',
    context: back('code=c&state=t'),
    findings: ['shown state-differs -> oauth-callback-mistrusted'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'no state',
    context: back('code=c'),
    findings: ['shown state-differs -> oauth-callback-mistrusted'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'another issuer',
    context: back('code=c&state=s&iss=https%3A%2F%2Fevil', { expectedIssuer: 'https://i' }),
    findings: ['shown issuer-differs -> oauth-callback-mistrusted'],
    experiments: ['discovery'],
  },
  {
    name: 'no issuer although it is promised',
    context: back('code=c&state=s', { expectedIssuer: 'https://i', issuerPromised: true }),
    findings: ['shown issuer-differs -> oauth-callback-mistrusted'],
    experiments: ['discovery'],
  },
  { name: 'no issuer', context: back('code=c&state=s', { expectedIssuer: 'https://i' }), findings: [] },
  {
    name: 'access_denied',
    context: { ...back('error=access_denied&state=s'), requestedScopes: ['a'] },
    findings: ['shown access-denied -> oauth-access-denied', 'possible scopes-denied -> web-service-scopes-denied'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'invalid_scope',
    context: { ...back('error=invalid_scope&state=s'), requestedScopes: ['a'] },
    findings: ['shown scope-refused -> web-service-scopes-differ-login'],
    experiments: ['without-scope'],
  },
  {
    name: 'unauthorized_client',
    context: back('error=unauthorized_client&state=s'),
    findings: ['shown grant-not-allowed -> oauth-grant-not-allowed'],
  },
  {
    name: 'unsupported_response_type',
    context: back('error=unsupported_response_type&state=s'),
    findings: ['shown grant-unsupported -> oauth-grant-not-allowed'],
    experiments: ['discovery'],
  },
  {
    name: 'server_error',
    context: back('error=server_error&state=s'),
    findings: ['shown server-failed -> oauth-server-failed'],
    experiments: ['repeat'],
  },
  {
    name: 'temporarily_unavailable',
    context: back('error=temporarily_unavailable&state=s'),
    findings: ['shown paused -> oauth-rate-limited'],
    experiments: ['wait'],
  },
  {
    name: 'invalid_request about PKCE',
    context: back('error=invalid_request&error_description=code+challenge+required&state=s'),
    findings: ['shown code-challenge-wanted -> oauth-request-malformed'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'login_required',
    context: back('error=login_required&state=s'),
    findings: ['shown interaction-required -> oauth-sign-in-needed'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'neither code nor error',
    context: back('state=s'),
    findings: ['shown code-missing -> oauth-reply-unusual'],
    experiments: ['sign-in-again'],
  },
  {
    name: 'a token in the fragment',
    context: back('state=s#access_token=x'),
    findings: ['shown answer-in-fragment -> oauth-grant-not-allowed'],
  },
  {
    name: 'cancelled',
    context: notBack('cancelled'),
    findings: [
      'shown sign-in-cancelled -> oauth-sign-in-unfinished',
      'possible redirect-url-differs -> web-service-redirect-url',
      'possible access-restricted -> web-service-access-restricted',
    ],
    experiments: ['sign-in-again'],
  },
  {
    name: 'the time was over',
    context: notBack('timeout'),
    findings: [
      'shown sign-in-timeout -> oauth-sign-in-unfinished',
      'possible redirect-url-differs -> web-service-redirect-url',
      'possible access-restricted -> web-service-access-restricted',
    ],
    experiments: ['sign-in-again'],
  },
  {
    name: 'the port was taken',
    context: notBack('port-taken'),
    findings: ['shown port-taken -> oauth-sign-in-unfinished'],
  },
];

export const groups: Readonly<Record<string, readonly Case[]>> = {
  'the Identity Service': ofIdentityServer,
  'web services that Creatio calls': ofWebServices,
  'errors of the standards and of services': ofStandards,
  'replies that depart from the standard': nonConforming,
  'what answers on the way': onTheWay,
  'clocks and scopes': aroundTokens,
  'calls with a token': inUse,
  'other endpoints': others,
};
