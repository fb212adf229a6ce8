import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, get, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startPractice, type Practice, type PracticeOptions } from '../../../electron/practice/index.ts';
import { UserError } from '../../../shared/user-error.ts';
import { ask, jsonOf, postForm } from './client.ts';

const openThings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of openThings.splice(0).toReversed()) await close();
});

async function start(options: PracticeOptions = {}): Promise<Practice> {
  const practice = await startPractice(options);
  openThings.push(() => practice.close());
  return practice;
}

/** Takes a port of 127.0.0.1, a free one when none is given. */
async function takePort(port = 0): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  openThings.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port.');
  return address.port;
}

/** Takes a port whose neighbours are hardly in use: the system gives connections ports from 32768 on. */
async function takePortOutOfTheWay(): Promise<number> {
  for (let port = 21_001; port < 21_100; port += 2) {
    const taken = await takePort(port).catch(() => null);
    if (taken !== null) return taken;
  }
  throw new Error('No port.');
}

const portsOf = ({ creatioUrl, identityServiceUrl }: Practice) => [
  new URL(creatioUrl).port,
  new URL(identityServiceUrl).port,
];
const healthOf = (practice: Practice) => ask(`${practice.creatioUrl}/0/api/OAuthHealthCheck`);

describe('switching', () => {
  test('keeps the ports, through https and a closed port, and frees nothing else', async () => {
    const practice = await start();
    const ports = portsOf(practice);
    expect(practice.creatioUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(practice.trustedCertificates).toEqual([]);
    for (const name of ['https', 'creatio-refused', 'identity-service-refused', 'creatio-plain-http', 'healthy']) {
      const status = await practice.switchTo(name);
      expect(portsOf(practice)).toEqual(ports);
      expect(status).toEqual(practice.status());
    }
    expect((await healthOf(practice)).status).toBe(200);
    expect(practice.trustedCertificates).toHaveLength(1);
  });

  test('reaches a client that keeps its connection open', async () => {
    const practice = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    openThings.push(() => Promise.resolve(agent.destroy()));
    const outcome = (path: string) =>
      new Promise<string>((resolve) => {
        get(`${practice.creatioUrl}${path}`, { agent }, (response) => {
          response.resume().once('end', () => resolve(String(response.statusCode)));
        }).once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
      });
    expect(await outcome('/0/api/OAuthHealthCheck')).toBe('200');
    await practice.switchTo('creatio-no-reply');
    expect(await outcome('/0/api/OAuthHealthCheck')).toBe('ECONNRESET');
    await practice.switchTo('iis-503');
    expect(await outcome('/0/api/OAuthHealthCheck')).toBe('503');
  });

  test('lets a reply that is under way finish', async () => {
    const practice = await start();
    const status = await new Promise((resolve, reject) => {
      const asking = request(`${practice.identityServiceUrl}/connect/token`, {
        method: 'POST',
        agent: false,
        headers: { expect: '100-continue' },
      });
      // The server has the request now, and waits for its body.
      asking.once('continue', () => {
        practice.switchTo('identity-service-silent').then(() => asking.end('rest'), reject);
      });
      asking.once('response', (response) => resolve(response.resume().statusCode));
      asking.once('error', reject);
      asking.flushHeaders();
    });
    expect(status).toBe(400);
  });

  test('to an unknown scenario says which there are and changes nothing', async () => {
    const practice = await start({ scenario: 'iis-503' });
    await expect(practice.switchTo('no-such')).rejects.toMatchObject({ code: 'scenario-unknown' });
    await expect(practice.switchTo('toString')).rejects.toThrow(/"toString".*healthy/);
    expect(practice.status().scenario).toBe('iis-503');
    await expect(startPractice({ scenario: 'no-such' })).rejects.toBeInstanceOf(UserError);
  });

  test('says so when another program took the closed port, and recovers', async () => {
    const practice = await start({ scenario: 'creatio-refused' });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(Number(portsOf(practice)[0]), '127.0.0.1', resolve));
    const switching = practice.switchTo('healthy');
    await expect(switching).rejects.toMatchObject({ code: 'port-in-use' });
    expect(practice.status().scenario).toBe('creatio-refused');
    await new Promise((resolve) => server.close(resolve));
    await practice.switchTo('healthy');
    expect((await healthOf(practice)).status).toBe(200);
  });

  test('many at once end in the last one', async () => {
    const practice = await start();
    const names = ['https', 'creatio-refused', 'healthy', 'identity-service-silent', 'iis-503'];
    await Promise.all(names.map((name) => practice.switchTo(name)));
    expect(practice.status().scenario).toBe('iis-503');
    expect((await healthOf(practice)).status).toBe(503);
  });
});

