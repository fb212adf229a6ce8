import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { diagnose } from '../../../electron/checks/index.ts';
import { createNetwork } from '../../../electron/net/index.ts';
import { reportAsText } from '../../../electron/reports/index.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { CheckResult, Report } from '../../../shared/report.ts';
import { diagnosePractice, frame, profileFor } from './practice-diagnosis.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

async function diagnoseAt(
  creatioUrl: string,
  changes: Partial<Profile> = {},
  clientSecret: string | null = null,
): Promise<Report> {
  const network = createNetwork();
  try {
    const profile = profileFor(creatioUrl, changes);
    return await diagnose({ ...frame, profile, clientSecret, network, signal: new AbortController().signal });
  } finally {
    await network.close();
  }
}

const healthy = JSON.stringify({
  HasProblem: false,
  IsSystemSettingsFilledIn: true,
  IsIdentityServiceAvailable: true,
  IsAccessTokenRetrievableForSystemActions: true,
});
const check = (report: Report, id: CheckResult['id']): CheckResult | undefined =>
  report.checks.find((each) => each.id === id);

/** Answers these paths, and 404 elsewhere. */
const paths =
  (replies: Readonly<Record<string, string>>, asked: string[] = []): RequestListener =>
  (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    response.statusCode = path in replies ? 200 : 404;
    response.end(replies[path] ?? '');
  };

it('tells what has come of a reply that stops in the middle of its body', async () => {
  const stalls = (status: number, body: string) =>
    serve((request, response) => {
      if (request.url?.includes('HealthCheck/Ping')) return response.end('pong');
      response.writeHead(status, { 'Content-Length': '100000', 'Content-Type': 'application/json' });
      return response.write(body);
    });
  const limit = { timeLimitSeconds: 1, platform: 'net' } as const;
  const [torn, failing, whole] = await Promise.all(
    [stalls(200, '{"HasProblem":'), stalls(503, ''), stalls(200, healthy)].map(async (url) =>
      diagnoseAt(await url, limit),
    ),
  );
  if (!torn || !failing || !whole) throw new Error('There are three runs.');
  expect(torn.outcome).toBe('unexpected-reply');
  expect(check(torn, 'creatio.health')).toMatchObject({ status: 'fail', remediation: 'check-timeout' });
  expect(check(torn, 'creatio.health')?.summary).toMatch(
    /The answer \(200 OK\) could not be read whole: .* did not finish its reply within the time limit/,
  );
  expect(JSON.stringify(check(torn, 'creatio.health')?.evidence)).toContain('HasProblem');
  expect(failing.outcome).toBe('web-server-error');
  expect(check(failing, 'creatio.health')?.summary).toContain('503');
  expect(whole.outcome).toBe('healthy');
});

it('decides the platform by the ping and asks only there', async () => {
  const asked: string[] = [];
  const url = await serve(paths({ '/api/HealthCheck/Ping': 'pong', '/api/OAuthHealthCheck': healthy }, asked));
  const report = await diagnoseAt(url);
  expect([report.outcome, report.verdict]).toEqual(['healthy', 'pass']);
  expect(check(report, 'creatio.platform')?.summary).toContain(
    'runs on .NET (services without /0): its ping answers at',
  );
  expect(asked.filter((path) => path.includes('OAuthHealthCheck'))).toEqual(['/api/OAuthHealthCheck']);
  expect(asked).not.toContain('/0/Login/NuiLogin.aspx');
});

it('decides the platform by the login page where the ping is silent on it', async () => {
  const url = await serve(
    paths({ '/0/Login/NuiLogin.aspx': '<html>login</html>', '/0/api/OAuthHealthCheck': healthy }),
  );
  const report = await diagnoseAt(url);
  expect(check(report, 'creatio.platform')).toMatchObject({
    status: 'pass',
    summary: expect.stringContaining('.NET Framework'),
  });
  expect(check(report, 'creatio.ping')).toMatchObject({ status: 'warn', remediation: 'ping-failed' });
  expect(report.outcome).toBe('healthy');
});

it('goes on with the platform that is there when the environment states the other', async () => {
  const url = await serve(paths({ '/api/HealthCheck/Ping': 'pong', '/api/OAuthHealthCheck': healthy }));
  const report = await diagnoseAt(url, { platform: 'net-framework' });
  expect(check(report, 'creatio.platform')).toMatchObject({ status: 'warn', remediation: 'platform-differs' });
  expect(check(report, 'creatio.health')?.summary).toContain(
    'answers without /0, while the environment is set to .NET Framework.',
  );
  expect([report.outcome, report.verdict]).toEqual(['healthy', 'pass']);
});

it('tries the other prefix when the stated one gives 404, and says so', async () => {
  const asked: string[] = [];
  const url = await serve(paths({ '/api/OAuthHealthCheck': healthy }, asked));
  const report = await diagnoseAt(url, { platform: 'net-framework' });
  expect(report.outcome).toBe('healthy');
  expect(asked.filter((path) => path.includes('OAuthHealthCheck'))).toEqual([
    '/0/api/OAuthHealthCheck',
    '/api/OAuthHealthCheck',
  ]);
  expect(check(report, 'creatio.health')).toMatchObject({
    status: 'warn',
    remediation: 'platform-differs',
    summary: expect.stringContaining('no health endpoint with /0'),
  });
});

it('takes a server that answers everything for no platform, and asks both ways', async () => {
  const url = await serve((request, response) =>
    response.end(request.url === '/api/OAuthHealthCheck' ? healthy : 'ok'),
  );
  const report = await diagnoseAt(url);
  expect(check(report, 'creatio.platform')).toMatchObject({ status: 'warn', remediation: 'platform-unknown' });
  expect(report.outcome).toBe('healthy');
});

