import { Readable } from 'node:stream';
import { healthReply, healthyBody, noTokenBody, settingsEmptyBody, unavailableBody } from './health-reply.ts';
import { iisPages } from './iis-pages.ts';
import { empty, html, json, page, redirect, type Reply } from './replies.ts';

const mebibyte = 1024 * 1024;
const healthyText = JSON.stringify(healthyBody, null, 4);
const jsonType = 'application/json; charset=utf-8';

const loginPage = page(
  'Creatio',
  '<form id="loginForm" method="post" action="/ServiceModel/AuthService.svc/Login"><input name="UserName"><input name="UserPassword" type="password"><button>LOG IN</button></form>',
);

/** A health reply whose message never seems to end. */
function* enormousText(mebibytes: number): Generator<string> {
  yield `${JSON.stringify({ ...healthyBody, Message: '' }, null, 4).slice(0, -3)}`;
  const block = ' practice'.repeat(Math.ceil(mebibyte / 9));
  for (let sent = 0; sent < mebibytes; sent += 1) yield block;
  yield '"\n}';
}

/** Compressed while it is sent; what compresses is loaded only then. */
const gzipped = (text: () => Iterable<string>) => () =>
  Readable.from(
    (async function* () {
      const { compressed } = await import('./compressed.ts');
      yield* compressed(text());
    })(),
    { objectMode: false },
  );

/** Windows-1251, as far as Russian words and ASCII need it. */
const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });

const proxyPage = (status: number, title: string, headers: Record<string, string>): Reply =>
  html(status, page(title, 'The requested address could not be retrieved.'), headers);

/** Replies that do not depend on anything, by name. */
export const cannedReplies = {
  ...iisPages,
  'inconsistent-flags': () => json(200, { ...healthyBody, IsIdentityServiceAvailable: false }),
  'inconsistent-order': () => json(500, { ...unavailableBody, IsAccessTokenRetrievableForSystemActions: true }),
  'inconsistent-status-200': () => json(200, noTokenBody),
  'inconsistent-status-500': () => json(500, healthyBody),
  'inconsistent-message': () =>
    json(200, { ...healthyBody, Message: settingsEmptyBody(['OAuth20IdentityServerUrl']).Message }),
  unauthorized: () =>
    html(401, page('401 - Unauthorized', 'Access is denied due to invalid credentials.'), {
      'www-authenticate': 'Negotiate',
    }),
  'unauthorized-bearer': () => empty(401, { 'www-authenticate': 'Bearer error="invalid_token"' }),
  forbidden: () => html(403, page('403 - Forbidden', 'You are not allowed to see this address.')),
  'redirect-to-login': () => redirect('/Login/NuiLogin.aspx?ReturnUrl=%2f0%2fapi%2fOAuthHealthCheck'),
  'redirect-to-single-sign-on': () => redirect('https://sso.example.com/login?returnUrl=%2f0%2fapi%2fOAuthHealthCheck'),
  'redirect-elsewhere': () => redirect('https://www.example.com/'),
  'redirect-loop': () => redirect('?again'),
  'login-page': () => html(200, loginPage),
  'other-page': () => html(200, page('Welcome', 'This web server works. There is no content yet.')),
  'not-found': () => html(404, page('404 - Not Found', 'The resource cannot be found.')),
  'method-not-allowed': () => html(405, page('405 - Method Not Allowed', 'Use another method.'), { allow: 'POST' }),
  'server-error-other-json': () => json(500, { Message: 'An error has occurred.', ExceptionType: 'System.Exception' }),
  'server-error-empty': () => empty(500),
  empty: () => empty(200),
  'truncated-json': () => ({
    status: 200,
    headers: { 'content-type': jsonType },
    body: healthyText.slice(0, healthyText.length / 2),
  }),
  'body-too-large': () => ({
    status: 200,
    headers: { 'content-type': jsonType },
    body: () => Readable.from(enormousText(32), { objectMode: false }),
  }),
  'gzip-bomb': () => ({
    status: 200,
    headers: { 'content-type': jsonType, 'content-encoding': 'gzip' },
    body: gzipped(() => enormousText(64)),
  }),
  gzip: () => ({
    status: 200,
    headers: { 'content-type': jsonType, 'content-encoding': 'gzip' },
    body: gzipped(() => [healthyText]),
  }),
  'wrong-charset': () => ({
    ...healthReply(healthyBody),
    status: 500,
    body: windows1251(
      JSON.stringify(settingsEmptyBody([], 'Системная настройка OAuth20IdentityServerUrl не заполнена.'), null, 4),
    ),
  }),
  'byte-order-mark': () => ({ ...healthReply(healthyBody), body: `\uFEFF${healthyText}` }),
  'utf-16': () => ({
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-16' },
    body: Buffer.from(`\uFEFF${healthyText}`, 'utf16le'),
  }),
  'proxy-407': () =>
    proxyPage(407, 'Proxy Authentication Required', {
      'proxy-authenticate': 'Basic realm="practice proxy"',
      via: '1.1 proxy.example.com',
    }),
  'proxy-503': () =>
    proxyPage(503, 'ERROR: The requested URL could not be retrieved', {
      server: 'squid/6.6',
      via: '1.1 proxy.example.com (squid/6.6)',
      'x-squid-error': 'ERR_CONNECT_FAIL 111',
    }),
  'proxy-502': () => proxyPage(502, '502 Bad Gateway', { via: '1.1 gateway.example.com' }),
  'proxy-504': () => proxyPage(504, '504 Gateway Time-out', { via: '1.1 gateway.example.com' }),
  'token-unsupported-grant-type': () => json(400, { error: 'unsupported_grant_type' }),
  'token-invalid-request': () => json(400, { error: 'invalid_request' }),
  'token-401-challenge': () =>
    json(
      401,
      { error: 'invalid_client', error_description: 'Client authentication failed.' },
      { 'www-authenticate': 'Basic realm="IdentityService"' },
    ),
} satisfies Record<string, () => Reply>;

export type CannedReplyName = keyof typeof cannedReplies;