describe('ports', () => {
  test('a taken port is named, and nothing stays open', async () => {
    const port = await takePortOutOfTheWay();
    await expect(startPractice({ port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining(`Creatio of the practice environment cannot use port ${port}`),
    });
    await expect(startPractice({ port: port - 1 })).rejects.toMatchObject({
      code: 'port-in-use',
      message: expect.stringContaining('Identity Service'),
    });
  });

  test.each([-1, 1.5, 65_535, 70_000, Number.NaN])('%s is no port', async (port) => {
    await expect(startPractice({ port })).rejects.toMatchObject({ code: 'port-invalid' });
  });

  test('the servers listen on 127.0.0.1 alone', async () => {
    const practice = await start();
    const port = Number(portsOf(practice)[0]);
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.2', port }, () => resolve(true));
      openThings.push(() => Promise.resolve(socket.destroy()));
      socket.once('error', () => resolve(false));
    });
    expect(reached).toBe(false);
  });
});

test('slow replies come late and are right', async () => {
  const practices = await Promise.all([start({ scenario: 'creatio-slow' }), start({ replyDelayMs: 200 })]);
  const started = performance.now();
  const [slow, delayed] = await Promise.all(
    practices.map(async (practice) => {
      const reply = await healthOf(practice);
      return { status: reply.status, afterMs: performance.now() - started };
    }),
  );
  expect(slow?.status).toBe(200);
  expect(slow?.afterMs).toBeGreaterThan(2_900);
  expect(delayed?.status).toBe(200);
  expect(delayed?.afterMs).toBeGreaterThan(190);
});

test('closing ends waiting connections and frees the ports', async () => {
  const practice = await startPractice({ scenario: 'creatio-silent' });
  const waiting = healthOf(practice);
  const socket = connect(Number(portsOf(practice)[1]), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  const ended = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  await practice.close();
  expect((await waiting).failure).toMatch(/ECONNRESET|ECONNREFUSED/);
  await ended;
  for (const port of portsOf(practice)) await takePort(Number(port));
  await expect(practice.switchTo('healthy')).rejects.toMatchObject({ code: 'practice-closed' });
  await practice.close();
});

test('a request that is too large is refused, and the servers live on', async () => {
  const practice = await start();
  const tokenUrl = `${practice.identityServiceUrl}/connect/token`;
  expect((await postForm(tokenUrl, { filler: 'x'.repeat(200_000) })).status).toBe(413);
  expect((await healthOf(practice)).status).toBe(200);
});

describe('logs', () => {
  async function logsOf(scenario: string) {
    const folder = await mkdtemp(join(tmpdir(), 'practice-logs-'));
    openThings.push(() => rm(folder, { recursive: true }));
    const practice = await startPractice({ scenario, logFolder: folder });
    await healthOf(practice);
    const reply = await postForm(`${practice.identityServiceUrl}/connect/token?client_secret=canary-in-query`, {
      grant_type: 'client_credentials',
      client_id: practice.clientId,
      client_secret: practice.clientSecret,
    });
    await postForm(`${practice.identityServiceUrl}/connect/token`, {
      client_id: 'forged\n2026-01-01 line',
      client_secret: 'canary-in-body',
    });
    await practice.close();
    const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
    const files = names.filter((name) => name.endsWith('.log'));
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
    return { files, all: texts.join(''), practice, reply };
  }

  test('lie in the layout of Creatio and its Identity Service, without a secret', async () => {
    const { files, all, practice, reply } = await logsOf('healthy');
    expect(files).toContainEqual(
      expect.stringMatching(/^Creatio\/Site_1\/Practice\/0\/Log\/\d{4}_\d\d_\d\d\/Common\.log$/),
    );
    expect(files).toContainEqual(
      expect.stringMatching(/^Creatio\/Site_1\/Practice\/Log\/\d{4}_\d\d_\d\d\/Application\.log$/),
    );
    expect(files).toContainEqual(expect.stringMatching(/^IdentityService\/logs\/stdout_\d{14}_\d+\.log$/));
    expect(files.some((name) => name.endsWith('Error.log'))).toBe(false);
    expect(all).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \[\d+\] DEBUG Supervisor OAuth20 GetAccessToken - Requesting access token from http/m,
    );
    expect(all).not.toMatch(/canary/);
    expect(all).not.toContain(practice.clientSecret);
    expect(all).not.toContain(String(jsonOf(reply)['access_token']));
    expect(all).not.toMatch(/^2026-01-01 line/m);
  });

  test('tell what the reply does not: why a client was refused', async () => {
    const { all } = await logsOf('token-not-retrievable');
    expect(all).toContain('IdentityServer auth failed with invalid_client');
    expect(all).toContain('Empty token received.');
    expect(all).toContain('Client secret validation failed for client: practice-console.');
    expect((await logsOf('token-client-disabled')).all).toContain("No client with id 'practice-console' found");
    expect((await logsOf('identity-service-blocked-for-creatio')).all).toContain(
      'IdentityServer busy or inaccessible.',
    );
  });

  test('a folder that cannot be written is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'practice-logs-'));
    openThings.push(() => rm(folder, { recursive: true }));
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(startPractice({ logFolder: file })).rejects.toMatchObject({
      code: 'log-folder-not-writable',
      message: expect.stringContaining(file),
    });
  });
});
