import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingId } from '../../../shared/findings.ts';
import { createNetwork, type Network, type NetworkFailure } from '../../../electron/net/index.ts';
import { createAuthority, type Authority } from '../../../electron/practice/certificates.ts';
import { freePort } from '../../fixtures/free-port.ts';
import { listen, onRequest, type Listening } from '../../fixtures/net-servers.ts';
import { startHttpProxy, startSocksProxy } from '../../fixtures/proxies.ts';

const secret = 'canary-proxy-password';
const open: (Listening | Network)[] = [];
let authority: Authority;

beforeAll(async () => {
  authority = await createAuthority('Faults Root');
});
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
});

type Url = 'http://crm.test:1/x' | 'https://crm.test:1/x';

/** What a request and, for https, an inspection find when they go through this proxy. */
async function find(proxy: string, url: Url, credentials = false): Promise<NetworkFailure> {
  const network = createNetwork({
    trust: { additionalCertificates: [authority.certificate] },
    limits: { connectMs: 1_000, handshakeMs: 1_000, tunnelMs: 700 },
    proxy: {
      mode: 'manual',
      url: proxy,
      username: credentials ? 'user' : null,
      password: credentials ? secret : null,
      bypass: [],
    },
  });
  open.push(network);
  const signal = AbortSignal.timeout(15_000);
  const { final } = await network.request({ method: 'POST', url, body: '', signal });
  if (final.failure === null) throw new Error('It did not fail');
  expect(JSON.stringify(final)).not.toContain(secret);
  if (url.startsWith('https')) {
    const { failures } = await network.inspectTls({ hostname: 'crm.test', port: 1 }, signal);
    expect(failures.map(({ finding }) => finding)).toEqual([final.failure.finding]);
  }
  return final.failure;
}

async function serve(server: Server): Promise<number> {
  const listening = await listen(server);
  open.push(listening);
  return listening.port;
}

const answering = (answer: string) => (): Promise<number> => serve(onRequest((socket) => socket.end(answer)));
const doing = (act: (socket: Socket) => void) => (): Promise<number> =>
  serve(createServer((socket) => void socket.once('data', () => act(socket))));
const speakingFirst = (words: string) => (): Promise<number> =>
  serve(createServer((socket) => void socket.write(words)));
const http = async (login?: string): Promise<number> => {
  const proxy = await startHttpProxy(login === undefined ? {} : { login });
  open.push(proxy);
  return proxy.port;
};
const socks = async (options: { login?: string; reply?: number; version?: 4 | 5 } = {}): Promise<number> => {
  const proxy = await startSocksProxy(options);
  open.push(proxy);
  return proxy.port;
};
const tls = async (): Promise<number> => {
  const { certificate, privateKey } = await authority.issue({ commonName: 'localhost' });
  return serve(createTlsServer({ cert: certificate, key: privateKey }, (_request, response) => response.end()));
};
const strange = async (): Promise<number> => {
  const { certificate, privateKey } = await (await createAuthority('Strange')).issue({ commonName: 'localhost' });
  return serve(createTlsServer({ cert: certificate, key: privateKey }));
};
const plainSite = (): Promise<number> => serve(createHttpServer((_request, response) => response.end('a web site')));

