import { profileDefaults } from '../../shared/profile.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../../electron/checks/index.ts';
import { createNetwork } from '../../electron/net/index.ts';
import {
  createAuthority,
  type Authority,
  type CertificateRequest,
  type KeyPairCertificate,
} from '../../electron/practice/certificates.ts';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import type { CheckId, CheckResult, Report } from '../../shared/report.ts';
import { freePort } from '../fixtures/free-port.ts';
import { startNginx, type Nginx, type NginxOptions } from './nginx.ts';

const dayMs = 86_400_000;
let practice: Practice;
let authority: Authority;
const running: Nginx[] = [];

beforeAll(async () => {
  practice = await startPractice();
  authority = await createAuthority('Peers Root');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((started) => started.close()));
});
afterAll(() => practice.close());

async function nginx(options: NginxOptions): Promise<Nginx> {
  const started = await startNginx(options);
  running.push(started);
  return started;
}

/** Hands every request to the practice environment's Creatio. */
const forward = (): string => `location / { proxy_pass ${practice.creatioUrl}; }`;

/** Diagnoses the environment whose Creatio is at this address; its Identity Service is the practice environment's. */
async function run(creatioUrl: string, clientCertificate: KeyPairCertificate | null = null): Promise<Report> {
  const network = createNetwork({
    trust: {
      additionalCertificates: [authority.certificate],
      clientCertificate: clientCertificate && { format: 'pem', passphrase: null, ...clientCertificate },
    },
  });
  try {
    return await diagnose({
      profile: {
        ...profileDefaults,
        id: 'peer',
        name: 'Behind nginx',
        creatioUrl,
        platform: 'net-framework',
        identityServiceUrl: practice.identityServiceUrl,
        clientId: practice.clientId,
        timeLimitSeconds: 15,
      },
      clientSecret: practice.clientSecret,
      network,
      signal: new AbortController().signal,
      tool: { name: 'peer test', version: '0' },
      host: { name: 'test', os: 'Linux' },
      findRemediation: () => null,
    });
  } finally {
    await network.close();
  }
}

function check(report: Report, id: CheckId): CheckResult {
  const result = report.checks.find((each) => each.id === id);
  if (result === undefined) throw new Error(`The report lacks ${id}`);
  return result;
}

/** The reply that the health check saw. */
function healthResponse(report: Report) {
  const exchanges = check(report, 'creatio.health').evidence.filter((each) => each.kind === 'exchange');
  return exchanges.at(-1)?.response;
}

const localhost = () => authority.issue({ commonName: 'localhost' });
const expiredDates = () => ({
  notBefore: new Date(Date.now() - 9 * dayMs),
  notAfter: new Date(Date.now() - 2 * dayMs),
});

describe('nginx in front of a healthy Creatio', () => {
  it('passes everything on over TLS with HTTP/2 on offer and compressed replies', async () => {
    const { port } = await nginx({
      listen: 'http2',
      certificate: await localhost(),
      server: `gzip on; gzip_min_length 0; gzip_proxied any; gzip_types application/json; ${forward()}`,
    });
    const report = await run(`https://localhost:${port}`);
    expect(report).toMatchObject({ outcome: 'healthy', verdict: 'pass' });
    expect(check(report, 'creatio.tls').status).toBe('pass');
    const response = healthResponse(report);
    expect(response?.headers).toContainEqual(['Content-Encoding', 'gzip']);
    expect(response?.body).toContain('HasProblem');
  });

  it('is followed where it redirects within the origin', async () => {
    const { port } = await nginx({
      server: `
        location = /0/api/OAuthHealthCheck { return 302 /moved$request_uri; }
        location /moved/ { proxy_pass ${practice.creatioUrl}/; }
        ${forward()}`,
    });
    await expect(run(`http://localhost:${port}`)).resolves.toMatchObject({ outcome: 'healthy' });
  });

  it('is not followed to https or anywhere else', async () => {
    const secure = await nginx({ certificate: await localhost(), server: forward() });
    const plain = await nginx({ server: `return 301 https://localhost:${secure.port}$request_uri;` });
    const report = await run(`http://localhost:${plain.port}`);
    expect(report).toMatchObject({ outcome: 'unexpected-reply', verdict: 'unknown' });
    expect(check(report, 'creatio.health')).toMatchObject({ status: 'fail', remediation: 'http-redirect-elsewhere' });
    expect(check(report, 'creatio.health').summary).toContain(
      `https://localhost:${secure.port}/0/api/OAuthHealthCheck`,
    );
  });

  it('asks for a login', async () => {
    const { port } = await nginx({ server: `location = /0/api/OAuthHealthCheck { return 401; } ${forward()}` });
    await expect(run(`http://localhost:${port}`)).resolves.toMatchObject({ outcome: 'login-required' });
  });

  it('wants a certificate of the client', async () => {
    const { port } = await nginx({
      certificate: await localhost(),
      server: `ssl_client_certificate server.pem; ssl_verify_client on; ${forward()}`,
    });
    const report = await run(`https://localhost:${port}`);
    expect(healthResponse(report)?.body).toContain('No required SSL certificate was sent');
    expect(check(report, 'creatio.health')).toMatchObject({
      status: 'fail',
      remediation: 'tls-client-certificate-wanted',
    });
  });

  it.each(['TLSv1.2', 'TLSv1.3'])(
    'takes a certificate of the client from the right authority only, over %s',
    async (version) => {
      const server = await localhost();
      const { port } = await nginx({
        certificate: { ...server, certificate: server.certificate + authority.certificate },
        server: `ssl_protocols ${version}; ssl_client_certificate server.pem; ssl_verify_client on; ${forward()}`,
      });
      const url = `https://localhost:${port}`;
      const taken = await run(url, await authority.issue({ commonName: 'console' }));
      expect(taken).toMatchObject({ outcome: 'healthy', verdict: 'pass' });
      const stranger = await createAuthority('Strange Root');
      const refused = await run(url, await stranger.issue({ commonName: 'stranger' }));
      expect(healthResponse(refused)?.body).toContain('The SSL certificate error');
      expect(check(refused, 'creatio.health')).toMatchObject({
        status: 'fail',
        remediation: 'client-certificate-refused',
      });
      const expired = await run(url, await authority.issue({ commonName: 'late', ...expiredDates() }));
      expect(check(expired, 'creatio.tls')).toMatchObject({ status: 'warn', remediation: 'client-certificate-dates' });
      expect(check(expired, 'creatio.health').remediation).toBe('client-certificate-refused');
    },
  );
});

