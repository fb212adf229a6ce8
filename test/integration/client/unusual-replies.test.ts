import { afterAll, beforeAll, expect, it } from 'vitest';
import { serve, type LocalServer } from '../identity/servers.ts';
import { openClient, tokenOf, type Client } from './run.ts';

const canary = 'canaryAccess+Token%2F1';
const canaryRefresh = 'canaryRefreshToken';
let server: LocalServer;
let client: Client;
let reply: { type: string | null; body: string | Buffer; status?: number };
let used: string | undefined;

beforeAll(async () => {
  server = await serve((request, response) => {
    if (request.url === '/data') {
      used = request.headers.authorization;
      response.end('{}');
      return;
    }
    response.writeHead(reply.status ?? 200, reply.type === null ? {} : { 'Content-Type': reply.type }).end(reply.body);
  });
  client = openClient();
});
afterAll(async () => {
  await client.close();
  await server.close();
});

const members = {
  access_token: canary,
  token_type: 'Bearer',
  expires_in: '3600',
  scope: 'read',
  refresh_token: canaryRefresh,
};
const json = JSON.stringify(members);
const form = new URLSearchParams(members).toString();

it.each<[string, string | null, string | Buffer, string[]]>([
  ['a form', 'application/x-www-form-urlencoded', form, ['form-encoded']],
  ['a form as text', 'text/plain', form, ['form-encoded', 'media-type']],
  ['a byte order mark', 'application/json', `\uFEFF${json}`, ['byte-order-mark']],
  ['two byte order marks', 'application/json', `\uFEFF\uFEFF${json}`, ['byte-order-mark']],
  [
    'UTF-16',
    'application/json; charset=utf-16',
    Buffer.from(`\uFEFF${json}`, 'utf16le'),
    ['byte-order-mark', 'charset'],
  ],
  ['nested members', 'application/json', JSON.stringify({ data: members }), ['members-nested']],
  [
    'names in camel case',
    'application/json',
    JSON.stringify({
      accessToken: canary,
      tokenType: 'Bearer',
      expiresIn: 3600,
      refreshToken: canaryRefresh,
      scope: 'read',
    }),
    ['members-renamed', 'lifetime-renamed'],
  ],
  ['a list', 'application/json', `[${json}]`, ['array']],
  ['JSON in JSON', 'application/json', JSON.stringify(json), ['json-in-text']],
  ['a script', 'text/javascript', `callback(${json})`, ['script', 'media-type']],
  ['a web page by its media type', 'text/html', json, ['media-type']],
  ['no media type', null, json, ['media-type-missing']],
])(
  'uses the token of a reply that is %s, and names what departs from the standard',
  async (_what, type, body, deviations) => {
    reply = { type, body };
    const attempt = await client.run({
      request: { tokenUrl: `${server.url}/token`, direction: 'web-service', scope: 'read', credentials: 'none' },
    });
    expect(attempt.state, attempt.said).toBe('finished');
    expect(attempt.tokens.map(({ kind }) => kind)).toEqual(['access_token', 'refresh_token']);
    expect(attempt.tokens[0]).toMatchObject({ scope: 'read' });
    const { findings = [] } = client.attempts.explain(attempt.id) ?? {};
    const named = findings.filter(({ deviation }) => deviation).map(({ id }) => id);
    expect(named).toEqual(expect.arrayContaining(deviations));
    const fixed = new Set(['lifetime-text', 'refresh-token-unexpected', ...deviations]);
    expect(named.filter((id) => !fixed.has(id))).toEqual([]);

    await client.run({
      act: { kind: 'use', tokenId: tokenOf(attempt), target: { at: 'address', url: `${server.url}/data` } },
      request: {},
    });
    expect(used).toBe(`Bearer ${canary}`);
    expect(JSON.stringify([attempt, findings])).not.toMatch(/canary/);
  },
);

it.each<[string, unknown, string, string[]]>([
  ['a token with a space', { access_token: 'canary Token' }, 'no request can carry', ['access-token-unusable']],
  ['a token with a line end', { access_token: 'canary\nToken12' }, 'no request can carry', ['access-token-unusable']],
  ['an object', { access_token: { value: 'canaryToken1234' } }, 'is not text', ['access-token-unusable']],
  ['an error in an object', { error: { code: 'invalid_client', message: 'no' } }, 'invalid_client: no.', []],
  ['an error in a list', [{ errorCode: 'invalid_client' }], 'with invalid_client.', ['array']],
  ['a token alone', 'canaryBareToken1234567890', 'not an object', ['token-missing']],
])('says the same in its sentence and in its explanation of %s', async (_what, body, said, found) => {
  reply = { type: 'application/json', body: JSON.stringify(body) };
  const attempt = await client.run({ request: { tokenUrl: `${server.url}/token`, credentials: 'none' } });
  expect(attempt).toMatchObject({ state: 'failed', said: expect.stringContaining(said) as string });
  const { findings = [] } = client.attempts.explain(attempt.id) ?? {};
  expect(findings).not.toEqual([]);
  expect(findings.map(({ id }) => id)).toEqual(expect.arrayContaining(found));
  expect(JSON.stringify([attempt, findings])).not.toMatch(/canary/);
});

