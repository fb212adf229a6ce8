import { assert, asyncProperty, string } from 'fast-check';
import { expect, test } from 'vitest';
import { readDiscoveryDocument } from '../../../electron/oauth/discovery-document.ts';
import { tokenChecks } from '../../../electron/checks/token/index.ts';
import { creatioUrl, identityUrl, profile, runScripted, secret, type ScriptedReply } from './scripted-run.ts';

const [request] = tokenChecks;
const url = `${identityUrl}/connect/token`;
const token = 'canary.token.value-0123456789';
const json = (
  status: number,
  body: unknown,
  headers: [string, string][] = [['content-type', 'application/json; charset=UTF-8']],
) => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const granted = { access_token: token, token_type: 'Bearer', expires_in: 3600, scope: 'a b' };
const page = (status: number, body = '<!DOCTYPE html><html><body>Page</body></html>'): ScriptedReply =>
  json(status, body, [['Content-Type', 'text/html']]);

test.each<[string, ScriptedReply, string, string | null]>([
  ['a token', json(200, granted), 'pass', null],
  ['a token of type bearer', json(200, { ...granted, token_type: 'bearer' }), 'pass', null],
  ['a token without lifetime and scope', json(200, { access_token: token, token_type: 'Bearer' }), 'pass', null],
  ['a token with more members', json(200, { ...granted, refresh_token: 'canary-refresh-1', x: {} }), 'pass', null],
  ['an error that is null', json(200, { ...granted, error: null }), 'pass', null],
  ['no token type', json(200, { access_token: token }), 'warn', 'token-non-conforming'],
  ['another token type', json(200, { ...granted, token_type: 'mac' }), 'warn', 'token-non-conforming'],
  ['a lifetime as text', json(200, { ...granted, expires_in: '3600' }), 'warn', 'token-non-conforming'],
  ['a lifetime of nothing', json(200, { ...granted, expires_in: 0 }), 'warn', 'token-non-conforming'],
  ['a lifetime of null', json(200, { ...granted, expires_in: null }), 'warn', 'token-non-conforming'],
  [
    'a media type that is not JSON',
    json(200, granted, [['content-type', 'text/plain']]),
    'warn',
    'token-non-conforming',
  ],
  ['no media type', json(200, granted, []), 'warn', 'token-non-conforming'],
  ['201', json(201, granted), 'warn', 'token-non-conforming'],
  ['no token', json(200, { token_type: 'Bearer' }), 'fail', 'token-non-conforming'],
  ['an empty token', json(200, { ...granted, access_token: '' }), 'fail', 'token-non-conforming'],
  ['a token that is a number', json(200, { ...granted, access_token: 7 }), 'fail', 'token-non-conforming'],
  ['a token that is null', json(200, { ...granted, access_token: null }), 'fail', 'token-non-conforming'],
  ['a token with a line break', json(200, { ...granted, access_token: 'a\r\nb' }), 'fail', 'token-non-conforming'],
  ['a token that is not ASCII', json(200, { ...granted, access_token: 'tökén' }), 'fail', 'token-non-conforming'],
  ['an array', json(200, [granted]), 'fail', 'token-non-conforming'],
  ['null', json(200, 'null'), 'fail', 'token-non-conforming'],
  ['an error with 200', json(200, { error: 'invalid_client' }), 'fail', 'token-non-conforming'],
  ['a token with 400', json(400, granted), 'fail', 'token-non-conforming'],
  ['an empty 200', json(200, ''), 'fail', 'token-not-json'],
  ['a web page', page(200), 'fail', 'token-not-json'],
  ['a form-encoded token', json(200, `access_token=${token}&token_type=bearer`), 'fail', 'token-not-json'],
  ['cut JSON', json(200, JSON.stringify(granted).slice(0, -1)), 'fail', 'token-not-json'],
  ['wrong credentials', json(400, { error: 'invalid_client' }), 'fail', 'token-invalid-client'],
  ['wrong credentials with 401', json(401, { error: 'invalid_client' }), 'fail', 'token-invalid-client'],
  ['a refusal as plain text type', json(400, { error: 'invalid_client' }, []), 'fail', 'token-invalid-client'],
  ['a request it cannot read', json(400, { error: 'invalid_request' }), 'fail', 'token-invalid-request'],
  ['a scope it refuses', json(400, { error: 'invalid_scope' }), 'fail', 'token-invalid-scope'],
  ['a grant it refuses', json(400, { error: 'invalid_grant' }), 'fail', 'token-invalid-grant'],
  ['a client without the grant', json(400, { error: 'unauthorized_client' }), 'fail', 'token-unauthorized-client'],
  ['an unknown grant', json(400, { error: 'unsupported_grant_type' }), 'fail', 'token-unsupported-grant-type'],
  ['an unknown grant with 401', json(401, { error: 'unsupported_grant_type' }), 'fail', 'token-unsupported-grant-type'],
  ['an error of its own', json(400, { error: 'no_luck_today' }), 'fail', 'token-non-conforming'],
  ['an error that is no text', json(400, { error: { code: 1 } }), 'fail', 'token-non-conforming'],
  ['400 without error', json(400, {}), 'fail', 'token-non-conforming'],
  ['400 with a web page', page(400), 'fail', 'token-not-json'],
  ['401 with a web page', page(401), 'fail', 'token-not-json'],
  ['404', page(404), 'fail', 'token-endpoint-missing'],
  ['404 with an OAuth error', json(404, { error: 'invalid_client' }), 'fail', 'token-invalid-client'],
  ['404 with JSON', json(404, { message: 'no' }), 'fail', 'token-endpoint-missing'],
  ['405', json(405, ''), 'fail', 'token-endpoint-missing'],
  ['500', page(500), 'fail', 'token-server-error'],
  ['500 with an OAuth error', json(500, { error: 'server_error' }), 'fail', 'token-server-error'],
  ['502 of nginx', page(502, '<h1>502 Bad Gateway</h1>nginx'), 'fail', 'gateway-no-answer'],
  ['a firewall', page(403, '<title>Request Rejected</title>'), 'fail', 'access-refused'],
  ['403 with a plain page', page(403, '<h2>403 - Forbidden: Access is denied.</h2>'), 'fail', 'access-refused'],
  [
    'wrong credentials by another word',
    json(401, { error: 'unauthorized_client', error_description: 'Invalid client credentials' }),
    'fail',
    'token-invalid-client',
  ],
  ['429', page(429, ''), 'fail', 'rate-limited'],
  ['500.30', page(500, '<title>IIS 500.30 Error</title>'), 'fail', 'hosting-500-30'],
  ['503 of IIS', page(503, '<h2>Service Unavailable</h2>'), 'fail', 'hosting-503'],
  ['407', page(407), 'fail', 'proxy-in-the-way'],
  ['a redirect', { status: 302, redirectsTo: 'https://b.example.com/' }, 'fail', 'http-redirect-elsewhere'],
  ['a body without end', { ...json(200, granted), truncated: true }, 'fail', 'http-body-too-large'],
  ['no reply', { failure: { finding: 'http-no-reply', message: 'No reply.' } }, 'fail', 'http-no-reply'],
  [
    'a reset in the body',
    { ...json(200, granted), failure: { finding: 'http-reset', message: 'Reset.' } },
    'fail',
    'http-reset',
  ],
])('token request: %s', async (_what, reply, status, remediation) => {
  const { result, sent, facts } = await runScripted(request, { [url]: reply });
  expect({ status: result.status, remediation: result.remediation }).toEqual({ status, remediation });
  expect(facts.accessToken === undefined).toBe(status === 'fail');
  expect(result.summary).toMatch(/^[A-Z].*\.$/s);
  expect(result.evidence.map(({ kind }) => kind)).toEqual(['exchange', 'facts']);
  expect(JSON.stringify(result)).not.toMatch(/canary/);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ method: 'POST', carriesCredential: true });
});

