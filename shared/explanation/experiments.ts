import type { Experiment } from './types.ts';

const all = {
  'compare-modes': {
    title: 'Compare the places for id and secret',
    why: 'If the server accepts the credentials in another place, id and secret are right. If it refuses them everywhere, one of them is wrong.',
    change: { kind: 'compare-modes' },
  },
  'search-log': {
    title: 'Search the log of the Identity Service',
    why: 'Only its log tells an unknown or disabled client, a wrong secret and missing credentials apart.',
    change: {
      kind: 'search-log',
      texts: ['No client with id', 'Client secret validation failed', 'No client identifier found'],
    },
  },
  'search-log-code': {
    title: 'Search the log of the Identity Service',
    why: 'Its log says which of the reasons it was: the code, the redirect address or the code verifier.',
    change: {
      kind: 'search-log',
      texts: ['Invalid authorization code', 'Invalid redirect_uri', 'code_verifier', 'Refresh token'],
    },
  },
  'search-log-error': {
    title: 'Search the logs for that moment',
    why: 'The server failed and does not say why; its log does.',
    change: { kind: 'search-log', texts: ['[ERR]', 'Exception', 'Unhandled'] },
  },
  'credentials-in-body': {
    title: 'Send id and secret in the body',
    why: 'The Identity Service reads a form that is sent with POST. If it accepts the credentials there, they are right.',
    change: { kind: 'mode', mode: 'body' },
  },
  'credentials-as-basic': {
    title: 'Send id and secret as a Basic header',
    why: 'The server names Basic authentication in its reply. If it accepts the credentials there, they are right.',
    change: { kind: 'mode', mode: 'basic' },
  },
  'form-encoded-basic': {
    title: 'Send id and secret form-encoded in the Basic header',
    why: 'Id or secret has characters that read differently when they are not encoded first. If this is accepted, they are right.',
    change: { kind: 'mode', mode: 'basic' },
  },
  'raw-basic': {
    title: 'Send id and secret as they are in the Basic header',
    why: 'Many servers do not decode what the standard encodes. If this is accepted, id and secret are right.',
    change: { kind: 'mode', mode: 'basic-raw' },
  },
  'without-scope': {
    title: 'Ask without a scope',
    why: 'If a token comes, id and secret are right, and the reply tells which scopes the client may have.',
    change: { kind: 'scopes', scopes: [] },
  },
  'scopes-one-by-one': {
    title: 'Compare the scopes',
    why: 'Asking for each scope alone shows which of them the server does not allow.',
    change: { kind: 'scopes', scopes: [] },
  },
  'more-scopes': {
    title: 'Sign in with the scope that is lacking',
    why: 'If the call then succeeds, it was the scope.',
    change: { kind: 'sign-in', scopes: [] },
  },
  'offline-access': {
    title: 'Sign in with the scope offline_access',
    why: 'If a refresh token comes now, the scope was what was missing.',
    change: { kind: 'sign-in', scopes: ['offline_access'] },
  },
  'revoke-and-sign-in': {
    title: 'Revoke the access at the service and sign in again',
    why: 'If a refresh token comes now, the service issues it only once for each user.',
    change: { kind: 'revoke' },
  },
  'sign-in-again': {
    title: 'Sign in again and exchange the new code at once',
    why: 'If that works, the code was used already or too old. If it fails again, redirect address or code verifier do not match.',
    change: { kind: 'sign-in', scopes: [] },
  },
  refresh: {
    title: 'Renew with the refresh token',
    why: 'If that works, only the access token was at its end. If it is refused, the service has taken the access away.',
    change: { kind: 'refresh' },
  },
  introspect: {
    title: 'Ask the server about the token',
    why: 'Introspection names the end of the token, if it has one.',
    change: { kind: 'introspect' },
  },
  'new-token': {
    title: 'Call again with a new token',
    why: 'If that works, the old token had expired or was revoked. If it is refused as well, the server does not accept tokens of this issuer or client.',
    change: { kind: 'new-token' },
  },
  'send-token': {
    title: 'Make the same call with the token',
    why: 'If it succeeds, only the authentication was missing.',
    change: { kind: 'send-token' },
  },
  'inspect-token': {
    title: 'Look into the token',
    why: 'Issuer, audience, scopes and times show whether it is meant for this server.',
    change: { kind: 'inspect-token' },
  },
  wait: {
    title: 'Wait and try again',
    why: 'The server limits how often it may be asked. The same request may succeed later.',
    change: { kind: 'wait', seconds: 60 },
  },
  repeat: {
    title: 'Repeat the request',
    why: 'If it succeeds now, the fault was of that moment.',
    change: { kind: 'repeat' },
  },
  'exchange-endpoints': {
    title: 'Exchange the two addresses',
    why: 'If the reply is JSON then, the addresses for authorization and token were mixed up.',
    change: { kind: 'exchange-endpoints' },
  },
  'other-token-endpoint': {
    title: 'Ask at the other token address',
    why: 'If an answer in JSON comes from there, that is the token address.',
    change: { kind: 'token-endpoint', url: '' },
  },
  discovery: {
    title: 'Read the addresses from the discovery document',
    why: 'It names the addresses of this server; they can be compared with the ones that are set.',
    change: { kind: 'discovery' },
  },
  diagnosis: {
    title: 'Run the diagnosis',
    why: 'It checks name, connection, certificate and clock step by step and names the layer that fails.',
    change: { kind: 'diagnosis' },
  },
} as const satisfies Record<string, Omit<Experiment, 'id'>>;

export type ExperimentId = keyof typeof all;

/** An experiment by its id. */
export const experiment = (id: ExperimentId): Experiment => ({ id, ...all[id] });
