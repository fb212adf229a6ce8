import { describe, expect, it } from 'vitest';
import { classifyHealthReply, type HealthReply } from '../../../electron/checks/health-reply.ts';
import { failedExchange, outcomeOf, replied } from './exchanges.ts';

const url = 'OAuth20IdentityServerUrl';
const id = 'OAuth20IdentityServerClientId';
const secret = 'OAuth20IdentityServerClientSecret';

const flags = (text: string, message?: string): string =>
  JSON.stringify({
    HasProblem: text[0] === '1',
    IsSystemSettingsFilledIn: text[1] === '1',
    IsIdentityServiceAvailable: text[2] === '1',
    IsAccessTokenRetrievableForSystemActions: text[3] === '1',
    ...(message === undefined ? {} : { Message: message }),
  });
const iis = (title: string): string =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
const loginForm =
  '<!doctype html><html><body><form><input name="u"><input type="password" name="p"></form></body></html>';
const html = { 'content-type': 'text/html' };
const unavailable = `IdentityService specified in system setting ${url} is unavailable.`;
const noToken = `Can't retrieve access_token for system actions from IdentityService specified in system settings ${url} using client_id and client_secret specified in system settings ${id} & ${secret}.`;

type Row = [
  name: string,
  status: number,
  body: string,
  headers: Record<string, string>,
  outcome: HealthReply['outcome'],
  remediation?: string,
];

