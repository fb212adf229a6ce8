import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { practiceStatusSchema } from '../../../shared/practice.ts';
import { pathPrefixOf } from '../../../shared/profile.ts';
import { practiceScenarios, startPractice, type Practice } from '../../../electron/practice/index.ts';
import { ask, inOneLine, jsonOf, postForm, type Received } from './client.ts';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice();
});
afterAll(() => practice.close());

/** Short where nothing is to come. */
let timeoutMs = 10_000;
const trusting = () => ({ ca: practice.trustedCertificates, timeoutMs });
const requestToken = () =>
  postForm(
    `${practice.identityServiceUrl}/connect/token`,
    { grant_type: 'client_credentials', client_id: practice.clientId, client_secret: practice.clientSecret },
    trusting(),
  );
const requests = {
  health: () => ask(`${practice.creatioUrl}/0/api/OAuthHealthCheck`, { ...trusting(), atMostBytes: 2_000_000 }),
  netHealth: () => ask(`${practice.creatioUrl}/api/OAuthHealthCheck`, trusting()),
  ping: () => ask(`${practice.creatioUrl}/0/api/HealthCheck/Ping`, trusting()),
  discovery: () => ask(`${practice.identityServiceUrl}/.well-known/openid-configuration`, trusting()),
  keys: () => ask(`${practice.identityServiceUrl}/.well-known/openid-configuration/jwks`, trusting()),
  token: requestToken,
  use: async () => {
    const token = jsonOf(await requestToken())['access_token'];
    return ask(`${practice.creatioUrl}/0/odata/Contact?$top=1`, {
      ...trusting(),
      headers: { authorization: `Bearer ${String(token)}` },
    });
  },
};

const url = 'OAuth20IdentityServerUrl';
const id = 'OAuth20IdentityServerClientId';
const secret = 'OAuth20IdentityServerClientSecret';
const healthy =
  /^200 \{ "HasProblem": false, "IsSystemSettingsFilledIn": true, "IsIdentityServiceAvailable": true, "IsAccessTokenRetrievableForSystemActions": true \}$/;
const problem = (filled: boolean, available: boolean, message: string) =>
  new RegExp(
    `^500 \\{ "HasProblem": true, "IsSystemSettingsFilledIn": ${filled}, "IsIdentityServiceAvailable": ${available}, "IsAccessTokenRetrievableForSystemActions": false, "Message": "${message}.*" \\}$`,
  );

