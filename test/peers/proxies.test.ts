import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../../electron/checks/index.ts';
import { createProfileNetworks } from '../../electron/net/index.ts';
import { createAuthority, type Authority } from '../../electron/practice/certificates.ts';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { profileDefaults, type Profile } from '../../shared/profile.ts';
import { findRemediation } from '../../shared/remediation/index.ts';
import type { CheckId, CheckResult, Report } from '../../shared/report.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../fixtures/free-port.ts';
import { startNginx, type Nginx } from './nginx.ts';
import { startMicrosocks, startTinyproxy, type Login, type Proxy } from './proxies.ts';

const login: Login = { username: 'administrator', password: 'canaryProxyPassword' };
const wrong: Login = { ...login, password: 'canaryWrongPassword' };
let practice: Practice;
let authority: Authority;
let secure: Nginx;
let folder: string;
const open: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  practice = await startPractice();
  authority = await createAuthority('Peers Root');
  folder = await mkdtemp(join(tmpdir(), 'peers-'));
  await writeFile(join(folder, 'authority.pem'), authority.certificate);
  secure = await startNginx({
    certificate: await authority.issue({ commonName: 'localhost' }),
    server: `gzip on; gzip_min_length 0; gzip_proxied any; gzip_types application/json; location / { proxy_pass ${practice.creatioUrl}; }`,
  });
  open.push(practice, secure);
});
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
  await rm(folder, { recursive: true, force: true });
});

async function started(proxy: Promise<Proxy>): Promise<Proxy> {
  open.push(await proxy);
  return proxy;
}

/** Diagnoses with a manual proxy, as the settings of an environment have it. */
async function run(
  proxy: string,
  given: Login | null,
  creatioUrl = `https://localhost:${secure.port}`,
): Promise<Report> {
  const profile: Profile = {
    ...profileDefaults,
    id: 'peer',
    name: 'Behind a proxy',
    creatioUrl,
    platform: 'net-framework',
    identityServiceUrl: practice.identityServiceUrl,
    clientId: practice.clientId,
    timeLimitSeconds: 15,
    trust: { ...profileDefaults.trust, authorityFile: join(folder, 'authority.pem') },
    proxy: { mode: 'manual', url: proxy, username: given?.username ?? null, bypass: [] },
  };
  const networks = createProfileNetworks({
    readSecret: async (_id, name) => (name === 'proxy-password' ? (given?.password ?? null) : null),
  });
  try {
    const report = await diagnose({
      profile,
      clientSecret: practice.clientSecret,
      network: await networks.of(profile),
      signal: new AbortController().signal,
      tool: { name: 'peer test', version: '0' },
      host: { name: 'test', os: 'Linux' },
      findRemediation,
    });
    expect(JSON.stringify(report)).not.toMatch(/canary/);
    return report;
  } finally {
    await networks.close();
  }
}

function check(report: Report, id: CheckId): CheckResult {
  const result = report.checks.find((each) => each.id === id);
  if (result === undefined) throw new Error(`The report lacks ${id}`);
  return result;
}

/** Every header of every reply, in lower case. */
const replyHeaders = (report: Report): string[] =>
  report.checks.flatMap(({ evidence }) =>
    evidence.flatMap((each) =>
      each.kind === 'exchange'
        ? (each.response?.headers ?? []).map(([name, value]) => `${name}: ${value}`.toLowerCase())
        : [],
    ),
  );

describe.each([
  ['tinyproxy', 'http', startTinyproxy],
  ['microsocks', 'socks5', startMicrosocks],
] as const)('through %s', (_name, kind, start) => {
  let free: Proxy;
  let closed: Proxy;
  beforeAll(async () => {
    free = await started(start(null));
    closed = await started(start(login));
  });

  it.each([
    ['without a login', () => free, null],
    ['with its login', () => closed, login],
  ] as const)('OAuth is healthy %s, over TLS and in plain', async (_case, proxy, given) => {
    const report = await run(`${kind}://localhost:${proxy().port}`, given);
    expect(report).toMatchObject({ outcome: 'healthy', verdict: 'pass' });
    expect(check(report, 'creatio.tls').status).toBe('pass');
    expect(check(report, 'token.use').status).toBe('pass');
    const route = `through the proxy ${kind}://localhost:${proxy().port} (from the settings of this environment)`;
    expect(report.routes?.map((each) => each.route)).toEqual([route, route]);
    expect(replyHeaders(report).some((header) => header.startsWith('via:') && header.includes('tinyproxy'))).toBe(
      kind === 'http',
    );
  });

  it.each([
    ['wanted', null, 'proxy-login-wanted'],
    ['refused', wrong, 'proxy-login-refused'],
  ] as const)('a login is %s, over TLS and in plain', async (_case, given, finding) => {
    for (const url of [`https://localhost:${secure.port}`, practice.creatioUrl]) {
      const report = await run(`${kind}://localhost:${closed.port}`, given, url);
      expect(report).toMatchObject({ outcome: 'proxy-error', verdict: 'fail', remediation: { id: finding } });
    }
  });

  it.each(['https', 'http'])('a host that does not run is told apart from the proxy, %s', async (scheme) => {
    const report = await run(`${kind}://localhost:${free.port}`, null, `${scheme}://localhost:${await freePort()}`);
    expect(report).toMatchObject({ outcome: 'unreachable', remediation: { id: 'proxy-target-failed' } });
    expect(check(report, 'creatio.tcp').status).toBe('pass');
  });

  it('another kind than its address says is recognised', async () => {
    const other = kind === 'http' ? 'socks5' : 'http';
    const report = await run(`${other}://localhost:${free.port}`, null);
    expect(report).toMatchObject({ outcome: 'proxy-error', remediation: { id: 'proxy-wrong-protocol' } });
    expect(check(report, 'creatio.tls').summary).toContain(`begin with ${kind}://`);
  });
});

it('tinyproxy does not allow a host, and its page is in the evidence', async () => {
  const filter = join(folder, 'filter');
  await writeFile(filter, 'localhost\n');
  const proxy = await started(startTinyproxy(null, `Filter "${filter}"\nFilterType ere`));
  for (const url of [`https://localhost:${secure.port}`, `http://localhost:${new URL(practice.creatioUrl).port}`]) {
    const report = await run(`http://127.0.0.1:${proxy.port}`, null, url);
    expect(report).toMatchObject({ outcome: 'proxy-error', remediation: { id: 'proxy-not-allowed' } });
    expect(JSON.stringify(report.checks)).toContain('403 Filtered');
  }
});
