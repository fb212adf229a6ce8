import { get } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Attempt, ClientRequest } from '../../../shared/test-client.ts';
import { UserError } from '../../../shared/user-error.ts';
import { canarySecret, openFullProvider, type Provider } from './provider.ts';
import { openClient, tokenOf, type Client } from './run.ts';
import { logIn, openUserAgent, type Page } from './user-agent.ts';

let provider: Provider;
let client: Client;
let device: Promise<Attempt>;
/** What the browser does with the next authorization address. */
let browse: (url: string) => Promise<unknown>;

beforeAll(async () => {
  provider = await openFullProvider();
  client = openClient((url) => void browse(url));
  // It asks every five seconds, so it is begun first.
  device = client.run({
    request: {
      ...at('body'),
      grant: 'device_code',
      deviceAuthorizationUrl: `${provider.url}/device/auth`,
      scope: 'openid offline_access',
      waitSeconds: 60,
    },
    secret: canarySecret,
  });
});
afterAll(async () => {
  await client.close();
  await provider.close();
});

const at = (clientId: string): Partial<ClientRequest> => ({
  clientId,
  credentials: clientId === 'basic' ? 'basic' : 'body',
  authorizationUrl: `${provider.url}/auth`,
  tokenUrl: `${provider.url}/token`,
  revocationUrl: `${provider.url}/token/revocation`,
  introspectionUrl: `${provider.url}/token/introspection`,
  discoveryUrl: `${provider.url}/.well-known/openid-configuration`,
});

const byCode = (clientId: string, more: Partial<ClientRequest> = {}): Partial<ClientRequest> => ({
  ...at(clientId),
  grant: 'authorization_code',
  scope: 'openid offline_access read',
  parameters: [{ name: 'prompt', value: 'consent', at: 'authorization', override: false }],
  issuer: provider.url,
  waitSeconds: 5,
  ...more,
});

/** Logs in, changes the redirect on its way, and follows it. */
const tamper = (change: (redirect: URL) => void) => async (url: string) => {
  const { url: redirect } = await logIn(openUserAgent(), url, '/callback?');
  const changed = new URL(redirect);
  change(changed);
  await fetch(changed);
};

/** The status of a GET that calls the server by another name, as a page of another site can make a browser do. */
const statusUnderName = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).once('error', reject);
  });

