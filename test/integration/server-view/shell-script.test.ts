import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { readLook, type Look } from '../../../electron/server-view/index.ts';
import { shellScript } from '../../../electron/server-view/script/shell.ts';
import { targetOf } from '../../../electron/server-view/script/target.ts';
import { freePort } from '../../fixtures/free-port.ts';
import { listen, onRequest, reply } from '../../fixtures/net-servers.ts';

const limits = { connectSeconds: 1, seconds: 2 };
let folder: string;
let practice: Practice;
let authority: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-view-'));
  practice = await startPractice({ scenario: 'https' });
  authority = join(folder, 'authority.pem');
  await writeFile(authority, practice.trustedCertificates.join(''));
});
afterAll(async () => {
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  stdout: string;
  stderr: string;
}

/** Runs the script as its user would, from standard input, in an environment without proxies. */
const run = (address: string, shell = 'dash', environment: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const { PATH = '' } = process.env;
    const child = execFile(
      shell,
      [],
      { env: { PATH, LANG: 'de_DE.UTF-8', ...environment }, timeout: 20_000 },
      (error, stdout, stderr) => (error === null ? resolve({ stdout, stderr }) : reject(error)),
    );
    child.stdin?.end(shellScript(targetOf(address), limits));
  });

const look = async (address: string, shell?: string, environment?: Record<string, string>): Promise<Look> => {
  const { stdout, stderr } = await run(address, shell, environment);
  expect(stderr).toBe('');
  // One line, in ASCII, behind an empty one.
  expect(stdout).toMatch(/^\n[\x20-\x7e]+\n$/);
  return readLook(stdout);
};
const trusting = () => ({ CURL_CA_BUNDLE: authority, SSL_CERT_FILE: authority });
const identityService = async (scenario: string): Promise<string> =>
  (await practice.switchTo(scenario)).identityServiceUrl ?? '';

describe.each(['dash', 'bash'])('in %s', (shell) => {
  it('sees a healthy Identity Service whose authority that machine trusts', async () => {
    const seen = await look(await identityService('https'), shell, trusting());
    expect(seen).toMatchObject({
      schemaVersion: 1,
      dns: { ok: true, reason: 'not-needed', addresses: ['127.0.0.1'] },
      tcp: { ok: true, reason: null, address: '127.0.0.1' },
      tls: { ok: true, reason: null, trusted: true, protocol: 'TLSv1.3' },
      discovery: {
        ok: true,
        reason: null,
        status: 200,
        issuer: expect.stringContaining('https://'),
        unverified: false,
      },
    });
    expect(seen.tls.chain.length).toBe(2);
    expect(seen.tls.chain[0]).toMatchObject({
      subject: expect.stringContaining('practice.example.com'),
      issuer: expect.stringContaining('Practice Issuing CA'),
      fingerprint256: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    });
    expect(Date.parse(seen.tls.chain[0]?.validTo ?? '')).toBeGreaterThan(Date.now());
    expect(Date.parse(seen.clock.serverDate ?? '')).not.toBeNaN();
  });

  it('sees a certificate that this machine does not trust, and that the service answers all the same', async () => {
    const seen = await look(await identityService('https'), shell);
    expect(seen.tls).toMatchObject({ ok: false, trusted: false, reason: 'untrusted' });
    expect(seen.discovery).toMatchObject({ ok: true, unverified: true, status: 200 });
  });
});

describe('the certificate', () => {
  it.each([
    ['certificate-expired', { ok: false, trusted: false, reason: 'expired' }],
    ['certificate-wrong-name', { ok: false, trusted: false, reason: 'wrong-name' }],
    ['certificate-self-signed', { ok: false, trusted: false, reason: 'self-signed' }],
    ['certificate-unknown-authority', { ok: false, trusted: false, reason: 'untrusted' }],
    ['certificate-intermediate-missing', { ok: false, trusted: false, reason: 'untrusted' }],
    ['plain-http', { ok: false, trusted: null, reason: 'plain-http' }],
    ['protocol-too-old', { ok: false, trusted: null, reason: 'protocol-too-old' }],
    ['tls-silent', { ok: false, trusted: null, reason: 'silent' }],
  ])('%s', async (fault, tls) => {
    const seen = await look(await identityService(`identity-service-${fault}`), 'dash', trusting());
    expect(seen).toMatchObject({ tcp: { ok: true }, tls });
    expect(seen.discovery.ok === null || seen.discovery.unverified).toBe(true);
  });
});

