import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyLimitBytes, createNetwork, type HttpRequest, type Network } from '../../../electron/net/index.ts';
import { createAuthority, type Authority } from '../../../electron/practice/certificates.ts';
import { listen, type Listening } from '../../fixtures/net-servers.ts';
import { startHttpProxy, startSocksProxy, type RunningProxy } from '../../fixtures/proxies.ts';

const password = 'canary-proxy-pässword';
const open: (Listening | Network)[] = [];
let authority: Authority;
let plainPort: number;
let securePort: number;
const seen: { url: string; headers: NodeJS.Dict<string | string[]>; body: string }[] = [];

beforeAll(async () => {
  authority = await createAuthority('Proxy Root');
  const { certificate, privateKey } = await authority.issue({ commonName: 'crm', names: ['crm.test'] });
  const site: Parameters<typeof createServer>[1] = (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ url: request.url ?? '', headers: request.headers, body });
      if (request.url === '/moved') return response.writeHead(302, { Location: '/packed' }).end();
      if (request.url === '/packed')
        return response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('unpacked'));
      if (request.url === '/large') return response.end(Buffer.alloc(bodyLimitBytes + 10, 'x'));
      if (request.url === '/never') return undefined;
      return response.end(`${request.method} ${request.url} ${body}`);
    });
  };
  const plain = await listen(createServer(site));
  const secure = await listen(createTlsServer({ cert: certificate, key: privateKey }, site));
  open.push(plain, secure);
  [plainPort, securePort] = [plain.port, secure.port];
});
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
});

const kinds = ['http', 'https', 'socks5'] as const;
const logins = [null, `user:${password}`] as const;
const cases = kinds.flatMap((kind) =>
  logins.flatMap((login) => (['http', 'https'] as const).map((scheme) => ({ kind, login, scheme }))),
);

async function start(
  kind: (typeof kinds)[number],
  login: string | null,
): Promise<{ proxy: RunningProxy; network: Network }> {
  const options = {
    ...(login === null ? {} : { login }),
    ...(kind === 'https' ? { certificate: await authority.issue({ commonName: 'localhost' }) } : {}),
  };
  const proxy = await (kind === 'socks5' ? startSocksProxy(options) : startHttpProxy(options));
  const network = createNetwork({
    trust: { additionalCertificates: [authority.certificate] },
    proxy: {
      mode: 'manual',
      url: `${kind}://localhost:${proxy.port}`,
      username: login === null ? null : 'user',
      password: login === null ? null : password,
      bypass: [],
    },
  });
  open.push(proxy, network);
  return { proxy, network };
}

describe.each(cases)('$scheme through a proxy of the kind $kind, login $login', ({ kind, login, scheme }) => {
  let proxy: RunningProxy;
  let network: Network;
  let base: string;
  const send = async (path: string, more: Partial<HttpRequest> = {}) =>
    network.request({ method: 'GET', url: `${base}${path}`, signal: AbortSignal.timeout(10_000), ...more });

  beforeAll(async () => {
    ({ proxy, network } = await start(kind, login));
    base = `${scheme}://crm.test:${scheme === 'https' ? securePort : plainPort}`;
  });

  test('a GET, a POST, a redirect and a compressed reply arrive', async () => {
    seen.length = 0;
    const { final } = await send('/a?b=1');
    expect(final.failure).toBeNull();
    expect(final.response?.body).toBe('GET /a?b=1 ');
    const posted = await send('/post', { method: 'POST', body: 'grant=ü', carriesCredential: true });
    expect(posted.final.response?.body).toBe('POST /post grant=ü');
    const moved = await send('/moved');
    expect(moved.exchanges).toHaveLength(2);
    expect(moved.final.response?.body).toBe('unpacked');
    expect((await send('/large')).final.response).toMatchObject({ truncated: true });
    expect(JSON.stringify(seen)).not.toMatch(/proxy-authorization|canary/i);
    expect(seen[0]?.headers.host).toBe(new URL(base).host);
  });

  test('the evidence shows what the proxy was asked, the phases, and no password', async () => {
    const { final } = await send('/evidence', { method: 'POST', body: '' });
    const port = new URL(base).port;
    const asked =
      kind === 'socks5'
        ? `SOCKS5 CONNECT crm.test ${port}`
        : scheme === 'https'
          ? `CONNECT crm.test:${port} HTTP/1.1`
          : `POST ${base}/evidence HTTP/1.1`;
    expect(final.proxy).toMatchObject({ name: `${kind}://localhost:${proxy.port}`, request: asked });
    if (kind !== 'socks5') expect(proxy.calls.at(-1)?.line).toBe(asked);
    else expect(proxy.calls.at(-1)?.line).toBe(`CONNECT crm.test:${port}`);
    const { tcpMs, proxyMs, tlsMs } = final.timings;
    expect(tcpMs).toBeGreaterThanOrEqual(0);
    expect(proxyMs === null).toBe(kind === 'http' && scheme === 'http');
    expect(tlsMs === null).toBe(scheme === 'http');
    const told = final.request.headers.filter(([name]) => name === 'proxy-authorization');
    expect(told).toHaveLength(login !== null && scheme === 'http' && kind !== 'socks5' ? 1 : 0);
    expect(JSON.stringify(final)).not.toContain('canary');
    expect(network.secrets).toEqual(login === null ? [] : [password]);
  });

  test('a connection is used again', async () => {
    await send('/one');
    const before = proxy.connections();
    const { final } = await send('/two');
    expect(final.response?.body).toBe('GET /two ');
    expect(proxy.connections()).toBe(before);
    expect(final.timings).toMatchObject({ tcpMs: null });
  });

  test('a cancel ends a request that waits', async () => {
    const controller = new AbortController();
    const waiting = send('/never', { signal: controller.signal }).then(
      () => 'answered',
      (reason: unknown) => reason,
    );
    while (!seen.some(({ url }) => url === '/never')) await new Promise((settle) => setTimeout(settle, 5));
    controller.abort('enough');
    expect(await waiting).toBe('enough');
    seen.length = 0;
  });
});

test.each(kinds)('TLS is inspected through a proxy of the kind %s', async (kind) => {
  const { network, proxy } = await start(kind, `user:${password}`);
  const { failures, chain } = await network.inspectTls(
    { hostname: 'crm.test', port: securePort },
    AbortSignal.timeout(10_000),
  );
  expect(failures).toEqual([]);
  expect(chain[0]?.subjectAlternativeNames).toContain('crm.test');
  expect(proxy.calls).toHaveLength(1);
});

test('a script of the system that says SOCKS means version 4, which gets the name of the host', async () => {
  const proxy = await startSocksProxy({ version: 4 });
  const network = createNetwork({
    proxy: { mode: 'system', resolveProxy: async () => `SOCKS localhost:${proxy.port}` },
  });
  open.push(proxy, network);
  const { final } = await network.request({
    method: 'GET',
    url: `http://crm.test:${plainPort}/four`,
    signal: AbortSignal.timeout(10_000),
  });
  expect(final.response?.body).toBe('GET /four ');
  expect(final.proxy).toMatchObject({
    name: `socks4://localhost:${proxy.port}`,
    request: `SOCKS4 CONNECT crm.test ${plainPort}`,
  });
  expect(proxy.calls.map(({ line }) => line)).toEqual([`CONNECT crm.test:${plainPort}`]);
});