it.each([
  ['http://crm.invalid', 'creatio.dns', 'unreachable'],
  ['http://user:Canary4711@127.0.0.1:9', 'creatio.address', 'unreachable'],
  ['http://127.0.0.1:9/0', 'creatio.address', 'unreachable'],
  ['http://127.0.0.1:9/?a=b', 'creatio.address', 'unreachable'],
] as const)('%s fails at %s', async (url, id, outcome) => {
  const report = await diagnoseAt(url, { timeLimitSeconds: 5 });
  expect(check(report, id)?.status).toBe('fail');
  expect(report.outcome).toBe(outcome);
  expect(report.remediation?.id).toBe(check(report, id)?.remediation);
  expect(JSON.stringify(report)).not.toContain('Canary4711');
});

it('leaves the Identity Service out when the environment names none', async () => {
  const url = await serve(paths({ '/0/api/HealthCheck/Ping': 'pong', '/0/api/OAuthHealthCheck': healthy }));
  const report = await diagnoseAt(url);
  const others = report.checks.filter(({ id }) => !id.startsWith('creatio.'));
  expect(new Set(others.map(({ status }) => status))).toEqual(new Set(['skip']));
  expect(report.headline).toBe('OAuth works: Creatio got a token from the Identity Service.');
});

it('lets no secret out that a server sends back in other spellings', async () => {
  const secret = 'C4n/ry+4711 "é%';
  const url = await serve((_request, response) => {
    response.statusCode = 500;
    response.setHeader('x-echo', encodeURIComponent(secret));
    response.setHeader('set-cookie', 'BPMCSRF=Canary');
    response.end(
      [
        secret,
        JSON.stringify({ secret }),
        Buffer.from(`id:${secret}`).toString('base64'),
        new URLSearchParams({ secret }),
      ].join('\n'),
    );
  });
  const report = await diagnoseAt(url, { identityServiceUrl: url, clientId: 'id' }, secret);
  expect(report.outcome).toBe('web-server-error');
  const text = JSON.stringify(report);
  for (const part of ['4711', 'Canary', Buffer.from('id:C4n/ry').toString('base64')]) expect(text).not.toContain(part);
});

it('warns where Creatio and this computer differ', async () => {
  const { report } = await diagnosePractice('identity-service-blocked-here');
  expect([report.outcome, report.verdict, report.remediation?.id]).toEqual(['healthy', 'warn', 'tcp-refused']);
  const other = (await diagnosePractice('identity-service-blocked-for-creatio')).report;
  expect([other.outcome, other.verdict]).toEqual(['identity-service-unavailable', 'warn']);
  expect(other.notes[0]).toContain('from here the Identity Service answers and issues a token');
});

it('writes a report as text: answer, checks, what to do and where that comes from', async () => {
  const { report } = await diagnosePractice('setting-empty-url');
  const text = reportAsText(report);
  expect(text).toMatch(
    /^PROBLEM: Creatio is not connected to its Identity Service: the system setting OAuth20IdentityServerUrl is empty\./,
  );
  expect(text).toContain('FAILED');
  expect(text).toContain('documented by Creatio');
  expect(text).toContain('https://academy.creatio.com/');
});

it('says in the report that an environment is in production, and shows its name as it is', async () => {
  const creatioUrl = await serve(paths({}));
  const production = await diagnoseAt(creatioUrl, { name: 'CRM \u202Etset', production: true });
  expect(reportAsText(production)).toContain(`CRM [U+202E]tset (${creatioUrl}), a production environment\n`);
  expect(production.profile.production).toBe(true);
  const other = await diagnoseAt(creatioUrl);
  expect(other.profile).not.toHaveProperty('production');
  expect(reportAsText(other)).not.toContain('production');
});

it('counts an address that keeps silent as one of several, within its own part of the time limit', async () => {
  const url = await serve(paths({ '/0/api/HealthCheck/Ping': 'pong', '/0/api/OAuthHealthCheck': healthy }));
  const network = createNetwork();
  const silent = { address: '127.0.0.9', family: 4 } as const;
  const report = await diagnose({
    ...frame,
    profile: profileFor(url, { timeLimitSeconds: 2 }),
    clientSecret: null,
    network: {
      ...network,
      // No address on loopback keeps silent, so this one stands for it.
      resolve: async () => ({ addresses: [{ address: '127.0.0.1', family: 4 }, silent], failure: null }),
      connect: (addresses, port, signal) =>
        addresses[0]?.address === silent.address
          ? new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
          : network.connect(addresses, port, signal),
    },
    signal: new AbortController().signal,
  });
  await network.close();
  expect(check(report, 'creatio.tcp')).toMatchObject({ status: 'warn', remediation: 'tcp-some-addresses-fail' });
  expect(report.outcome).toBe('healthy');
});

it('says of a name that leads to this very computer that its hosts file may be wrong', async () => {
  const network = createNetwork();
  const profile = profileFor('http://crm.example.com:1');
  const signal = new AbortController().signal;
  const resolve = async () => ({ addresses: [{ address: '127.0.0.1', family: 4 as const }], failure: null });
  const report = await diagnose({ ...frame, profile, clientSecret: null, network: { ...network, resolve }, signal });
  await network.close();
  expect(check(report, 'creatio.tcp')).toMatchObject({ status: 'fail', remediation: 'tcp-refused' });
  expect(check(report, 'creatio.tcp')?.summary).toContain('crm.example.com leads to this computer itself');
});

it('says of a ping that is answered with a page what it was answered with', async () => {
  const page = '<html><body>Welcome</body></html>';
  const report = await diagnoseAt(await serve(paths({ '/0/api/HealthCheck/Ping': page })));
  expect(check(report, 'creatio.ping')?.summary).toContain('(200 OK and a web page with /0, 404 Not Found without)');
});
