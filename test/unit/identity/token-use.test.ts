import { expect, test } from 'vitest';
import { tokenChecks } from '../../../electron/checks/token/index.ts';
import type { RunFacts } from '../../../electron/checks/types.ts';
import { creatioUrl, now, profile, runScripted, type ScriptedReply } from './scripted-run.ts';

const use = tokenChecks.find(({ id }) => id === 'token.use');
const net = `${creatioUrl}/odata/Contact?$top=1`;
const framework = `${creatioUrl}/0/odata/Contact?$top=1`;
const accessToken = { value: 'canary-token', type: 'Bearer', expiresIn: 3_600, scope: null };
const facts: RunFacts = { accessToken, platform: 'net' };
const contact = { Id: '1', Name: 'Canary Person', Email: 'canary@example.com' };
const data = { body: JSON.stringify({ '@odata.context': 'x', value: [contact] }) };
const missing = { status: 404, body: 'no' };
const html = (status: number, body: string, headers: [string, string][] = []): ScriptedReply => ({
  status,
  body,
  headers: [['Content-Type', 'text/html'], ...headers],
});
const loginPage = '<!DOCTYPE html><html><body><form><input type="password"></form></body></html>';

test.each<[string, ScriptedReply, string, string | null, RegExp]>([
  ['a record', data, 'pass', null, /with 1 record\.$/],
  ['no record', { body: '{"value":[]}' }, 'pass', null, /with 0 records\.$/],
  ['a login page', html(200, loginPage), 'fail', 'use-unauthorized', /web page/],
  ['any page', html(200, '<html><body>Hello</body></html>'), 'fail', 'use-unauthorized', /web page/],
  [
    'a redirect to a login page',
    { status: 302, redirectsTo: `${creatioUrl}/Login/Login.html` },
    'fail',
    'use-unauthorized',
    /login page/,
  ],
  [
    'a redirect to https elsewhere',
    { status: 301, redirectsTo: 'https://b.example.com/x' },
    'fail',
    'http-redirect-elsewhere',
    /b\.example\.com/,
  ],
  [
    '401',
    { status: 401, headers: [['WWW-Authenticate', 'Bearer error="invalid_token"']] },
    'fail',
    'use-unauthorized',
    /invalid_token/,
  ],
  [
    '401 of a Creatio whose clock is slow',
    { status: 401, headers: [['Date', new Date(now.getTime() - 1_200_000).toUTCString()]] },
    'fail',
    'use-unauthorized',
    /clock of Creatio is .* behind that of this computer, so the token can look not valid yet/,
  ],
  ['401 without a demand', { status: 401, headers: [] }, 'fail', 'use-unauthorized', /HTTP 401/],
  ['403', { status: 403, body: '{"error":{"message":"no"}}' }, 'fail', 'use-forbidden', /HTTP 403/],
  ['403 with a page', html(403, '<html><body>No</body></html>'), 'fail', 'use-forbidden', /HTTP 403/],
  ['400', { status: 400, body: '{}' }, 'fail', 'use-failed', /HTTP 400/],
  ['500', { status: 500, body: 'boom' }, 'fail', 'use-failed', /HTTP 500/],
  ['500.30', html(500, '<title>IIS 500.30 Error</title>'), 'fail', 'hosting-500-30', /500\.30/],
  ['other JSON', { body: '{"name":"canary"}' }, 'fail', 'use-failed', /something else/],
  ['nothing', { status: 204, body: '' }, 'fail', 'use-failed', /something else/],
  ['cut JSON', { body: data.body.slice(0, -4) }, 'fail', 'use-failed', /something else/],
  ['no reply', { failure: { finding: 'tcp-refused', message: 'Refused.' } }, 'fail', 'tcp-refused', /Refused/],
  [
    'a reset in the body',
    { ...data, failure: { finding: 'http-reset', message: 'Reset.' } },
    'fail',
    'http-reset',
    /Reset/,
  ],
  ['too much', { ...data, truncated: true }, 'fail', 'http-body-too-large', /1 MiB/],
])('use: %s', async (_what, reply, status, remediation, words) => {
  const { result, sent } = await runScripted(use, { [net]: reply }, { facts });
  expect({ status: result.status, remediation: result.remediation }).toEqual({ status, remediation });
  expect(result.summary).toMatch(words);
  expect(JSON.stringify(result).replaceAll('Bearer canary-token', '')).not.toMatch(/canary/i);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({
    method: 'GET',
    carriesCredential: true,
    headers: { authorization: 'Bearer canary-token' },
  });
});

test.each<[string, ScriptedReply]>([
  ['records with a failure', { status: 500, body: JSON.stringify({ value: [contact] }) }],
  ['a single record', { body: JSON.stringify(contact) }],
  ['a bare list', { status: 403, body: JSON.stringify([contact]) }],
  ['a cut list', { status: 500, body: JSON.stringify([contact]).slice(0, -3) }],
  ['a record with a failure', { status: 500, body: JSON.stringify({ error: {}, record: contact }) }],
])('%s: no personal data in the evidence', async (_what, reply) => {
  const { result } = await runScripted(use, { [net]: reply }, { facts });
  expect(JSON.stringify(result.evidence)).toContain('not kept');
  expect(JSON.stringify(result)).not.toMatch(/Canary Person|canary@example/);
});

test('the text of an error is kept', async () => {
  const { result } = await runScripted(
    use,
    { [net]: { status: 403, body: '{"error":{"message":"no OData"}}' } },
    { facts },
  );
  expect(JSON.stringify(result.evidence)).toContain('no OData');
});

test.each<[string, RunFacts, 'auto' | 'net' | 'net-framework', string[], Record<string, ScriptedReply>, string]>([
  [
    'the platform found',
    { accessToken, platform: 'net-framework' },
    'auto',
    [framework],
    { [framework]: data },
    'pass',
  ],
  ['the platform stated', { accessToken }, 'net', [net], { [net]: data }, 'pass'],
  [
    'first .NET Framework when nothing is known',
    { accessToken },
    'auto',
    [framework, net],
    { [framework]: missing, [net]: data },
    'pass',
  ],
  ['the other one after a 404', facts, 'auto', [net, framework], { [net]: missing, [framework]: data }, 'pass'],
  ['both in vain', facts, 'auto', [net, framework], { [net]: missing, [framework]: html(200, loginPage) }, 'fail'],
])('asks %s', async (_what, known, platform, urls, replies, status) => {
  const { result, sent } = await runScripted(use, replies, { facts: { ...known }, profile: { ...profile, platform } });
  expect(sent.map(({ url }) => url)).toEqual(urls);
  expect(result.status).toBe(status);
  expect(result.remediation).toBe(status === 'pass' ? null : 'use-not-found');
});