it('walks the authorization code grant with a login, refreshes, introspects and revokes', async () => {
  let page: Page | undefined;
  let redirect = '';
  browse = async (url) => {
    const agent = openUserAgent();
    redirect = (await logIn(agent, url, '/callback?')).url;
    // What is not meant for it is not answered, and does not end it.
    const { origin } = new URL(redirect);
    expect((await fetch(`${origin}/favicon.ico`)).status).toBe(404);
    expect((await fetch(redirect, { method: 'POST' })).status).toBe(405);
    expect(await statusUnderName(redirect, 'evil.example')).toBe(400);
    await expect(fetch(redirect.replace('127.0.0.1', '[::1]'))).rejects.toThrow();
    // On Linux all of 127.0.0.0/8 is this computer.
    if (process.platform === 'linux') {
      await expect(fetch(redirect.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow();
    }
    const response = await fetch(redirect);
    page = { url: redirect, status: response.status, body: await response.text() };
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  };
  const attempt = await client.run({ request: byCode('basic'), secret: canarySecret });
  expect(attempt).toMatchObject({
    state: 'finished',
    said: 'The service issued an access token and a refresh token and an ID token.',
    problem: null,
    waiting: null,
    scopes: { asked: ['openid', 'offline_access', 'read'], dropped: [], stated: true },
  });
  expect(page).toMatchObject({ status: 200 });
  expect(page?.body).toContain('You can close this page');
  for (const value of new URL(redirect).searchParams.values()) expect(page?.body).not.toContain(value);
  await expect(fetch(redirect)).rejects.toThrow();

  const refreshToken = tokenOf(attempt, 'refresh_token');
  const first = client.tokens.get(refreshToken).value;
  const refreshed = await client.run({
    act: { kind: 'refresh', tokenId: refreshToken },
    request: byCode('basic', { scope: '' }),
    secret: canarySecret,
  });
  expect(refreshed).toMatchObject({ state: 'finished', rotated: true });
  expect(client.tokens.get(refreshToken).handle.state).toBe('replaced');
  const access = tokenOf(refreshed);
  const act = (kind: 'introspect' | 'revoke') =>
    client.run({ act: { kind, tokenId: access }, request: byCode('basic'), secret: canarySecret });
  expect(await act('introspect')).toMatchObject({ state: 'finished', active: true });
  expect(await act('revoke')).toMatchObject({ state: 'finished' });
  expect(client.tokens.get(access).handle.state).toBe('revoked');
  expect(await act('introspect')).toMatchObject({ state: 'finished', active: false });
  // The first refresh token was used up, and its reuse ends the others too.
  const again = client.tokens.add(
    { kind: 'refresh_token', value: first, type: null, expiresInSeconds: null, scope: null },
    { profileId: 'test', attemptId: null, origin: null },
  );
  const reused = await client.run({
    act: { kind: 'refresh', tokenId: again.handle.id },
    request: byCode('basic', { scope: '' }),
    secret: canarySecret,
  });
  expect(reused).toMatchObject({ state: 'failed', said: expect.stringContaining('invalid_grant') });

  const told = client.told.join('\n');
  const code = new URL(redirect).searchParams.get('code') ?? '';
  for (const secret of [canarySecret, encodeURIComponent(canarySecret), first, client.tokens.get(access).value, code]) {
    expect(told).not.toContain(secret);
  }
});

it('takes a pasted redirect where the address is not one of this computer', async () => {
  let pasted = '';
  const until = 'https://crm.example.com';
  browse = async (url) => {
    pasted = (await logIn(openUserAgent(), url, until)).url;
    // What is no redirect is not taken, and can be pasted anew.
    client.attempts.continue(attempt.id, url);
    await expect
      .poll(() => client.attempts.list('test').find(({ id }) => id === attempt.id)?.said)
      .toMatch(/^The address is not https:\/\/crm\.example\.com\/0\/oauth,/);
    client.attempts.continue(attempt.id, new URL(pasted).search);
  };
  const attempt = client.start({
    request: byCode('body', { redirect: { how: 'pasted', url: `${until}/0/oauth` } }),
    secret: canarySecret,
  });
  expect(await client.attempts.settled(attempt.id)).toMatchObject({ state: 'finished' });
  const old = client.start({
    request: byCode('body', { redirect: { how: 'pasted', url: `${until}/0/oauth` } }),
    secret: canarySecret,
  });
  browse = async () => client.attempts.continue(old.id, pasted);
  expect(await client.attempts.settled(old.id)).toMatchObject({ state: 'failed', problem: { code: 'state-mismatch' } });
});

it('waits on where no browser can be opened, for whoever opens the address elsewhere', async () => {
  browse = () => {
    throw new UserError('link-not-opened', 'No browser could be opened here.');
  };
  const attempt = client.start({ request: byCode('body'), secret: canarySecret });
  const said = () => client.attempts.list('test').find(({ id }) => id === attempt.id);
  await expect.poll(() => said()?.said).toMatch(/^No browser could be opened here/);
  await logIn(openUserAgent(), said()?.waiting?.url ?? '');
  expect(await client.attempts.settled(attempt.id)).toMatchObject({ state: 'finished' });
});

it('works for a public client with PKCE alone', async () => {
  browse = (url) => logIn(openUserAgent(), url);
  expect(await client.run({ request: byCode('public', { credentials: 'none' }) })).toMatchObject({ state: 'finished' });
});

it.each([
  ['another state', 'state-mismatch', (url: URL) => url.searchParams.set('state', 'x'), null],
  ['no state', 'state-missing', (url: URL) => url.searchParams.delete('state'), null],
  ['two states', 'redirect-unreadable', (url: URL) => url.searchParams.append('state', 'x'), null],
  ['two codes', 'redirect-unreadable', (url: URL) => url.searchParams.append('code', 'x'), null],
  ['a token', 'redirect-unreadable', (url: URL) => url.searchParams.set('id_token', 'x'), null],
  ['another issuer', 'issuer-mismatch', (url: URL) => url.searchParams.set('iss', 'https://evil.example'), null],
  ['no code', 'code-missing', (url: URL) => url.searchParams.delete('code'), null],
  ['a made-up code', null, (url: URL) => url.searchParams.set('code', 'made-up'), 'invalid_grant'],
] as const)('does not take a redirect with %s', async (_name, problem, change, error) => {
  browse = tamper(change);
  const attempt = await client.run({ request: byCode('body'), secret: canarySecret });
  expect(attempt.state).toBe('failed');
  expect(attempt.problem?.code ?? null).toBe(problem);
  expect(client.attempts.explain(attempt.id)?.findings).not.toEqual([]);
  // A code that does not belong to this request is never sent.
  expect(attempt.exchanges.length).toBe(error === null ? 0 : 1);
  if (error !== null) expect(attempt.said).toContain(error);
});

it('wants the issuer that discovery promises', async () => {
  await client.run({ act: { kind: 'discover' }, request: at('body') });
  browse = tamper((url) => url.searchParams.delete('iss'));
  const attempt = await client.run({ request: byCode('body'), secret: canarySecret });
  expect(attempt).toMatchObject({ state: 'failed', problem: { code: 'issuer-missing' }, exchanges: [] });
  expect(client.attempts.explain(attempt.id)?.findings[0]?.remediation).toBe('oauth-callback-mistrusted');
});

it('tells a denied consent, a code that is used twice, and another redirect address in the token request', async () => {
  browse = async (url) => {
    const agent = openUserAgent();
    const page = await agent.open(url);
    await agent.open(`${page.url}/abort`);
  };
  const denied = await client.run({ request: byCode('body'), secret: canarySecret });
  expect(denied).toMatchObject({ state: 'failed', problem: { code: 'access_denied' }, exchanges: [] });

  let code = '';
  browse = tamper((url) => (code = url.searchParams.get('code') ?? ''));
  expect(await client.run({ request: byCode('body'), secret: canarySecret })).toMatchObject({ state: 'finished' });
  browse = tamper((url) => url.searchParams.set('code', code));
  const replayed = await client.run({ request: byCode('body'), secret: canarySecret });
  expect(replayed).toMatchObject({ state: 'failed', said: expect.stringContaining('invalid_grant') });

  browse = (url) => logIn(openUserAgent(), url);
  const parameters = [
    { name: 'redirect_uri', value: 'https://crm.example.com/0/oauth', at: 'token', override: true } as const,
  ];
  const elsewhere = await client.run({ request: byCode('body', { parameters }), secret: canarySecret });
  expect(elsewhere).toMatchObject({ state: 'failed', said: expect.stringContaining('invalid_grant') });
});

it('ends when nobody comes back, when it is cancelled, and when the port is taken', async () => {
  let open = '';
  // An address that is not registered: the service shows an error page and does not redirect.
  browse = async (url) => {
    open = url;
    expect((await openUserAgent().open(url)).status).toBe(400);
  };
  const redirect = { how: 'loopback', port: null, path: '/not-registered' } as const;
  const lost = await client.run({ request: byCode('body', { redirect, waitSeconds: 1 }), secret: canarySecret });
  expect(lost).toMatchObject({ state: 'timed-out', problem: { code: 'time-limit' }, exchanges: [] });
  await expect(fetch(new URL(open).searchParams.get('redirect_uri') ?? '')).rejects.toThrow();

  const opened = new Promise<void>((resolve) => {
    browse = async (url) => {
      open = url;
      resolve();
    };
  });
  const waiting = client.start({ request: byCode('body'), secret: canarySecret });
  await opened;
  client.attempts.cancel(waiting.id);
  expect(await client.attempts.settled(waiting.id)).toMatchObject({ state: 'cancelled', waiting: null });
  await expect(fetch(new URL(open).searchParams.get('redirect_uri') ?? '')).rejects.toThrow();

  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = await client.run({
    request: byCode('body', { redirect: { how: 'loopback', port, path: '/callback' } }),
    secret: canarySecret,
  });
  expect(taken).toMatchObject({ state: 'failed', problem: { code: 'port-in-use' } });
  expect(taken.said).toContain(String(port));
  other.close();
});

it('finds out which mode a client wants, and what to choose in Creatio', async () => {
  const compare = (clientId: string, more: Partial<ClientRequest> = {}) =>
    client.run({ act: { kind: 'compare' }, request: { ...at(clientId), ...more }, secret: canarySecret });
  const results = ({ comparison }: Attempt) =>
    Object.fromEntries((comparison?.rows ?? []).map(({ credentials, result }) => [credentials, result]));
  const body = await compare('body');
  expect(results(body)).toEqual({
    body: 'token',
    basic: 'token',
    'basic-raw': 'client-refused',
    query: 'client-refused',
  });
  expect(body.comparison?.creatioField).toBe('In request body');
  const basic = await compare('basic', { grant: 'authorization_code' });
  expect(results(basic)).toEqual({
    body: 'client-accepted',
    basic: 'client-accepted',
    'basic-raw': 'client-refused',
    query: 'client-refused',
  });
});

it('reads what discovery offers, and tells a scope that was dropped', async () => {
  const found = await client.run({ act: { kind: 'discover' }, request: at('body') });
  expect(found.discovered).toMatchObject({
    issuer: provider.url,
    tokenUrl: `${provider.url}/token`,
    deviceAuthorizationUrl: `${provider.url}/device/auth`,
    challengeMethods: ['S256'],
    defects: [],
  });
  const dropped = await client.run({ request: { ...at('body'), scope: 'read nothing-known' }, secret: canarySecret });
  expect(dropped.scopes).toEqual({
    asked: ['read', 'nothing-known'],
    granted: ['read'],
    dropped: ['nothing-known'],
    added: [],
    stated: true,
  });
});

it('gets a token for a device whose code somebody enters elsewhere', async () => {
  const waiting = () => client.attempts.list('test').find(({ request }) => request.grant === 'device_code')?.waiting;
  await expect.poll(waiting, { timeout: 5_000 }).toMatchObject({ url: `${provider.url}/device` });
  const { url = '', urlWithCode, userCode } = waiting() ?? {};
  expect(urlWithCode).toContain(userCode);
  const agent = openUserAgent();
  let page = await agent.submit(await agent.open(url), { user_code: userCode ?? '' });
  page = await agent.submit(page, { user_code: userCode ?? '', confirm: 'yes' });
  for (let step = 0; step < 3 && page.body.includes('name="prompt"'); step++) {
    page = await agent.submit(page, { login: 'canary-user', password: 'any' });
  }
  expect(page.body).toContain('Sign-in Success');
  const attempt = await device;
  expect(attempt).toMatchObject({ state: 'finished', waiting: null });
  expect(attempt.exchanges.length).toBeLessThanOrEqual(3);
  expect(attempt.tokens.map(({ kind }) => kind)).toContain('refresh_token');
});