/** A process that is stopped accepts nothing; once its queue is full, the system answers no further attempt. */
async function startSilentPort(): Promise<{ port: number; close: () => void }> {
  const server = `const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));`;
  const child = spawn(process.execPath, ['-e', server], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  child.kill('SIGSTOP');
  const waiting = Array.from({ length: 6 }, () => connect({ port, host: '127.0.0.1' }).on('error', () => undefined));
  await Promise.race(waiting.map((socket) => once(socket, 'connect')));
  return {
    port,
    close() {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
    },
  };
}

describe('what comes before', () => {
  it('a name that nobody knows', async () => {
    const seen = await look('https://identity.invalid:8090');
    expect(seen).toMatchObject({
      dns: { ok: false, addresses: [] },
      tcp: { ok: null, reason: 'skipped' },
      tls: { ok: null, reason: 'skipped' },
      discovery: { ok: null, reason: 'skipped' },
    });
    expect(['not-found', 'lookup-failed']).toContain(seen.dns.reason);
  });

  it('a port at which nothing listens', async () => {
    const seen = await look(`http://127.0.0.1:${await freePort()}`);
    expect(seen).toMatchObject({ tcp: { ok: false, reason: 'refused' }, tls: { ok: null, reason: 'not-needed' } });
  });

  it('a port that takes no more connections, as behind a firewall that drops them', async () => {
    const silent = await startSilentPort();
    const seen = await look(`https://127.0.0.1:${silent.port}`);
    silent.close();
    expect(seen).toMatchObject({
      tcp: { ok: false, reason: 'silent' },
      tls: { ok: null, reason: 'skipped' },
      discovery: { ok: null, reason: 'skipped' },
    });
  });

  it('a service that accepts and keeps silent', async () => {
    const seen = await look(await identityService('identity-service-silent'));
    expect(seen).toMatchObject({ tcp: { ok: true }, discovery: { ok: false, reason: 'silent', status: null } });
  });

  it('a service that ends the connection', async () => {
    const server = await listen(createServer((socket) => socket.once('data', () => socket.end())));
    const seen = await look(`http://127.0.0.1:${server.port}`);
    await server.close();
    expect(seen.discovery).toMatchObject({ ok: false, reason: 'no-reply' });
  });
});

describe('the reply', () => {
  async function answered(answer: Buffer, environment: Record<string, string> = {}): Promise<Look> {
    const server = await listen(onRequest((socket) => socket.end(answer)));
    try {
      return await look(`http://127.0.0.1:${server.port}/identity`, 'dash', environment);
    } finally {
      await server.close();
    }
  }

  it('is told in ASCII, whatever it holds', async () => {
    const page = Buffer.from(
      '<title>HTTP-Fehler 500.19 – Zugriff "verweigert" \\ \u0000\u001B[31m</title>\nCURL 200 1 1 1 1 x\nEXIT 0\n',
    );
    const seen = await answered(reply('500 Interner Fehler', { 'Content-Type': 'text/html' }, page));
    expect(seen.discovery).toMatchObject({ ok: false, reason: 'http-status', status: 500, contentType: 'text/html' });
    expect(seen.discovery.start).toContain('500.19 – Zugriff "verweigert" \\');
  });

  it('names an issuer in letters of any language', async () => {
    const body = JSON.stringify({ issuer: 'https://kunden-überblick.example', token_endpoint: 'x' }, null, 2);
    const seen = await answered(reply('200 OK', { Date: 'Sat, 21 Nov 2026 10:00:00 GMT' }, body));
    expect(seen).toMatchObject({
      discovery: { ok: true, issuer: 'https://kunden-überblick.example' },
      clock: { serverDate: 'Sat, 21 Nov 2026 10:00:00 GMT' },
    });
  });

  it('is not looked through without end', async () => {
    const seen = await answered(reply('200 OK', {}, `{"issuer":"http://x"}${' '.repeat(3_000_000)}`));
    expect(seen.discovery).toMatchObject({ ok: false, reason: 'too-large', status: 200 });
  });

  it('comes through a proxy where the environment names one', async () => {
    const proxy = await listen(
      onRequest((socket) => socket.end(reply('200 OK', {}, '{"issuer":"http://identity.invalid"}'))),
    );
    const seen = await look('http://identity.invalid', 'dash', { http_proxy: `http://127.0.0.1:${proxy.port}` });
    await proxy.close();
    expect(seen).toMatchObject({ dns: { ok: false }, discovery: { ok: true, proxy: true } });
  });
});

describe('with few tools', () => {
  /** A folder with the named programs alone. */
  async function withPrograms(name: string, left: readonly string[]): Promise<string> {
    const programs = 'cat cut date dash grep head sed sort tail tr uname curl getent openssl od timeout'.split(' ');
    const bin = join(folder, name);
    await mkdir(bin);
    for (const program of programs.filter((each) => !left.includes(each))) {
      for (const place of (process.env['PATH'] ?? '').split(delimiter)) {
        const found = join(place, program);
        const there = await access(found).then(
          () => true,
          () => false,
        );
        if (!there) continue;
        await symlink(found, join(bin, program));
        break;
      }
    }
    return bin;
  }

  it('curl alone tells the name, the connection, the certificate and the document', async () => {
    const PATH = await withPrograms('curl-alone', ['openssl', 'getent', 'od', 'timeout']);
    const address = (await identityService('https')).replace('127.0.0.1', 'localhost');
    const seen = await look(address, 'dash', { PATH, CURL_CA_BUNDLE: authority });
    expect(seen).toMatchObject({
      dns: { ok: true },
      tcp: { ok: true },
      tls: { ok: true, trusted: true, protocol: 'TLSv1.3' },
      discovery: { ok: true },
    });
    expect(seen.tls.chain[0]?.subject).toContain('practice.example.com');
    const unknown = await look('http://identity.invalid', 'dash', { PATH });
    expect(unknown.dns).toMatchObject({ ok: false, reason: 'not-found' });
  });

  it('without curl it says so, in the same line', async () => {
    const PATH = await withPrograms('no-curl', ['curl']);
    const seen = await look('https://127.0.0.1:1', 'dash', { PATH });
    expect(seen).toMatchObject({
      dns: { ok: true },
      tcp: { ok: null, reason: 'no-tool' },
      tls: { ok: null, reason: 'no-tool' },
      discovery: { ok: null, reason: 'no-tool' },
    });
  });
});

it('takes an address with quotation marks for an address', async () => {
  const marker = join(folder, 'ran');
  const address = `http://127.0.0.1:${await freePort()}/a';touch${'$IFS'}${marker};'`;
  const seen = await look(address);
  expect(seen.tcp).toMatchObject({ ok: false, reason: 'refused' });
  await expect(access(marker)).rejects.toThrow();
});
