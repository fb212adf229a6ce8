import { expect, it } from 'vitest';
import { diagnosticTabOf } from '../../shared/diagnostic-tab.ts';
import type { CheckResult, CheckStatus } from '../../shared/report.ts';

type Result = Pick<CheckResult, 'id' | 'status' | 'summary' | 'evidence'>;

const health = (body: string): Result => ({
  id: 'creatio.health',
  status: 'fail',
  summary: '',
  evidence: [
    {
      kind: 'exchange',
      title: 'Request',
      request: { method: 'GET', url: 'http://crm/', headers: [], body: null },
      response: {
        status: 500,
        statusText: '',
        httpVersion: '1.1',
        headers: [],
        body,
        bodyBytes: body.length,
        charset: 'utf-8',
        truncated: false,
      },
      failure: null,
      remoteAddress: null,
      timings: { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, bodyMs: null, totalMs: 1 },
    },
  ],
});

const flags = (settings: boolean, service: boolean, token: boolean) =>
  JSON.stringify({
    HasProblem: true,
    IsSystemSettingsFilledIn: settings,
    IsIdentityServiceAvailable: service,
    IsAccessTokenRetrievableForSystemActions: token,
  });

const saw = (id: 'identity.discovery' | 'token.request', status: CheckStatus): Result => ({
  id,
  status,
  summary: `Saw ${id}.`,
  evidence: [],
});

const rows = (body: string, discovery: CheckStatus, token: CheckStatus) =>
  diagnosticTabOf([health(body), saw('identity.discovery', discovery), saw('token.request', token)]);

it.each([
  ['all agree', flags(true, true, true), 'pass', 'pass', [null, null, null]],
  ['the console has no client', flags(true, true, false), 'pass', 'skip', [null, null, null]],
  [
    'the settings are empty, so Creatio cannot reach anything',
    flags(false, false, false),
    'pass',
    'pass',
    [null, /its settings are not filled in/, /its settings are not filled in/],
  ],
  [
    'only this computer reaches the service',
    flags(true, false, false),
    'pass',
    'pass',
    [null, /trust in the certificate/, /does not reach/],
  ],
  [
    'only Creatio reaches the service',
    flags(true, true, true),
    'fail',
    'skip',
    [null, /the view of Creatio counts/, null],
  ],
  [
    'only this computer gets a token',
    flags(true, true, false),
    'pass',
    'pass',
    [null, null, /client id and the client secret in the system settings/],
  ],
  ['only Creatio gets a token', flags(true, true, true), 'warn', 'timeout', [null, null, /its secret is wrong here/]],
  ['Creatio contradicts itself', flags(false, true, true), 'pass', 'pass', [/contradicts itself/, null, null]],
  ['settings are empty, and nothing works', flags(false, false, false), 'fail', 'fail', [null, null, null]],
] as const)('names what differs where %s', (_what, body, discovery, token, expected) => {
  const found = rows(body, discovery, token) ?? [];
  expect(found).toHaveLength(3);
  for (const [index, pattern] of expected.entries()) {
    if (pattern === null) expect(found[index]?.contradiction).toBeNull();
    else expect(found[index]?.contradiction).toMatch(pattern);
  }
});

it('shows what Creatio ticks and what the console saw of it', () => {
  expect(rows(flags(true, false, false).toLowerCase(), 'pass', 'skip')).toMatchObject([
    { name: 'IsSystemSettingsFilledIn', creatio: true, console: null },
    { name: 'IsIdentityServiceAvailable', creatio: false, console: true, saw: 'Saw identity.discovery.' },
    { name: 'IsAccessTokenRetrievableForSystemActions', creatio: false, console: null },
  ]);
});

it.each(['', '<html>', '{}', '[]', 'null', flags(true, true, true).replaceAll('true', '1')])(
  'shows nothing where the reply does not hold the flags: %s',
  (body) => {
    expect(rows(body, 'pass', 'pass')).toBeNull();
  },
);