test.each([
  ['in another member', JSON.stringify({ data: { access_token: token } })],
  ['in cut JSON', `{"token_type":"Bearer","access_token":"${token}`],
  ['with escapes', String.raw`{"access_token":"canary\/slash+0123456","token_type":"Bearer","expires_in":1}`],
  ['in a page', `<p>access_token=${token}</p>`],
  ['of the other kinds', JSON.stringify({ ...granted, id_token: 'canary-id-1', refresh_token: 'canary-refresh-1' })],
])('a token %s is not shown', async (_where, body) => {
  const { result } = await runScripted(request, { [url]: json(200, body) });
  expect(JSON.stringify(result)).not.toMatch(/canary/);
});

test('a lifetime below nothing is not told as one', async () => {
  const { result } = await runScripted(request, { [url]: json(200, { ...granted, expires_in: -1 }) });
  expect(result.summary).toContain('an access token, but');
});

test('the secret goes to the configured origin only', async () => {
  const elsewhere = readDiscoveryDocument(JSON.stringify({ token_endpoint: 'https://b.example.com/token' }));
  const { result, sent } = await runScripted(
    request,
    { [url]: json(200, granted) },
    { facts: elsewhere === null ? {} : { discovery: elsewhere } },
  );
  expect(sent.map((each) => each.url)).toEqual([url]);
  expect(result.status).toBe('pass');
  expect(JSON.stringify(result.evidence)).toContain('https://b.example.com/token');
});