describe('nginx without a Creatio behind it', () => {
  it.each([
    ['answers 502 while the upstream is down', () => freePort().then(proxyTo), 'web-server-error'],
    ['answers 503', () => 'return 503;', 'web-server-error'],
    ['answers 404', () => 'return 404;', 'endpoint-missing'],
    ['answers 407, as only a proxy does', () => 'return 407;', 'proxy-error'],
    ['closes the connection without a reply', () => 'return 444;', 'unreachable'],
  ])('%s', async (_, server, outcome) => {
    const { port } = await nginx({ server: await server() });
    await expect(run(`http://localhost:${port}`)).resolves.toMatchObject({ outcome });
  });

  const proxyTo = (port: number) => `location / { proxy_pass http://127.0.0.1:${port}; }`;
});

describe('the TLS of nginx', () => {
  it.each<[string, CertificateRequest, string]>([
    ['has expired', { commonName: 'localhost', ...expiredDates() }, 'tls-expired'],
    ['is for another name', { commonName: 'crm', names: ['crm.example.com'] }, 'tls-wrong-name'],
  ])('is refused when its certificate %s', async (_, request, finding) => {
    const { port } = await nginx({ certificate: await authority.issue(request), server: forward() });
    await expectTlsFinding(port, finding);
  });

  it('is refused when the intermediate certificate is missing', async () => {
    const intermediate = await authority.issueAuthority('Peers Intermediate');
    const certificate = await intermediate.issue({ commonName: 'localhost' });
    const { port } = await nginx({ certificate, server: forward() });
    await expectTlsFinding(port, 'tls-intermediate-missing');
  });

  it('is refused when it is older than TLS 1.2', async () => {
    const server = `ssl_protocols TLSv1.1; ssl_ciphers ALL:@SECLEVEL=0; ${forward()}`;
    const { port } = await nginx({ certificate: await localhost(), server });
    await expectTlsFinding(port, 'tls-protocol-too-old');
  });

  it('is enough at version 1.2', async () => {
    const { port } = await nginx({ certificate: await localhost(), server: `ssl_protocols TLSv1.2; ${forward()}` });
    await expect(run(`https://localhost:${port}`)).resolves.toMatchObject({ outcome: 'healthy' });
  });

  it('is missed where the port speaks plain HTTP, and the other way round', async () => {
    const plain = await nginx({ server: forward() });
    await expectTlsFinding(plain.port, 'tls-plain-http');
    const secure = await nginx({ certificate: await localhost(), server: forward() });
    const report = await run(`http://localhost:${secure.port}`);
    expect(report.outcome).toBe('unexpected-reply');
    expect(healthResponse(report)?.body).toContain('The plain HTTP request was sent to HTTPS port');
  });

  async function expectTlsFinding(port: number, finding: string) {
    const report = await run(`https://localhost:${port}`);
    expect(report).toMatchObject({ outcome: 'unreachable', verdict: 'fail' });
    expect(check(report, 'creatio.tls')).toMatchObject({ status: 'fail', remediation: finding });
  }
});
