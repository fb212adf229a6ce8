import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { ask, formType, jsonOf, postForm, type Received } from './client.ts';

let practice: Practice;
let tokenUrl: string;
beforeAll(async () => {
  practice = await startPractice();
  tokenUrl = `${practice.identityServiceUrl}/connect/token`;
});
afterAll(() => practice.close());

const grant = { grant_type: 'client_credentials' };
const credentials = () => ({ client_id: practice.clientId, client_secret: practice.clientSecret });
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const formEncoded = (text: string) => new URLSearchParams({ text }).toString().slice('text='.length);
const encodedBasic = () => basic(formEncoded(practice.clientId), formEncoded(practice.clientSecret));
const wrong = { client_id: 'nobody', client_secret: 'wrong' };

function expectError(received: Received, error: string) {
  expect(received.status).toBe(400);
  expect(jsonOf(received)).toEqual({ error });
  expect(received.headers['www-authenticate']).toBeUndefined();
}

function expectToken(received: Received) {
  expect(received.status).toBe(200);
  expect(jsonOf(received)).toMatchObject({ token_type: 'Bearer', expires_in: 3_600, scope: 'ApiAccess_practice' });
  expect(received.headers['cache-control']).toContain('no-store');
}

describe('the token endpoint refuses as IdentityServer4 does', () => {
  const everything = () => ({ ...grant, ...credentials() });
  const long = 'x'.repeat(101);
  const rows: [what: string, error: string, send: () => Promise<Received>][] = [
    ['a GET', 'invalid_request', () => ask(`${tokenUrl}?${new URLSearchParams(everything()).toString()}`)],
    [
      'a JSON body',
      'invalid_request',
      () =>
        ask(tokenUrl, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(everything()),
        }),
    ],
    ['a body without a type', 'invalid_request', () => ask(tokenUrl, { method: 'POST' })],
    ['a wrong secret', 'invalid_client', () => postForm(tokenUrl, { ...everything(), client_secret: 'wrong' })],
    ['an unknown client', 'invalid_client', () => postForm(tokenUrl, { ...everything(), client_id: 'nobody' })],
    ['no credentials', 'invalid_client', () => postForm(tokenUrl, grant)],
    ['an id without a secret', 'invalid_client', () => postForm(tokenUrl, { ...grant, client_id: practice.clientId })],
    ['an id over 100 characters', 'invalid_client', () => postForm(tokenUrl, { ...everything(), client_id: long })],
    [
      'a secret over 100 characters',
      'invalid_client',
      () => postForm(tokenUrl, { ...everything(), client_secret: long }),
    ],
    [
      'Basic that is not Base64',
      'invalid_client',
      () => postForm(tokenUrl, grant, { headers: { authorization: 'Basic %%%' } }),
    ],
    [
      'Basic without a colon',
      'invalid_client',
      () => postForm(tokenUrl, grant, { headers: { authorization: `Basic ${Buffer.from('abc').toString('base64')}` } }),
    ],
    [
      'raw Basic with a secret that has + and %',
      'invalid_client',
      () => postForm(tokenUrl, grant, { headers: basic(practice.clientId, practice.clientSecret) }),
    ],
    [
      'wrong Basic beside a right body',
      'invalid_client',
      () => postForm(tokenUrl, everything(), { headers: basic('nobody', 'wrong') }),
    ],
    ['no grant', 'unsupported_grant_type', () => postForm(tokenUrl, credentials())],
    [
      'an unknown grant',
      'unsupported_grant_type',
      () => postForm(tokenUrl, { ...credentials(), grant_type: 'urn:example:other' }),
    ],
    [
      'a grant that the client may not use',
      'unauthorized_client',
      () => postForm(tokenUrl, { ...credentials(), grant_type: 'password', username: 'a', password: 'b' }),
    ],
    ['an unknown scope', 'invalid_scope', () => postForm(tokenUrl, { ...everything(), scope: 'other' })],
    ['a scope of users', 'invalid_scope', () => postForm(tokenUrl, { ...everything(), scope: 'openid' })],
    [
      'offline access',
      'invalid_scope',
      () => postForm(tokenUrl, { ...everything(), scope: 'ApiAccess_practice offline_access' }),
    ],
    [
      'a code that was never issued',
      'invalid_grant',
      () => postForm(tokenUrl, { ...credentials(), grant_type: 'authorization_code', code: 'abc' }),
    ],
    [
      'a refresh token that was never issued',
      'invalid_grant',
      () => postForm(tokenUrl, { ...credentials(), grant_type: 'refresh_token', refresh_token: 'abc' }),
    ],
    [
      'a refresh without a token',
      'invalid_request',
      () => postForm(tokenUrl, { ...credentials(), grant_type: 'refresh_token' }),
    ],
  ];
  test.each(rows)('%s: %s', async (_what, error, send) => expectError(await send(), error));
});

