import { describe, expect, it } from 'vitest';
import { newAttempt } from '../../../electron/oauth/client/attempt-texts.ts';
import { checkRequest, neededFor, targetOf } from '../../../renderer/test-client/request/check.ts';
import { draftOf, emptyServiceOf, endpointsOf } from '../../../renderer/test-client/request/draft.ts';
import { differencesOf } from '../../../renderer/test-client/attempts/difference.ts';
import type { Attempt, ClientRequest } from '../../../shared/test-client.ts';

const request: ClientRequest = {
  direction: 'creatio',
  authentication: 'oauth2',
  clientId: ' id with spaces ',
  username: '',
  secret: 'client-secret',
  discoveryUrl: 'https://identity.example.com/.well-known/openid-configuration',
  authorizationUrl: null,
  tokenUrl: 'https://identity.example.com/connect/token',
  revocationUrl: null,
  introspectionUrl: null,
  deviceAuthorizationUrl: null,
  serviceUrl: null,
  redirect: { how: 'loopback', port: 8400, path: '/callback' },
  credentials: 'basic-raw',
  grant: 'client_credentials',
  scope: 'read write',
  audience: 'https://api.example.com',
  resources: ['https://one.example.com', 'https://two.example.com'],
  parameters: [{ name: 'tenant', value: ' 7 ', at: 'token', override: false }],
  pkce: true,
  issuer: 'https://identity.example.com',
  waitSeconds: 120,
};

describe('the fields of a request', () => {
  it('come to the very request that they were made from', () => {
    expect(checkRequest(draftOf(request), ['tokenUrl', 'clientId'])).toEqual({ ok: true, request });
    const pasted: ClientRequest = {
      ...request,
      grant: 'authorization_code',
      redirect: { how: 'pasted', url: 'https://crm.example.com/0/oauth' },
    };
    expect(checkRequest(draftOf(pasted), [])).toEqual({ ok: true, request: pasted });
    const service: ClientRequest = {
      ...request,
      direction: 'web-service',
      authentication: 'http-basic',
      serviceUrl: 'https://api.example.com/me',
    };
    expect(checkRequest(draftOf(service), ['target'])).toEqual({ ok: true, request: service });
  });

  it('say what is wrong with each of them', () => {
    const draft = {
      ...draftOf(request),
      tokenUrl: 'identity.example.com',
      discoveryUrl: 'ftp://identity.example.com',
      grant: 'authorization_code' as const,
      redirectPort: '70000',
      redirectPath: 'callback?x',
      parameters: [{ id: 'p', name: ' ', value: 'x', at: 'token' as const, override: false }],
    };
    const checked = checkRequest(draft, neededFor(draft));
    expect(checked.ok ? [] : Object.keys(checked.errors).toSorted()).toEqual([
      'authorizationUrl',
      'discoveryUrl',
      'parameter.p',
      'redirectPath',
      'redirectPort',
      'tokenUrl',
    ]);
  });

  it('take whole addresses everywhere, and a path for Creatio alone', () => {
    const draft = { ...draftOf(request), target: '/odata/Contact' };
    expect(checkRequest(draft, ['target']).ok).toBe(true);
    expect(checkRequest({ ...draft, direction: 'web-service' }, ['target']).ok).toBe(false);
    expect(targetOf(' https://api.example.com/me ')).toEqual({ at: 'address', url: 'https://api.example.com/me' });
    expect(targetOf('/odata/Contact')).toEqual({ at: 'creatio', path: '/odata/Contact' });
  });

  it('hold nothing of the environment for a web service, and are filled in from its document', () => {
    const empty = emptyServiceOf(draftOf(request));
    expect(JSON.stringify(empty)).not.toContain('identity.example.com');
    expect(empty).toMatchObject({ secret: null, clientId: '', credentials: 'body' });
    const discovered = {
      issuer: 'https://service.example.com',
      authorizationUrl: null,
      tokenUrl: 'https://service.example.com/token',
      revocationUrl: null,
      introspectionUrl: null,
      deviceAuthorizationUrl: null,
      jwksUrl: null,
      grants: null,
      authenticationMethods: null,
      scopes: null,
      challengeMethods: null,
      defects: [],
    };
    expect(endpointsOf(discovered)).toEqual({
      issuer: 'https://service.example.com',
      tokenUrl: 'https://service.example.com/token',
    });
  });
});

describe('the difference between two attempts', () => {
  const attempt: Attempt = {
    ...newAttempt('p', { kind: 'token' }, request, new Date('2026-11-21T10:00:00Z')),
    id: 'a',
    durationMs: 12,
    state: 'finished',
    said: 'The service issued an access token.',
  };

  it('is nothing where both did the same', () => {
    expect(differencesOf(attempt, { ...attempt, id: 'b', startedAt: '2026-11-21T11:00:00.000Z' })).toEqual([]);
  });

  it('names what was sent otherwise, and what came of it', () => {
    const later: Attempt = {
      ...attempt,
      request: { ...request, scope: 'read', credentials: 'body', tokenUrl: null },
      said: 'The service refused the request with invalid_client.',
    };
    expect(differencesOf(attempt, later)).toEqual([
      'The place of the credentials was “As Basic auth header, raw” in the earlier one, and “In request body” in the later one.',
      'The token endpoint was “https://identity.example.com/connect/token” in the earlier one, and nothing in the later one.',
      'The scope “write” was asked for in the earlier one only.',
      'The result was “The service issued an access token.” in the earlier one, and “The service refused the request with invalid_client.” in the later one.',
    ]);
  });
});