/** The one request that shows a scenario, and what it gets. */
type Row = [request: keyof typeof requests, shows: RegExp];
const networkFaults = (request: 'health' | 'discovery'): Record<string, Row> => ({
  'certificate-expires-soon': [request, /^200 \{/],
  'certificate-expired': [request, /^CERT_HAS_EXPIRED/],
  'certificate-not-yet-valid': [request, /^CERT_NOT_YET_VALID/],
  'certificate-wrong-name': [request, /^ERR_TLS_CERT_ALTNAME_INVALID/],
  'certificate-self-signed': [request, /^DEPTH_ZERO_SELF_SIGNED_CERT/],
  'certificate-unknown-authority': [request, /^SELF_SIGNED_CERT_IN_CHAIN/],
  'certificate-intermediate-missing': [request, /^UNABLE_TO_VERIFY_LEAF_SIGNATURE/],
  'plain-http': [request, /^EPROTO|^ERR_SSL_WRONG_VERSION_NUMBER/],
  'protocol-too-old': [request, /^EPROTO|^ERR_SSL_UNSUPPORTED_PROTOCOL/],
  'client-certificate-wanted': [request, /^ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED|^ECONNRESET/],
  'tls-silent': [request, /^timeout/],
  refused: [request, /^ECONNREFUSED/],
  silent: [request, /^timeout/],
  slow: [request, /^timeout/],
  reset: [request, /^ECONNRESET 200/],
  'no-reply': [request, /^ECONNRESET 0/],
});
const named = (prefix: string, rows: Record<string, Row>): Record<string, Row> =>
  Object.fromEntries(Object.entries(rows).map(([name, row]) => [`${prefix}-${name}`, row]));
const hostingErrors = (request: 'health' | 'discovery'): Record<string, Row> => ({
  'iis-403-14': [request, /^403 .*403\.14/],
  'iis-500-19': [request, /^500 .*500\.19/],
  'iis-500-30': [request, /^500 .*500\.30/],
  'iis-500-31': [request, /^500 .*500\.31/],
  'iis-500-32': [request, /^500 .*500\.32/],
  'iis-500-34': [request, /^500 .*500\.34/],
  'iis-500-35': [request, /^500 .*500\.35/],
  'iis-502-5': [request, /^502 .*502\.5/],
});

const table: Record<string, Row> = {
  healthy: ['health', healthy],
  'settings-empty': ['health', problem(false, false, `System settings ${url}, ${id}, ${secret} are empty\\.`)],
  'settings-empty-url-and-client-id': ['health', problem(false, false, `System settings ${url}, ${id} are empty\\.`)],
  'settings-empty-url-and-client-secret': [
    'health',
    problem(false, false, `System settings ${url}, ${secret} are empty\\.`),
  ],
  'settings-empty-client-id-and-client-secret': [
    'health',
    problem(false, false, `System settings ${id}, ${secret} are empty\\.`),
  ],
  'setting-empty-url': ['health', problem(false, false, `System setting ${url} is empty\\.`)],
  'setting-empty-client-id': ['health', problem(false, false, `System setting ${id} is empty\\.`)],
  'setting-empty-client-secret': ['health', problem(false, false, `System setting ${secret} is empty\\.`)],
  'identity-service-unavailable': [
    'health',
    problem(true, false, `IdentityService specified in system setting ${url} is unavailable\\.`),
  ],
  'token-not-retrievable': [
    'health',
    problem(true, true, "Can't retrieve access_token for system actions from IdentityService"),
  ],
  'inconsistent-flags': ['health', /^200 .*"HasProblem": false.*"IsIdentityServiceAvailable": false/],
  'inconsistent-order': ['health', /^500 .*Available": false, "IsAccessTokenRetrievableForSystemActions": true/],
  'inconsistent-status': ['health', /^200 .*"HasProblem": true/],
  'inconsistent-status-500': ['health', /^500 .*"HasProblem": false/],
  'inconsistent-message': ['health', /^200 .*"HasProblem": false.*OAuth20IdentityServerUrl is empty/],
  'health-401': ['health', /^401 Negotiate/],
  'health-403': ['health', /^403 /],
  'redirect-to-login': ['health', /^302 \/Login\/NuiLogin\.aspx/],
  'redirect-to-single-sign-on': ['health', /^302 https:\/\/sso\.example\.com\/login/],
  'redirect-elsewhere': ['health', /^302 https:\/\/www\.example\.com\//],
  'redirect-loop': ['health', /^302 \?again/],
  'login-page': ['health', /^200 .*type="password"/],
  'other-page': ['health', /^200 .*Welcome/],
  'health-404': ['health', /^404 /],
  'health-405': ['health', /^405 /],
  'platform-net': ['netHealth', healthy],
  'platform-differs': ['netHealth', healthy],
  'ping-missing': ['ping', /^404 /],
  'ping-redirects': ['ping', /^302 \/Login/],
  ...hostingErrors('health'),
  'iis-503': ['health', /^503 .*HTTP Error 503\./],
  'health-500-other-json': ['health', /^500 \{ "Message": "An error has occurred\."/],
  'health-500-empty': ['health', /^500$/],
  'empty-reply': ['health', /^200$/],
  'truncated-json': ['health', /^200 \{ "HasProblem": false.*[^}]$/],
  'body-too-large': ['health', /^enough 200 \{ "HasProblem": false.*practice practice/],
  'gzip-bomb': ['health', /^200 /],
  gzip: ['health', /^200 /],
  'wrong-charset': ['health', /^500 .*\uFFFD OAuth20IdentityServerUrl /],
  'byte-order-mark': ['health', /^200 /],
  'utf-16': ['health', /^200 /],
  'proxy-407': ['health', /^407 1\.1 proxy\.example\.com/],
  'proxy-503': ['health', /^503 1\.1 proxy\.example\.com \(squid\/6\.6\) ERR_CONNECT_FAIL 111/],
  'proxy-502': ['health', /^502 1\.1 gateway/],
  'proxy-504': ['health', /^504 1\.1 gateway/],
  https: ['health', healthy],
  ...named('creatio', networkFaults('health')),
  ...named('identity-service', networkFaults('discovery')),
  'identity-service-blocked-here': ['discovery', /^ECONNREFUSED/],
  'identity-service-blocked-for-creatio': ['discovery', /^200 \{/],
  'identity-service-not-trusted-by-creatio': ['discovery', /^200 \{/],
  'discovery-404': ['discovery', /^404 /],
  'discovery-html': ['discovery', /^200 .*<html>/],
  'discovery-truncated': ['discovery', /^200 \{.*[^}]$/],
  'discovery-incomplete': ['discovery', /^200 (?!.*token_endpoint":)\{/],
  'discovery-issuer-differs': ['discovery', /"issuer": "http:\/\/identity\.example\.com"/],
  'discovery-endpoints-elsewhere': ['discovery', /"token_endpoint": "http:\/\/localhost:/],
  'discovery-no-client-credentials': ['discovery', /^200 (?!.*client_credentials)\{/],
  'keys-unavailable': ['keys', /^404 /],
  'keys-empty': ['keys', /^200 \{ "keys": \[\] \}$/],
  'keys-unusable': ['keys', /^200 .*"use": "enc"/],
  'identity-service-clock-behind': ['use', /^200 /],
  'identity-service-clock-ahead': ['use', /^401 /],
  ...named('identity-service', hostingErrors('discovery')),
  'token-invalid-client': ['token', /^400 .*"invalid_client"/],
  'token-client-disabled': ['token', /^400 .*"invalid_client"/],
  'token-invalid-scope': ['token', /^400 .*"invalid_scope"/],
  'token-unauthorized-client': ['token', /^400 .*"unauthorized_client"/],
  'token-unsupported-grant-type': ['token', /^400 .*"unsupported_grant_type"/],
  'token-invalid-request': ['token', /^400 .*"invalid_request"/],
  'token-401': ['token', /^401 Basic realm=.*"invalid_client"/],
  'token-endpoint-404': ['token', /^404 /],
  'token-server-error': ['token', /^500$/],
  'token-html': ['token', /^200 .*<html>/],
  'token-type-missing': ['token', /^200 (?!.*token_type).*"access_token"/],
  'token-opaque': ['use', /^200 /],
  'token-expired': ['use', /^401 /],
  'token-not-yet-valid': ['use', /^401 /],
  'token-issuer-differs': ['use', /^401 /],
  'token-signature-invalid': ['use', /^401 /],
  'token-audience-missing': ['use', /^401 /],
  'use-401': ['use', /^401 /],
  'use-403': ['use', /^403 /],
  'use-404': ['use', /^404 /],
  'use-500': ['use', /^500 /],
};

test('the table has every scenario, each with a name of its own', () => {
  const names = practiceScenarios.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.toSorted()).toEqual(Object.keys(table).toSorted());
  for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

describe('each scenario shows what it stands for', () => {
  test.each(practiceScenarios)('$name', async ({ name }) => {
    const status = await practice.switchTo(name);
    expect(practiceStatusSchema.parse(status).scenario).toBe(name);
    const [request, shows] = table[name] ?? [];
    if (!request || !shows) throw new Error(`No row for ${name}`);
    timeoutMs = shows.test('timeout') ? 250 : 10_000;
    expect(inOneLine(await requests[request]())).toMatch(shows);
  });
});

/** What the flags of a health reply say, told as an outcome. */
function outcomeOf(health: Received): string {
  const flags = jsonOf(health);
  if (flags['HasProblem'] === false) return 'healthy';
  if (flags['IsSystemSettingsFilledIn'] === false) return 'settings';
  return flags['IsIdentityServiceAvailable'] === false ? 'identity-service-unavailable' : 'token-not-retrievable';
}

describe('Creatio sees the faults of its Identity Service', () => {
  const ofIdentityService = practiceScenarios.filter(
    ({ name, group }) =>
      group === 'Identity Service' ||
      group === 'Token' ||
      (group === 'Network and TLS' && name.startsWith('identity-')),
  );
  test.each(ofIdentityService)('$name: $outcome', async ({ name, outcome }) => {
    timeoutMs = 10_000;
    await practice.switchTo(name);
    expect(outcomeOf(await requests.health())).toBe(outcome);
  });
});

test('the token faults leave everything but the one claim right', async () => {
  const claimsIn = async (scenario: string): Promise<Record<string, unknown>> => {
    await practice.switchTo(scenario);
    const token = String(jsonOf(await requestToken())['access_token']);
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  };
  const now = Date.now() / 1_000;
  expect((await claimsIn('token-expired'))['exp']).toBeLessThan(now - 3_000);
  expect((await claimsIn('token-not-yet-valid'))['nbf']).toBeGreaterThan(now + 3_000);
  expect(await claimsIn('token-audience-missing')).not.toHaveProperty('aud');
  expect((await claimsIn('token-issuer-differs'))['iss']).not.toBe(practice.identityServiceUrl);
  expect((await claimsIn('token-signature-invalid'))['iss']).toBe(practice.identityServiceUrl);
});

test('the clock of the Identity Service shows in its Date header', async () => {
  const offset = async (scenario: string): Promise<number> => {
    await practice.switchTo(scenario);
    const { headers } = await requests.discovery();
    return (Date.parse(headers.date ?? '') - Date.now()) / 60_000;
  };
  expect(await offset('healthy')).toBeCloseTo(0, 0);
  expect(await offset('identity-service-clock-behind')).toBeCloseTo(-20, 0);
  expect(await offset('identity-service-clock-ahead')).toBeCloseTo(20, 0);
});

test('encodings hold the documented reply', async () => {
  const bodyIn = async (scenario: string): Promise<Received> => {
    await practice.switchTo(scenario);
    return requests.health();
  };
  const documented = (await bodyIn('healthy')).body.toString();
  expect(gunzipSync((await bodyIn('gzip')).body).toString()).toBe(documented);
  expect((await bodyIn('byte-order-mark')).body.toString()).toBe(`\uFEFF${documented}`);
  expect((await bodyIn('utf-16')).body.toString('utf16le')).toBe(`\uFEFF${documented}`);
  const bomb = (await bodyIn('gzip-bomb')).body;
  expect(bomb.length).toBeLessThan(500_000);
  expect(() => gunzipSync(bomb, { maxOutputLength: 50 * 1024 * 1024 })).toThrow(RangeError);
});

describe('the platform shows in the addresses', () => {
  const statusOf = async (path: string) => (await ask(`${practice.creatioUrl}${path}`)).status;
  const rows = [
    { scenario: 'healthy', own: pathPrefixOf['net-framework'], other: pathPrefixOf.net, login: '/Login/NuiLogin.aspx' },
    {
      scenario: 'platform-net',
      own: pathPrefixOf.net,
      other: pathPrefixOf['net-framework'],
      login: '/Login/Login.html',
    },
  ];
  test.each(rows)('$scenario', async ({ scenario, own, other, login }) => {
    await practice.switchTo(scenario);
    expect(await statusOf(`${own}/api/HealthCheck/Ping`)).toBe(200);
    expect(await statusOf(`${other}/api/HealthCheck/Ping`)).toBe(404);
    expect(await statusOf(`${own}/api/OAuthHealthCheck`)).toBe(200);
    expect(await statusOf(`${other}/api/OAuthHealthCheck`)).toBe(404);
    expect(await statusOf(`${own}${login}`)).toBe(200);
    expect(await statusOf(`${own}/odata/Contact`)).toBe(401);
    expect(await statusOf(`${other}/odata/Contact`)).toBe(404);
  });

  test('.NET Framework has the login page of its own only', async () => {
    await practice.switchTo('healthy');
    expect(await statusOf('/Login/Login.html')).toBe(404);
    await practice.switchTo('platform-net');
    expect(await statusOf('/0/Login/NuiLogin.aspx')).toBe(404);
  });

  test('after a move ping answers at both addresses, the health check at the new one', async () => {
    await practice.switchTo('platform-differs');
    expect(await statusOf('/0/api/HealthCheck/Ping')).toBe(200);
    expect(await statusOf('/api/HealthCheck/Ping')).toBe(200);
    expect(await statusOf('/0/api/OAuthHealthCheck')).toBe(404);
  });
});