describe('the token endpoint issues a token for', () => {
  const rows: [what: string, send: () => Promise<Received>][] = [
    ['credentials in the body', () => postForm(tokenUrl, { ...grant, ...credentials() })],
    ['form-encoded Basic', () => postForm(tokenUrl, grant, { headers: encodedBasic() })],
    ['right Basic beside a wrong body', () => postForm(tokenUrl, { ...grant, ...wrong }, { headers: encodedBasic() })],
    [
      'a content type with a charset',
      () =>
        postForm(
          tokenUrl,
          { ...grant, ...credentials() },
          { headers: { 'content-type': `${formType}; charset=utf-8` } },
        ),
    ],
    ['an allowed scope', () => postForm(tokenUrl, { ...grant, ...credentials(), scope: 'ApiAccess_practice' })],
    ['an empty scope', () => postForm(tokenUrl, { ...grant, ...credentials(), scope: '' })],
  ];
  test.each(rows)('%s', async (_what, send) => expectToken(await send()));
});

test('the token is signed with the published key and says for whom and how long it is', async () => {
  const reply = jsonOf(await postForm(tokenUrl, { ...grant, ...credentials() }));
  const discovery = jsonOf(await ask(`${practice.identityServiceUrl}/.well-known/openid-configuration`));
  const { keys } = jsonOf(await ask(String(discovery['jwks_uri'])));
  const [key]: unknown[] = Array.isArray(keys) ? keys : [];
  const [header = '', claims = '', signature = ''] = String(reply['access_token']).split('.');
  const publicKey = createPublicKey({ format: 'jwk', key: Object(key) });
  const genuine = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  expect(genuine).toBe(true);
  expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256' });
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    iss: practice.identityServiceUrl,
    aud: 'ApiAccess_practice',
    client_id: practice.clientId,
  });
});

test('discovery names the endpoints under the address that was asked', async () => {
  const base = practice.identityServiceUrl;
  const document = jsonOf(await ask(`${base}/.well-known/openid-configuration`));
  expect(document).toMatchObject({
    issuer: base,
    token_endpoint: `${base}/connect/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  });
  const forwarded = await ask(`${base}/.well-known/openid-configuration`, {
    headers: { host: 'identity.example.com', 'x-forwarded-proto': 'https' },
  });
  expect(jsonOf(forwarded)).toMatchObject({ issuer: 'https://identity.example.com' });
  const strange = await ask(`${base}/.well-known/openid-configuration`, { headers: { host: 'a b:99999' } });
  expect([200, 400]).toContain(strange.status);
});

test('revocation and introspection answer as documented', async () => {
  const base = `${practice.identityServiceUrl}/connect`;
  expect((await ask(`${base}/revocation`)).status).toBe(405);
  expect((await ask(`${base}/revocation`, { method: 'POST' })).status).toBe(415);
  expect((await postForm(`${base}/revocation`, { ...credentials(), token: 'unknown' })).status).toBe(200);
  expectError(await postForm(`${base}/revocation`, { ...wrong, token: 'unknown' }), 'invalid_client');
  expect((await ask(`${base}/introspect`)).status).toBe(405);
  expect((await postForm(`${base}/introspect`, { ...credentials(), token: 'unknown' })).status).toBe(401);
});

test('OData wants a token, and takes only a genuine one', async () => {
  const url = `${practice.creatioUrl}/0/odata/Contact?$top=1`;
  const { access_token: token } = jsonOf(await postForm(tokenUrl, { ...grant, ...credentials() }));
  const use = (authorization: string) => ask(url, { headers: { authorization } });
  expect((await ask(url)).status).toBe(401);
  expect((await use('Bearer nonsense')).status).toBe(401);
  expect((await use('Bearer a.b.c')).status).toBe(401);
  expect((await use(`Bearer ${String(token).slice(0, -4)}AAAA`)).status).toBe(401);
  const reply = await use(`Bearer ${String(token)}`);
  expect(reply.status).toBe(200);
  expect(jsonOf(reply)['value']).toHaveLength(1);
});