const documented: [
  name: string,
  status: number,
  body: string,
  outcome: HealthReply['outcome'],
  emptySettings: string[],
][] = [
  ['healthy', 200, flags('0111'), 'healthy', []],
  ['healthy with a BOM', 200, `\uFEFF${flags('0111')}`, 'healthy', []],
  ['healthy with space around', 200, `\r\n ${flags('0111')}\n`, 'healthy', []],
  [
    'healthy in camel case',
    200,
    flags('0111').replace(/"([A-Z])/g, (_, c: string) => `"${c.toLowerCase()}`),
    'healthy',
    [],
  ],
  ['healthy with an empty message', 200, flags('0111', ''), 'healthy', []],
  ['healthy with a message of null', 200, flags('0111').replace('}', ',"Message":null}'), 'healthy', []],
  [
    'healthy with more properties',
    200,
    flags('0111').replace('{', '{"__proto__":{"HasProblem":true},"Version":1e999,"Deep":[[[{}]]],'),
    'healthy',
    [],
  ],
  [
    'healthy, a doubled name, the last one counts',
    200,
    flags('0111').replace('{', '{"HasProblem":true,'),
    'healthy',
    [],
  ],
  [
    'all three empty',
    500,
    flags('1000', `System settings ${url}, ${id}, ${secret} are empty.`),
    'settings-empty',
    [url, id, secret],
  ],
  ['two empty', 500, flags('1000', `System settings ${id}, ${secret} are empty.`), 'settings-empty', [id, secret]],
  [
    'the first and the last empty',
    500,
    flags('1000', `${secret} und ${url} sind leer`),
    'settings-empty',
    [url, secret],
  ],
  ['url empty', 500, flags('1000', `System setting ${url} is empty.`), 'setting-empty', [url]],
  ['client id empty', 500, flags('1000', `System setting ${id} is empty.`), 'setting-empty', [id]],
  ['client secret empty', 500, flags('1000', `System setting ${secret} is empty.`), 'setting-empty', [secret]],
  ['a code named twice', 500, flags('1000', `${url} is empty. Fill in ${url}.`), 'setting-empty', [url]],
  [
    'a code in a list of messages',
    500,
    flags('1000').replace('}', `,"Message":["${id} is empty",{"also":"${url}"}]}`),
    'settings-empty',
    [url, id],
  ],
  [
    'codes on lines of their own, or as names, in a list of messages',
    500,
    flags('1000').replace('}', `,"Message":["empty:\\n${id}",{"${url}":""}]}`),
    'settings-empty',
    [url, id],
  ],
  [
    'a code below more lists than any program nests',
    500,
    flags('1000').replace('}', `,"Message":${'['.repeat(20_000)}"${id}"${']'.repeat(20_000)}}`),
    'setting-empty',
    [id],
  ],
  ['codes in other words', 500, flags('1000', `Настройка «${id}» пуста`), 'setting-empty', [id]],
  [
    'an old code without prefix',
    500,
    flags('1000', 'System setting IdentityServerClientSecret is empty.'),
    'setting-empty',
    [secret],
  ],
  ['a longer word is no code', 500, flags('1000', `${id}entifier and ${url} are empty`), 'setting-empty', [url]],
  ['only a longer word', 500, flags('1000', `${id}entifier is empty`), 'inconsistent-reply', []],
  ['identity service unavailable', 500, flags('1100', unavailable), 'identity-service-unavailable', []],
  ['identity service unavailable without a message', 500, flags('1100'), 'identity-service-unavailable', []],
  ['token not retrievable', 500, flags('1110', noToken), 'token-not-retrievable', []],
  [
    'token not retrievable, other words',
    500,
    flags('1110', `Kein Token: ${url} ${id} ${secret} leer?`),
    'token-not-retrievable',
    [],
  ],
  ['no problem with 500', 500, flags('0111'), 'inconsistent-reply', []],
  ['a problem with 200', 200, flags('1100', unavailable), 'inconsistent-reply', []],
  ['settings empty with 200', 200, flags('1000', `${url} is empty`), 'inconsistent-reply', []],
  ['no problem, yet settings empty', 200, flags('0011'), 'inconsistent-reply', []],
  ['no problem, yet no identity service', 200, flags('0101'), 'inconsistent-reply', []],
  ['no problem, yet no token', 200, flags('0110'), 'inconsistent-reply', []],
  ['no problem, yet everything bad', 200, flags('0000', `${url} is empty`), 'inconsistent-reply', []],
  ['a problem, yet everything good', 500, flags('1111', unavailable), 'inconsistent-reply', []],
  ['settings empty, yet identity service available', 500, flags('1010', `${url} is empty`), 'inconsistent-reply', []],
  ['settings empty, yet token', 500, flags('1001', `${url} is empty`), 'inconsistent-reply', []],
  ['identity service unavailable, yet token', 500, flags('1101', unavailable), 'inconsistent-reply', []],
  ['settings empty, but none named', 500, flags('1000', 'Settings are empty.'), 'inconsistent-reply', []],
  [
    'settings empty with a number as message',
    500,
    flags('1000').replace('}', ',"Message":5}'),
    'inconsistent-reply',
    [],
  ],
  ['settings empty without a message', 500, flags('1000'), 'inconsistent-reply', []],
  ['healthy, yet the message names a setting', 200, flags('0111', `${url} is empty`), 'inconsistent-reply', []],
  ['healthy with 201', 201, flags('0111'), 'inconsistent-reply', []],
  ['healthy with 404', 404, flags('0111'), 'inconsistent-reply', []],
  ['a problem with 503', 503, flags('1100', unavailable), 'inconsistent-reply', []],
  ['a problem with 401', 401, flags('1110', noToken), 'inconsistent-reply', []],
];

const others: Row[] = [
  ['401', 401, '', {}, 'login-required'],
  ['401 in JSON', 401, '{"Message":"Authorization has been denied"}', {}, 'login-required'],
  ['403', 403, iis('403 - Forbidden'), html, 'login-required'],
  ['403.14', 403, iis('HTTP Error 403.14 - Forbidden'), html, 'login-required', 'hosting-403-14'],
  ['login page with 200', 200, loginForm, html, 'login-required'],
  ['login page with 200 and no quotes', 200, loginForm.replace('"password"', 'password'), html, 'login-required'],
  ['login page as plain text', 200, loginForm, { 'content-type': 'text/plain' }, 'login-required'],
  [
    'Creatio login page without a form',
    200,
    '<html><script src="/0/Login/NuiLogin.js"></script></html>',
    html,
    'login-required',
  ],
  ['404', 404, iis('404 - File or directory not found.'), html, 'endpoint-missing'],
  ['404 in JSON', 404, '{"error":"not found"}', {}, 'endpoint-missing'],
  ['405', 405, '', { allow: 'POST' }, 'endpoint-missing'],
  ['500 with a page', 500, iis('Runtime Error'), html, 'web-server-error'],
  ['500 with other JSON', 500, '{"Message":"An error has occurred."}', {}, 'web-server-error'],
  ['500 with broken JSON', 500, flags('1100', unavailable).slice(0, 60), {}, 'web-server-error'],
  ['500 empty', 500, '', {}, 'web-server-error'],
  ['500 with strings for flags', 500, flags('1100').replaceAll(/true|false/g, '"$&"'), {}, 'web-server-error'],
  ['501', 501, '', {}, 'web-server-error'],
  ['599', 599, '', {}, 'web-server-error'],
  ['a status that HTTP does not know', 999, '', {}, 'unexpected-reply'],
  ...['500.19', '500.30', '500.31', '500.32', '500.34', '500.35', '502.5'].map((code): Row => [
    code,
    Number(code.slice(0, 3)),
    iis(`HTTP Error ${code} - Internal Server Error`),
    html,
    'web-server-error',
    `hosting-${code.replace('.', '-')}`,
  ]),
  [
    '500.30 in another language',
    500,
    iis('Ошибка HTTP 500.30 - ANCM In-Process Start Failure'),
    html,
    'web-server-error',
    'hosting-500-30',
  ],
  [
    '500.31 by its title alone',
    500,
    iis('ANCM Failed to Find Native Dependencies'),
    html,
    'web-server-error',
    'hosting-500-31',
  ],
  [
    'a number of another status',
    500,
    iis('Error: call took 502.5 - too long'),
    html,
    'web-server-error',
    'web-server-error',
  ],
  [
    '503 by http.sys',
    503,
    iis('Service Unavailable'),
    { server: 'Microsoft-HTTPAPI/2.0' },
    'web-server-error',
    'hosting-503',
  ],
  [
    '503 by its page',
    503,
    '<h2>Service Unavailable</h2><p>HTTP Error 503. The service is unavailable.</p>',
    {},
    'web-server-error',
    'hosting-503',
  ],
  [
    '502 by nginx',
    502,
    '<html><h1>502 Bad Gateway</h1><hr>nginx</html>',
    { server: 'nginx' },
    'web-server-error',
    'web-server-error',
  ],
  [
    '504 by IIS as a proxy, with Via',
    504,
    iis('504'),
    { server: 'Microsoft-IIS/10.0', via: '1.1 arr' },
    'web-server-error',
  ],
  ['407', 407, '', {}, 'proxy-error'],
  ['511', 511, loginForm, html, 'proxy-error'],
  ['squid by its header', 503, '', { 'x-squid-error': 'ERR_CONNECT_FAIL 111' }, 'proxy-error'],
  ['squid by Server', 403, '<html>denied</html>', { server: 'squid/5.7' }, 'proxy-error'],
  ['Proxy-Status with an error', 502, '', { 'proxy-status': 'edge; error=connection_timeout' }, 'proxy-error'],
  ['Proxy-Status without an error', 502, '', { 'proxy-status': 'edge; received-status=502' }, 'web-server-error'],
  ['Proxy-Authenticate', 401, '', { 'proxy-authenticate': 'Basic realm="p"' }, 'proxy-error'],
  ['Via on 504', 504, '', { via: '1.1 gateway' }, 'proxy-error'],
  ['Via on 500', 500, '', { via: '1.1 gateway' }, 'web-server-error'],
  ['a filter by its page', 403, '<html><title>Zscaler</title>blocked</html>', html, 'proxy-error'],
  ['a filter page with 200', 200, '<html><title>FortiGuard Intrusion Prevention</title></html>', html, 'proxy-error'],
  ['a health reply through a proxy', 200, flags('0111'), { via: '1.1 gateway' }, 'healthy'],
  ['empty', 200, '', {}, 'unexpected-reply'],
  ['blank', 200, ' \r\n', {}, 'unexpected-reply'],
  ['204', 204, '', {}, 'unexpected-reply'],
  ['truncated JSON', 200, flags('0111').slice(0, 40), {}, 'unexpected-reply'],
  ['another page', 200, '<html><h1>It works</h1></html>', html, 'unexpected-reply'],
  ['other JSON', 200, '{"status":"Healthy"}', {}, 'unexpected-reply'],
  ['a missing flag', 200, '{"HasProblem":false}', {}, 'unexpected-reply'],
  ['strings for flags', 200, flags('0111').replaceAll(/true|false/g, '"$&"'), {}, 'unexpected-reply'],
  ['an array', 200, `[${flags('0111')}]`, {}, 'unexpected-reply'],
  ['JSON null', 200, 'null', {}, 'unexpected-reply'],
  ['deeply nested', 200, '['.repeat(100_000), {}, 'unexpected-reply'],
  ['400', 400, iis('Bad Request - Invalid Hostname'), html, 'unexpected-reply'],
  ['429', 429, '', {}, 'unexpected-reply'],
  ['304', 304, '', {}, 'unexpected-reply'],
];

describe('the documented reply', () => {
  it.each(documented)('%s', (_name, status, body, outcome, emptySettings) => {
    const reply = classifyHealthReply(outcomeOf(replied({ status, body })));
    expect([reply.outcome, reply.emptySettings]).toEqual([outcome, emptySettings]);
    expect(reply.flags).not.toBeNull();
  });
});

describe('any other reply', () => {
  it.each(others)('%s', (_name, status, body, headers, outcome, remediation) => {
    const reply = classifyHealthReply(outcomeOf(replied({ status, body, headers })));
    expect(reply.outcome).toBe(outcome);
    expect(reply.emptySettings).toEqual([]);
    if (remediation !== undefined) expect(reply.remediation).toBe(remediation);
    expect(reply.summary).toMatch(/\.$/);
  });

  it.each([
    [500, '500.30 - ANCM', /answers 500 .* It means that the application ends while it starts \(500\.30\)\.$/],
    [403, '403.14 - Forbidden', /refuses .*403.* no application in the folder of the website \(403\.14\)\.$/],
  ])('an error page of IIS with %i is told by what it means', (status, title, words) => {
    const body = iis(`HTTP Error ${title}`);
    expect(classifyHealthReply(outcomeOf(replied({ status, body, headers: html }))).summary).toMatch(words);
  });
});

describe('who answered in place of Creatio', () => {
  it.each<[number, string, Record<string, string>, HealthReply['outcome'], string, RegExp]>([
    [
      401,
      '',
      { 'www-authenticate': 'Negotiate, NTLM' },
      'login-required',
      'access-refused',
      /Windows account \(Negotiate, NTLM\)/,
    ],
    [401, '', { 'www-authenticate': 'NTLM, Basic realm="x"' }, 'login-required', 'login-required', /without a session/],
    [403, iis('Just a moment...'), {}, 'login-required', 'access-refused', /title “Just a moment\.\.\.”/],
    [429, 'slow', { 'retry-after': '120' }, 'unexpected-reply', 'rate-limited', /come back in 2 min/],
    [522, '', { server: 'cloudflare' }, 'web-server-error', 'web-server-error', /Cloudflare got no connection in time/],
    [
      502,
      iis('502 - Web server'),
      {},
      'web-server-error',
      'web-server-error',
      /no usable reply from the server behind it.*“502 - Web server”/,
    ],
    [503, 'no healthy upstream', {}, 'web-server-error', 'web-server-error', /has no server behind it that is ready/],
    [
      503,
      iis('Back at 5 o&#39;clock'),
      { 'retry-after': '60' },
      'web-server-error',
      'web-server-error',
      /“Back at 5 o'clock”.*come back in 60 s/,
    ],
    [
      500,
      iis('Server Error in &#39;/0&#39; Application.'),
      {},
      'web-server-error',
      'web-server-error',
      /“Server Error in '\/0' Application\.”/,
    ],
    [
      404,
      iis('HTTP Error 404. The requested resource is not found.'),
      {},
      'endpoint-missing',
      'hosting-no-site',
      /no website that is started/,
    ],
    [
      400,
      iis('Bad Request - Invalid Hostname'),
      {},
      'unexpected-reply',
      'hosting-no-site',
      /no website that is started/,
    ],
    [400, 'The plain HTTP request was sent to HTTPS port', {}, 'unexpected-reply', 'https-wanted', /takes https only/],
    [403, iis('403.4 - Forbidden'), {}, 'login-required', 'https-wanted', /takes https only/],
    [
      200,
      iis('Maintenance'),
      {},
      'unexpected-reply',
      'unexpected-reply',
      /but a web page with the title “Maintenance”/,
    ],
    [200, '{"HasProblem":"false"}', {}, 'unexpected-reply', 'unexpected-reply', /but JSON without its four flags/],
  ])('%i %s %j is %s with %s', (status, body, headers, outcome, remediation, words) => {
    const reply = classifyHealthReply(outcomeOf(replied({ status, body, headers })));
    expect([reply.outcome, reply.remediation]).toEqual([outcome, remediation]);
    expect(reply.summary).toMatch(words);
  });
});

describe('redirects', () => {
  const asked = 'https://crm.example/0/api/OAuthHealthCheck';
  it.each([
    ['/0/Login/NuiLogin.aspx?ReturnUrl=%2f0%2fapi', 'login-required'],
    ['/Login/Login.html', 'login-required'],
    ['https://login.microsoftonline.com/x/oauth2/v2.0/authorize?client_id=1', 'login-required'],
    ['https://adfs.example/adfs/ls/?wa=wsignin1.0', 'login-required'],
    ['https://crm.example/0/saml2/start', 'login-required'],
    ['https://new.example/0/api/OAuthHealthCheck', 'unexpected-reply'],
    ['https://portal.example/catalogin/page', 'unexpected-reply'],
  ])('to %s ends in %s', (target, outcome) => {
    const to = new URL(target, asked).href;
    const reply = classifyHealthReply({
      ...outcomeOf(replied({ status: 302, url: asked, headers: { location: target } })),
      redirectsTo: to,
    });
    expect(reply.outcome).toBe(outcome);
    if (outcome === 'unexpected-reply') expect(reply.remediation).toBe('http-redirect-elsewhere');
  });

  it.each([
    ['https://crm.example/x', /does not follow; enter the https address/],
    ['https://www.example.com/', /does not follow; enter that address if it is the right one\./],
  ])('to %s says what to do', (target, words) => {
    const at = { status: 302, url: 'http://crm.example/0/api/OAuthHealthCheck' };
    const outcome = { ...outcomeOf(replied(at)), redirectsTo: target };
    expect(classifyHealthReply(outcome).summary).toMatch(words);
  });

  it('counts a login page reached by a followed redirect, even a broken one', () => {
    const first = replied({ status: 302, url: asked });
    const last = replied({ status: 404, url: 'https://crm.example/0/Login/NuiLogin.aspx' });
    expect(classifyHealthReply(outcomeOf(first, last)).outcome).toBe('login-required');
  });

  it('reads the documented reply behind a followed redirect', () => {
    const last = replied({ status: 200, body: flags('0111'), url: `${asked}/` });
    expect(classifyHealthReply(outcomeOf(replied({ status: 301, url: asked }), last)).outcome).toBe('healthy');
  });

  it('does not take a site below /login for a login', () => {
    const reply = classifyHealthReply({
      ...outcomeOf(replied({ status: 301, url: 'http://login.crm.example/login/api/OAuthHealthCheck' })),
      redirectsTo: 'https://login.crm.example/login/api/OAuthHealthCheck',
    });
    expect(reply.outcome).toBe('unexpected-reply');
  });
});

describe('broken exchanges', () => {
  it.each(['dns-not-found', 'tcp-refused', 'tls-expired', 'http-no-reply', 'http-malformed'] as const)(
    'no answer because of %s is unreachable',
    (finding) => {
      const reply = classifyHealthReply(outcomeOf(failedExchange(finding)));
      expect([reply.outcome, reply.remediation]).toEqual(['unreachable', finding]);
    },
  );

  it('a proxy that refuses the connection is a proxy error', () => {
    expect(classifyHealthReply(outcomeOf(failedExchange('proxy-in-the-way'))).outcome).toBe('proxy-error');
  });

  it.each([
    [200, 'unexpected-reply', 'http-reset'],
    [500, 'web-server-error', 'web-server-error'],
    [401, 'login-required', 'login-required'],
    [404, 'endpoint-missing', 'endpoint-missing'],
  ])('a reset in the middle of a %i is %s', (status, outcome, remediation) => {
    const exchange = { ...failedExchange('http-reset'), response: replied({ status, body: '{"HasProb' }).response };
    const reply = classifyHealthReply(outcomeOf(exchange));
    expect([reply.outcome, reply.remediation]).toEqual([outcome, remediation]);
  });

  it('a reply that cannot be unpacked is said to be unreadable', () => {
    const exchange = { ...failedExchange('http-malformed'), response: replied({ status: 200, body: '' }).response };
    expect(classifyHealthReply(outcomeOf(exchange)).summary).toContain('The answer (200) could not be read whole: ');
  });

  it('a body that is too large is not judged by its start', () => {
    const exchange = replied({ status: 200, body: flags('0111'), truncated: true });
    const reply = classifyHealthReply(outcomeOf(exchange));
    expect([reply.outcome, reply.remediation]).toEqual(['unexpected-reply', 'http-body-too-large']);
  });
});
