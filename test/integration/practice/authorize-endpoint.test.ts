import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { ask, jsonOf, postForm, type Received } from './client.ts';

let practice: Practice;
let base: string;
beforeAll(async () => {
  practice = await startPractice();
  base = `${practice.identityServiceUrl}/connect`;
});
afterAll(() => practice.close());

const verifier = 'a'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

const wanted = () => ({
  response_type: 'code',
  client_id: practice.clientId,
  redirect_uri: practice.redirectUrl,
  scope: 'ApiAccess_practice offline_access',
  state: 'as it was',
  code_challenge: challenge,
  code_challenge_method: 'S256',
});

const authorize = (changes: Readonly<Record<string, string>> = {}): Promise<Received> =>
  ask(`${base}/authorize?${new URLSearchParams({ ...wanted(), ...changes })}`);

const locationOf = ({ status, headers }: Received): URL => {
  expect(status).toBe(302);
  return new URL(String(headers['location']), practice.identityServiceUrl);
};

/** Logs in with one of the two buttons, and gives where the browser is sent. */
async function press(button: 'login' | 'cancel', changes: Readonly<Record<string, string>> = {}): Promise<URL> {
  const login = locationOf(await authorize(changes));
  expect((await ask(login.href)).body.toString()).toContain('<form method="post">');
  return locationOf(await postForm(login.href, { button }));
}

const credentials = () => ({ client_id: practice.clientId, client_secret: practice.clientSecret });
const redeem = (code: string, changes: Readonly<Record<string, string>> = {}): Promise<Received> =>
  postForm(`${base}/token`, {
    ...credentials(),
    grant_type: 'authorization_code',
    code,
    redirect_uri: practice.redirectUrl,
    code_verifier: verifier,
    ...changes,
  });
const newCode = async (): Promise<string> => (await press('login')).searchParams.get('code') ?? '';

describe('the authorization endpoint sends the browser back with an error as IdentityServer4 does', () => {
  const rows: [what: string, error: string, changes: Readonly<Record<string, string>>][] = [
    ['another response type', 'unsupported_response_type', { response_type: 'token' }],
    ['no scope', 'invalid_request', { scope: '' }],
    ['a scope that is not allowed', 'invalid_scope', { scope: 'other' }],
    ['no challenge', 'invalid_request', { code_challenge: '' }],
    ['a challenge that is too short', 'invalid_request', { code_challenge: 'short' }],
  ];
  test.each(rows)('%s: %s', async (_what, error, changes) => {
    const { origin, pathname, searchParams } = locationOf(await authorize(changes));
    expect(`${origin}${pathname}`).toBe(practice.redirectUrl);
    expect(Object.fromEntries(searchParams)).toEqual({ error, state: 'as it was' });
  });
});

test.each([
  ['an unknown client', { client_id: 'nobody' }],
  ['another redirect address', { redirect_uri: 'https://evil.example/callback' }],
  ['the redirect address with another port', { redirect_uri: 'http://127.0.0.1:1/callback' }],
  ['the redirect address in other letters', { redirect_uri: 'HTTP://127.0.0.1/callback' }],
])('the user alone is told of %s', async (_what, changes) => {
  const { origin, pathname } = locationOf(await authorize(changes));
  expect(`${origin}${pathname}`).toBe(`${practice.identityServiceUrl}/home/error`);
});

test('a denied consent comes back as access_denied', async () => {
  expect(Object.fromEntries((await press('cancel')).searchParams)).toEqual({
    error: 'access_denied',
    state: 'as it was',
  });
});

describe('a code is refused with invalid_grant', () => {
  const rows: [what: string, changes: Readonly<Record<string, string>>][] = [
    ['with another redirect address', { redirect_uri: 'http://127.0.0.1:1/callback' }],
    ['with another verifier', { code_verifier: 'b'.repeat(43) }],
    ['without a verifier', { code_verifier: '' }],
  ];
  test.each(rows)('%s, and is used up then', async (_what, changes) => {
    const code = await newCode();
    const refused = await redeem(code, changes);
    expect([refused.status, jsonOf(refused)]).toEqual([400, { error: 'invalid_grant' }]);
    expect(jsonOf(await redeem(code))).toEqual({ error: 'invalid_grant' });
  });
});

test('a code brings a token once; refresh tokens rotate and can be revoked', async () => {
  const code = await newCode();
  const tokens = jsonOf(await redeem(code));
  expect(tokens).toMatchObject({ token_type: 'Bearer', scope: 'ApiAccess_practice offline_access' });
  expect(jsonOf(await redeem(code))).toEqual({ error: 'invalid_grant' });
  const refresh = async (token: unknown) =>
    jsonOf(
      await postForm(`${base}/token`, {
        ...credentials(),
        grant_type: 'refresh_token',
        refresh_token: String(token),
      }),
    );
  const second = await refresh(tokens['refresh_token']);
  expect(typeof second['access_token']).toBe('string');
  expect(second['refresh_token']).not.toBe(tokens['refresh_token']);
  expect(await refresh(tokens['refresh_token'])).toEqual({ error: 'invalid_grant' });
  const revoke = { ...credentials(), token: String(second['refresh_token']) };
  expect((await postForm(`${base}/revocation`, revoke)).status).toBe(200);
  expect(await refresh(second['refresh_token'])).toEqual({ error: 'invalid_grant' });
});

test('no refresh token comes without offline_access, and no client may use the device flow', async () => {
  const code = (await press('login', { scope: 'ApiAccess_practice' })).searchParams.get('code') ?? '';
  expect(Object.keys(jsonOf(await redeem(code)))).not.toContain('refresh_token');
  const device = await postForm(`${base}/deviceauthorization`, credentials());
  expect([device.status, jsonOf(device)]).toEqual([400, { error: 'unauthorized_client' }]);
});