it('masks the tokens of a bare text and of a form of OAuth 1', async () => {
  for (const body of ['canaryBareToken1234567890', 'oauth_token=canaryOne123&oauth_token_secret=canaryTwo123']) {
    reply = { type: 'text/plain', body };
    const attempt = await client.run({ request: { tokenUrl: `${server.url}/token`, credentials: 'none' } });
    expect(JSON.stringify([attempt, client.attempts.explain(attempt.id)])).not.toMatch(/canary/);
  }
});

it('takes a reply with a very long token for whole', async () => {
  const long = { access_token: 'a'.repeat(100_000), token_type: 'Bearer' };
  reply = { type: 'application/json', body: JSON.stringify(long) };
  const attempt = await client.run({ request: { tokenUrl: `${server.url}/token`, credentials: 'none' } });
  expect(attempt.exchanges[0]?.response?.truncated).toBe(false);
  expect(client.attempts.explain(attempt.id)?.findings).toEqual([]);
});

it.each([
  [{ error: 'unauthorized_client', error_description: 'Invalid client secret' }, 'client-refused'],
  [{ error: 'unauthorized_client', error_description: 'Not enabled' }, 'client-accepted'],
  [{ ok: false, error: 'bad_client_secret' }, 'client-refused'],
  [{ error: 'bad_verification_code' }, 'client-accepted'],
])('compares by what %j means', async (error, result) => {
  reply = { type: 'application/json', body: JSON.stringify(error) };
  const { comparison } = await client.run({
    act: { kind: 'compare' },
    request: { tokenUrl: `${server.url}/token`, direction: 'web-service' },
    secret: 'canarySecret',
  });
  expect(comparison?.rows.map((row) => row.result)).toEqual([result, result, result, result]);
});

const device = { device_code: 'canaryDeviceCode', user_code: 'AB', expires_in: 60, interval: '1' };
it.each<[string, 'revoke' | 'device_code' | 'discover', number, unknown, string, string]>([
  ['204', 'revoke', 204, null, 'finished', 'no longer valid'],
  ['an error with 200', 'revoke', 200, { ok: false, error: 'invalid_auth' }, 'failed', 'invalid_auth'],
  ['a page', 'revoke', 200, '<html></html>', 'failed', 'status 200'],
  ['a script as address', 'device_code', 200, { ...device, verification_uri: 'javascript:x' }, 'failed', 'no address'],
  [
    'the older name of the address',
    'device_code',
    200,
    { ...device, verification_url: 'https://device.example.com/' },
    'failed',
    'the JSON of a token endpoint|neither',
  ],
  ['a list', 'discover', 200, [{}], 'failed', 'another shape'],
])('takes %s for what it is (%s)', async (_what, kind, status, body, state, said) => {
  reply = {
    type: 'application/json',
    body: body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    status,
  };
  const { handle } = client.tokens.add(
    { kind: 'refresh_token', value: canaryRefresh, type: null, expiresInSeconds: null, scope: null },
    { profileId: 'test', attemptId: null, origin: null },
  );
  const url = `${server.url}/token`;
  const attempt = await client.run({
    act: kind === 'revoke' ? { kind, tokenId: handle.id } : { kind: kind === 'discover' ? kind : 'token' },
    request: {
      direction: 'web-service',
      credentials: 'none',
      grant: kind === 'device_code' ? kind : 'client_credentials',
      tokenUrl: url,
      revocationUrl: url,
      deviceAuthorizationUrl: url,
      discoveryUrl: url,
    },
  });
  expect(attempt).toMatchObject({ state, said: expect.stringMatching(said) as string });
  const { findings = [] } = client.attempts.explain(attempt.id) ?? {};
  expect(findings.length > 0).toBe(state === 'failed');
  expect(JSON.stringify([attempt, findings])).not.toMatch(/canary/);
});

it('tells nothing of these tokens while the attempts are under way either', () => {
  expect(client.told.join('\n')).not.toMatch(/canary/);
});