type Fault = [name: string, scheme: string, start: () => Promise<number>, url: Url, finding: FindingId, words: RegExp];
const plain = 'http://crm.test:1/x';
const secure = 'https://crm.test:1/x';
const faults: Fault[] = [
  ['nothing listens', 'http', freePort, secure, 'proxy-refused', /cannot be reached.*127\.0\.0\.1/],
  ['nothing listens, plain', 'http', freePort, plain, 'proxy-refused', /cannot be reached/],
  ['nothing listens, SOCKS', 'socks5', freePort, plain, 'proxy-refused', /cannot be reached/],
  ['keeps silent', 'http', doing(() => undefined), secure, 'proxy-silent', /did not answer within 0\.7 seconds/],
  ['keeps silent, SOCKS', 'socks5', doing(() => undefined), secure, 'proxy-silent', /did not answer/],
  ['keeps silent, TLS', 'https', doing(() => undefined), secure, 'proxy-silent', /keeps silent/],
  ['closes', 'http', doing((socket) => socket.end()), secure, 'proxy-reset', /closed the connection without an answer/],
  ['closes, plain', 'http', doing((socket) => socket.end()), plain, 'proxy-reset', /closed the connection without/],
  ['closes, SOCKS', 'socks5', doing((socket) => socket.end()), secure, 'proxy-reset', /closed the connection without/],
  ['resets', 'http', doing((socket) => socket.resetAndDestroy()), secure, 'proxy-reset', /closed the connection/],
  ['wants a login', 'http', () => http(`user:${secret}`), secure, 'proxy-login-wanted', /wants a user name/],
  ['wants a login, plain', 'http', () => http(`user:${secret}`), plain, 'proxy-login-wanted', /wants a user name/],
  ['wants a login, SOCKS', 'socks5', () => socks({ login: 'user:x' }), secure, 'proxy-login-wanted', /wants a user/],
  [
    'wants a login of Windows',
    'http',
    answering(
      'HTTP/1.1 407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n',
    ),
    secure,
    'proxy-login-wanted',
    /offers only Negotiate, NTLM/,
  ],
  [
    'forbids',
    'http',
    answering('HTTP/1.1 403 Filtered\r\n\r\nNot here'),
    secure,
    'proxy-not-allowed',
    /“HTTP\/1\.1 403 Filtered”/,
  ],
  ['forbids, SOCKS', 'socks5', () => socks({ reply: 2 }), secure, 'proxy-not-allowed', /rules do not allow/],
  ['cannot, SOCKS', 'socks5', () => socks({ reply: 7 }), secure, 'proxy-not-allowed', /does not support/],
  ['got nowhere', 'http', () => http(), secure, 'proxy-target-failed', /502 Bad Gateway.*crm\.test, port 1/],
  ['got nowhere, 504', 'http', answering('HTTP/1.1 504 Slow\r\n\r\n'), secure, 'proxy-target-failed', /504 Slow/],
  [
    'got nowhere, 503',
    'http',
    answering('HTTP/1.0 503 Busy\r\n\r\n'),
    secure,
    'proxy-target-failed',
    /does not say which/,
  ],
  [
    'could not resolve the name',
    'http',
    answering('HTTP/1.1 500 Error\r\nX-Squid-Error: ERR_DNS_FAIL 0\r\n\r\n'),
    secure,
    'proxy-target-failed',
    /could not resolve the name crm\.test/,
  ],
  [
    'could not connect',
    'http',
    answering('HTTP/1.1 502 Error\r\nProxy-Status: edge; error=connection_refused\r\n\r\n'),
    secure,
    'proxy-target-failed',
    /could not connect to crm\.test/,
  ],
  ['got nowhere, SOCKS', 'socks5', () => socks(), secure, 'proxy-target-failed', /refused its connection/],
  ['host unknown, SOCKS', 'socks5', () => socks({ reply: 4 }), plain, 'proxy-target-failed', /cannot find or reach/],
  ['failed, SOCKS', 'socks5', () => socks({ reply: 1 }), plain, 'proxy-target-failed', /does not say why/],
  [
    'got nowhere, SOCKS4',
    'socks4',
    () => socks({ version: 4 }),
    secure,
    'proxy-target-failed',
    /whether it could not or/,
  ],
  ['asks who, SOCKS4', 'socks4', () => socks({ version: 4, reply: 92 }), plain, 'proxy-not-allowed', /identd/],
  ['SOCKS5 as SOCKS4', 'socks4', () => socks(), secure, 'proxy-wrong-protocol', /speaks SOCKS5, not SOCKS4.*script/],
  ['a web site as SOCKS4', 'socks4', answering('HTTP/1.1 400 No\r\n\r\n'), secure, 'proxy-wrong-protocol', /HTTP/],
  ['SOCKS as HTTP', 'http', () => socks(), secure, 'proxy-wrong-protocol', /speaks SOCKS5.*socks5:\/\//],
  ['SOCKS as HTTP, plain', 'http', () => socks(), plain, 'proxy-wrong-protocol', /speaks SOCKS5/],
  ['HTTP as SOCKS', 'socks5', () => http(), secure, 'proxy-wrong-protocol', /speaks HTTP.*http:\/\//],
  ['TLS as HTTP', 'http', tls, secure, 'proxy-wrong-protocol', /https:\/\//],
  ['TLS as SOCKS', 'socks5', tls, secure, 'proxy-wrong-protocol', /speaks TLS/],
  ['HTTP as TLS', 'https', () => http(), secure, 'proxy-wrong-protocol', /plain HTTP.*http:\/\//],
  ['SOCKS as TLS', 'https', () => socks(), secure, 'proxy-tls-failed', /secure connection to the proxy/],
  ['not trusted', 'https', strange, secure, 'proxy-tls-failed', /"Strange"|authority/],
  ['another service', 'http', speakingFirst('220 mail ready\r\n'), secure, 'proxy-wrong-protocol', /not HTTP/],
  [
    'another service, SOCKS',
    'socks5',
    speakingFirst('220 mail ready\r\n'),
    secure,
    'proxy-wrong-protocol',
    /not SOCKS5/,
  ],
  ['a web site', 'http', answering('HTTP/1.1 405 No\r\n\r\n'), secure, 'proxy-wrong-protocol', /ordinary web server/],
  ['a web site of Node', 'http', plainSite, secure, 'proxy-reset', /may be no proxy/],
];

describe('a proxy that', () => {
  test.concurrent.each(faults)('%s (as %s)', async (_name, scheme, start, url, finding, words) => {
    const port = await start();
    const failure = await find(`${scheme}://127.0.0.1:${port}`.replace('https://127.0.0.1', 'https://localhost'), url);
    expect(failure.finding, failure.message).toBe(finding);
    expect(failure.message).toMatch(words);
    expect(failure.message).toContain(`:${port}`);
  });

  test('has a name that nobody knows', async () => {
    const failure = await find('http://proxy.invalid:8080', secure);
    expect(failure.finding).toBe('proxy-not-found');
    expect(failure.message).toMatch(/proxy\.invalid does not exist/);
  });

  test.each(['http', 'socks5'])('refuses the login, %s', async (kind) => {
    const port = kind === 'http' ? await http('user:another') : await socks({ login: 'user:another' });
    for (const url of [plain, secure] as const) {
      const failure = await find(`${kind}://127.0.0.1:${port}`, url, true);
      expect(failure.finding).toBe('proxy-login-refused');
    }
  });

  test('shows the start of its page, and its reply is read no longer than needed', async () => {
    const port = await answering(
      `HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\n${'0'.repeat(3)}7\r\n<b>Rule\r\n`,
    )();
    const { details } = await find(`http://127.0.0.1:${port}`, secure);
    expect(details).toEqual([
      { label: 'Answer of the proxy', value: 'HTTP/1.1 403 No' },
      { label: 'Start of its page', value: '<b>Rule' },
    ]);
  });
});

test('a login for SOCKS that is too long to be sent is told, and nothing breaks', async () => {
  const port = await socks({ login: 'user:x' });
  const network = createNetwork({
    proxy: { mode: 'manual', url: `socks5://127.0.0.1:${port}`, username: 'ü'.repeat(200), password: 'x', bypass: [] },
  });
  open.push(network);
  const { final } = await network.request({ method: 'GET', url: plain, signal: AbortSignal.timeout(5_000) });
  expect(final.failure?.finding).toBe('proxy-settings-unusable');
});

describe('of several ways', () => {
  test('the next is taken when one fails, and the route says so', async () => {
    const dead = await freePort();
    const alive = await startHttpProxy();
    const site = await serve(createHttpServer((_request, response) => response.end('here')));
    open.push(alive);
    let asked = 0;
    const network = createNetwork({
      proxy: {
        mode: 'system',
        resolveProxy: async () => {
          asked += 1;
          return `PROXY 127.0.0.1:${dead}; PROXY 127.0.0.1:${alive.port}; DIRECT`;
        },
      },
    });
    open.push(network);
    const url = `http://crm.test:${site}/`;
    const signal = AbortSignal.timeout(5_000);
    const request = () => network.request({ method: 'POST', url, body: '', signal });
    expect((await request()).final.response?.body).toBe('here');
    expect((await request()).final.response?.body).toBe('here');
    const route = await network.route(url, signal);
    expect([...route.failed.values()].map(({ finding }) => finding)).toEqual(['proxy-refused']);
    expect(asked).toBe(1);
  });

  test('none is taken when the proxy refuses the host', async () => {
    const proxy = await startHttpProxy({ login: 'user:x' });
    open.push(proxy);
    const resolveProxy = async () => `PROXY 127.0.0.1:${proxy.port}; DIRECT`;
    const network = createNetwork({ proxy: { mode: 'system', resolveProxy } });
    open.push(network);
    const { final } = await network.request({ method: 'GET', url: secure, signal: AbortSignal.timeout(5_000) });
    expect(final.failure?.finding).toBe('proxy-login-wanted');
  });
});

test.each(['http', 'https', 'socks5'])('a cancel ends what waits for a proxy of the kind %s', async (kind) => {
  let closed: () => void = () => undefined;
  const gone = new Promise<void>((settle) => (closed = settle));
  const controller = new AbortController();
  const port = await serve(
    createServer((socket) => {
      socket.once('close', closed);
      socket.once('data', () => controller.abort('enough'));
    }),
  );
  const proxy = {
    mode: 'manual' as const,
    url: `${kind}://127.0.0.1:${port}`,
    username: null,
    password: null,
    bypass: [],
  };
  const network = createNetwork({ proxy });
  open.push(network);
  const waiting = network.inspectTls({ hostname: 'crm.test', port: 443 }, controller.signal).then(
    () => 'answered',
    (reason: unknown) => reason,
  );
  expect(await waiting).toBe('enough');
  await gone;
});
