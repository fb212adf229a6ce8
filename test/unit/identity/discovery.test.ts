import { expect, test } from 'vitest';
import { identityChecks } from '../../../electron/checks/identity/index.ts';
import type { RunFacts } from '../../../electron/checks/types.ts';
import { identityUrl, profile, runScripted, type ScriptedReply } from './scripted-run.ts';

const [discovery, keys, clock] = identityChecks;
const url = `${identityUrl}/.well-known/openid-configuration`;
const complete = {
  issuer: identityUrl,
  token_endpoint: `${identityUrl}/connect/token`,
  jwks_uri: `${identityUrl}/.well-known/openid-configuration/jwks`,
  authorization_endpoint: `${identityUrl}/connect/authorize`,
  grant_types_supported: ['client_credentials', 'authorization_code'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  scopes_supported: ['openid'],
};
const document = (changes: Record<string, unknown>): ScriptedReply => ({
  body: JSON.stringify({ ...complete, ...changes }),
});
const html = (status: number, body: string): ScriptedReply => ({
  status,
  headers: [['Content-Type', 'text/html']],
  body,
});
const httpSys = (text: string): string => `<TITLE>Not Found</TITLE><h2>Not Found</h2><p>HTTP Error ${text}</p>`;

test.each<[string, ScriptedReply, string, string | null]>([
  ['a complete document', document({}), 'pass', null],
  ['an issuer in another case', document({ issuer: identityUrl.toUpperCase() }), 'pass', null],
  ['an issuer with a trailing slash', document({ issuer: `${identityUrl}/` }), 'pass', null],
  ['the bare word of Creatio 8.0', document({ issuer: 'creatio.com' }), 'pass', null],
  ['grant types not stated', document({ grant_types_supported: undefined }), 'pass', null],
  ['grant types of another type', document({ grant_types_supported: 'client_credentials' }), 'pass', null],
  ['members nobody asked for', document({ x: { y: [1] }, frontchannel_logout_supported: true }), 'pass', null],
  ['another media type', { ...document({}), headers: [['Content-Type', 'text/plain']] }, 'pass', null],
  ['another host as issuer', document({ issuer: 'https://localhost:8090' }), 'warn', 'discovery-issuer-differs'],
  ['another port as issuer', document({ issuer: 'https://identity.example.com' }), 'warn', 'discovery-issuer-differs'],
  [
    'another scheme as issuer',
    document({ issuer: 'http://identity.example.com:8090' }),
    'warn',
    'discovery-issuer-differs',
  ],
  ['a path in the issuer', document({ issuer: `${identityUrl}/id` }), 'warn', 'discovery-issuer-differs'],
  [
    'a token endpoint elsewhere',
    document({ token_endpoint: 'https://b.example.com/t' }),
    'warn',
    'discovery-endpoints-elsewhere',
  ],
  ['keys elsewhere', document({ jwks_uri: 'https://b.example.com/k' }), 'warn', 'discovery-endpoints-elsewhere'],
  [
    'another endpoint elsewhere',
    document({ userinfo_endpoint: 'https://b.example.com/u' }),
    'warn',
    'discovery-endpoints-elsewhere',
  ],
  [
    'client credentials not offered',
    document({ grant_types_supported: ['implicit'] }),
    'warn',
    'discovery-no-client-credentials',
  ],
  ['no grant type at all', document({ grant_types_supported: [] }), 'warn', 'discovery-no-client-credentials'],
  ['no issuer', document({ issuer: undefined }), 'fail', 'discovery-incomplete'],
  ['no token endpoint', document({ token_endpoint: undefined }), 'fail', 'discovery-incomplete'],
  [
    'a token endpoint that is no address',
    document({ token_endpoint: '/connect/token' }),
    'fail',
    'discovery-incomplete',
  ],
  [
    'a token endpoint of another protocol',
    document({ token_endpoint: 'file:///etc/passwd' }),
    'fail',
    'discovery-incomplete',
  ],
  ['no keys', document({ jwks_uri: null }), 'fail', 'discovery-incomplete'],
  ['an empty object', { body: '{}' }, 'fail', 'discovery-incomplete'],
  ['an array', { body: '[]' }, 'fail', 'discovery-not-json'],
  ['null', { body: 'null' }, 'fail', 'discovery-not-json'],
  ['an empty reply', { body: '' }, 'fail', 'discovery-not-json'],
  ['a web page', html(200, '<!DOCTYPE html><html><body>Welcome</body></html>'), 'fail', 'discovery-not-json'],
  ['cut JSON', { body: JSON.stringify(complete).slice(0, -5) }, 'fail', 'discovery-not-json'],
  ['204', { status: 204, body: '' }, 'fail', 'discovery-not-json'],
  ['404', html(404, '<h2>404</h2>'), 'fail', 'discovery-missing'],
  ['401', html(401, ''), 'fail', 'access-refused'],
  ['403 with a plain page', html(403, '<h2>403 - Forbidden: Access is denied.</h2>'), 'fail', 'access-refused'],
  [
    '401 for Windows accounts',
    { status: 401, headers: [['WWW-Authenticate', 'Negotiate, NTLM']], body: '' },
    'fail',
    'access-refused',
  ],
  ['the 404 of http.sys', html(404, httpSys('404. The requested resource is not found.')), 'fail', 'hosting-no-site'],
  ['https only', html(403, '<h3>HTTP Error 403.4 - Forbidden</h3>'), 'fail', 'https-wanted'],
  ['429', { status: 429, headers: [['Retry-After', '60']], body: '' }, 'fail', 'rate-limited'],
  ['500 with a text', { status: 500, body: 'boom' }, 'fail', 'discovery-server-error'],
  ['502 of nginx', html(502, '<html><h1>502 Bad Gateway</h1>nginx</html>'), 'fail', 'gateway-no-answer'],
  ['502 with JSON', { status: 502, body: '{"error":"x"}' }, 'fail', 'discovery-server-error'],
  ['504 with JSON', { status: 504, body: '{"message":"x"}' }, 'fail', 'gateway-no-answer'],
  ['522 of Cloudflare', { status: 522, headers: [['Server', 'cloudflare']], body: '' }, 'fail', 'gateway-no-answer'],
  ['503 of an application taken offline', html(503, '<h1>Back at noon</h1>'), 'fail', 'discovery-server-error'],
  ['500.30', html(500, '<title>IIS 500.30 Error</title>'), 'fail', 'hosting-500-30'],
  ['500.19', html(500, '<h3>HTTP Error 500.19 - Internal Server Error</h3>'), 'fail', 'hosting-500-19'],
  [
    '503',
    html(503, '<h2>Service Unavailable</h2><p>HTTP Error 503. The service is unavailable.</p>'),
    'fail',
    'hosting-503',
  ],
  ['403.14', html(403, '<h3>HTTP Error 403.14 - Forbidden</h3>'), 'fail', 'hosting-403-14'],
  ['a proxy that wants a login', html(407, ''), 'fail', 'proxy-in-the-way'],
  ['a redirect elsewhere', { status: 302, redirectsTo: 'https://b.example.com/' }, 'fail', 'http-redirect-elsewhere'],
  ['a redirect to nowhere', { status: 302 }, 'fail', 'http-malformed'],
  ['a body without end', { ...document({}), truncated: true }, 'fail', 'http-body-too-large'],
  ['no reply', { failure: { finding: 'http-no-reply', message: 'No reply.' } }, 'fail', 'http-no-reply'],
  [
    'a reset in the body',
    { ...document({}), failure: { finding: 'http-reset', message: 'Reset.' } },
    'fail',
    'http-reset',
  ],
])('discovery: %s', async (_what, reply, status, remediation) => {
  const { result, sent } = await runScripted(discovery, { [url]: reply });
  expect({ status: result.status, remediation: result.remediation }).toEqual({ status, remediation });
  expect(result.summary).toMatch(/^[A-Z].*\.$/s);
  expect(result.evidence[0]?.kind).toBe('exchange');
  expect(sent).toHaveLength(1);
});

test('says what a site means that is reached by http and announces https', async () => {
  const http = identityUrl.replace('https', 'http');
  const { result } = await runScripted(
    discovery,
    { [url.replace('https', 'http')]: document({}) },
    { profile: { ...profile, identityServiceUrl: http } },
  );
  expect(result.status).toBe('warn');
  expect(result.remediation).toBe('discovery-issuer-differs');
  expect(result.summary).toContain('ForceHttpsSchemeInRequests');
  expect(result.summary).toContain('token_endpoint https://identity.example.com:8090/connect/token');
});

test('finds the document below the path of an address', async () => {
  const base = `${identityUrl}/ids/`;
  const { sent } = await runScripted(
    discovery,
    { [`${identityUrl}/ids/.well-known/openid-configuration`]: document({}) },
    { profile: { ...profile, identityServiceUrl: base } },
  );
  expect(sent).toHaveLength(1);
});

test('shows what is offered and lists every address elsewhere', async () => {
  const { result } = await runScripted(discovery, {
    [url]: document({ token_endpoint: 'https://b.example.com/t', revocation_endpoint: 'https://c.example.com/r' }),
  });
  const facts = result.evidence.find(({ kind }) => kind === 'facts');
  const rows = facts?.kind === 'facts' ? facts.rows : [];
  expect(rows).toContainEqual({ label: 'Grant types', value: 'client_credentials, authorization_code' });
  expect(rows).toContainEqual({
    label: 'Authentication at the token endpoint',
    value: 'client_secret_basic, client_secret_post',
  });
  expect(rows.at(-1)?.value).toBe(
    'token_endpoint https://b.example.com/t\nrevocation_endpoint https://c.example.com/r',
  );
});

test('applies only where an Identity Service is named', () => {
  for (const check of [discovery, keys, clock]) {
    expect(check?.applies({ ...profile, identityServiceUrl: null }, null)).toBeTypeOf('string');
    expect(check?.applies(profile, null)).toBe(true);
  }
});

const httpDate = (offsetSeconds: number): string =>
  new Date(Date.parse('2026-11-21T12:00:00Z') + offsetSeconds * 1_000).toUTCString();

test.each<[number, string, string | null, RegExp]>([
  [0, 'pass', null, /agree within 500 ms/],
  [1, 'pass', null, /agree within 1 s/],
  [60, 'pass', null, /agree within 1 min/],
  [61, 'warn', 'clock-differs', /is 1 min 1 s ahead of/],
  [-61, 'warn', 'clock-differs', /is 1 min 1 s behind/],
  [300, 'warn', 'clock-differs', /is 5 min ahead of/],
  [301, 'fail', 'clock-differs', /is 5 min 1 s ahead of/],
  [-372, 'fail', 'clock-differs', /is 6 min 12 s behind/],
  [86_400 * 400, 'fail', 'clock-differs', /is 400 d ahead of/],
])('a clock %i s ahead', async (offset, status, remediation, words) => {
  const facts: RunFacts = {};
  const reply = document({});
  await runScripted(discovery, { [url]: { ...reply, headers: [['date', httpDate(offset)]] } }, { facts });
  const { result, sent } = await runScripted(clock, {}, { facts });
  expect({ status: result.status, remediation: result.remediation }).toEqual({ status, remediation });
  expect(result.summary).toMatch(words);
  expect(sent).toHaveLength(0);
});

test.each([
  [0, /That of Creatio agrees with this computer/],
  [1_190, /That of Creatio agrees with the Identity Service/],
  [-700, /which of the two is right cannot be told/],
])('a clock of Creatio %i s ahead is a witness', async (offset, words) => {
  const read = (seconds: number) => ({ date: 'x', differenceMs: seconds * 1_000, uncertaintyMs: 500 });
  const facts: RunFacts = { identityClock: read(1_200), creatioClock: read(offset) };
  expect((await runScripted(clock, {}, { facts })).result.summary).toMatch(words);
});

test.each<[string, [string, string][], string]>([
  ['no date', [], 'skip'],
  ['a date that is none', [['Date', 'yesterday']], 'skip'],
  ['the old format without zone, which is UTC', [['Date', 'Sat Nov 21 12:00:00 2026']], 'pass'],
  [
    'a cached reply',
    [
      ['Date', httpDate(-600)],
      ['Age', '600'],
    ],
    'pass',
  ],
])('the clock of a reply with %s', async (_what, headers, status) => {
  const facts: RunFacts = {};
  await runScripted(discovery, { [url]: { status: 404, headers } }, { facts });
  expect((await runScripted(clock, {}, { facts })).result.status).toBe(status);
});