test('asks the endpoint that discovery names on the configured origin', async () => {
  const named = readDiscoveryDocument(JSON.stringify({ token_endpoint: `${identityUrl}/other/token?x=1#part` }));
  const { result, sent } = await runScripted(
    request,
    { [`${identityUrl}/other/token?x=1`]: json(200, granted) },
    { facts: named === null ? {} : { discovery: named } },
  );
  expect(sent).toHaveLength(1);
  expect(JSON.stringify(result.evidence)).toContain('from the discovery document');
});

test('tells what this computer can see in refused credentials', async () => {
  const { result } = await runScripted(
    request,
    { [url]: json(400, { error: 'invalid_client' }) },
    { clientSecret: ` ${'s'.repeat(101)}`, profile: { ...profile, clientId: 'c'.repeat(100) } },
  );
  expect(result.summary).toContain('The client secret has more than 100 characters');
  expect(result.summary).toContain('The client secret begins or ends with white space');
  expect(result.summary).not.toContain('client id has');
});

test('does not apply without address, client id or secret', () => {
  expect(request?.applies(profile, secret)).toBe(true);
  expect(request?.applies(profile, null)).toBeTypeOf('string');
  expect(request?.applies(profile, '')).toBeTypeOf('string');
  expect(request?.applies({ ...profile, clientId: null }, secret)).toBeTypeOf('string');
  expect(request?.applies({ ...profile, identityServiceUrl: null }, secret)).toBeTypeOf('string');
});

test('any id and secret arrive as they are, and the secret is in no result', async () => {
  const anyText = string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  await assert(
    asyncProperty(anyText, anyText, async (clientId, tail) => {
      const clientSecret = `canary${tail}`;
      const { result, sent } = await runScripted(
        request,
        { [url]: json(400, { error: 'invalid_client', error_description: `not ${clientSecret}` }) },
        { clientSecret, profile: { ...profile, creatioUrl, clientId } },
      );
      const form = new URLSearchParams(sent[0]?.body);
      expect(Object.fromEntries(form)).toEqual({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      });
      expect(JSON.stringify(result.evidence[0])).not.toContain(
        new URLSearchParams({ s: clientSecret }).toString().slice(2),
      );
    }),
    { numRuns: 200 },
  );
});
