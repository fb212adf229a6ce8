import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { createNetwork, type HttpExchange, type HttpRequest } from '../../../electron/net/index.ts';
import { createAuthority } from '../../../electron/practice/certificates.ts';
import { createServer as createTlsServer } from 'node:https';
import { listen, onRequest, reply, type Listening } from '../../fixtures/net-servers.ts';

const network = createNetwork();
const open: Listening[] = [];
const serve = async (server: Server, host?: string): Promise<string> => {
  const listening = await listen(server, host);
  open.push(listening);
  return `http://${host === '::1' ? '[::1]' : '127.0.0.1'}:${listening.port}`;
};
const get = async (url: string, more: Partial<HttpRequest> = {}): Promise<HttpExchange> =>
  (await network.request({ method: 'GET', url, signal: AbortSignal.timeout(10_000), ...more })).final;
const getFrom = async (answer: (socket: Socket, head: string) => void): Promise<HttpExchange> =>
  get(await serve(onRequest(answer)));
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => network.close());

describe('a whole exchange', () => {
  test('shows what was sent and what came, in order and spelling', async () => {
    const seen: string[] = [];
    const url = await serve(
      onRequest((socket, head) => {
        seen.push(head);
        socket.write(
          'HTTP/1.1 299 Fine By Me\r\nX-b: 1\r\nSet-Cookie: a=1\r\nx-A: 2\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\nok',
        );
      }),
    );
    const { request, response, failure, remoteAddress, timings } = await get(`${url}/0/path?q=1#part`, {
      headers: { 'X-Own': 'ü–' },
    });
    expect(failure).toBeNull();
    expect(response).toEqual({
      status: 299,
      statusText: 'Fine By Me',
      httpVersion: '1.1',
      headers: [
        ['X-b', '1'],
        ['Set-Cookie', 'a=1'],
        ['x-A', '2'],
        ['Set-Cookie', 'b=2'],
        ['Content-Length', '2'],
      ],
      body: 'ok',
      bodyBytes: 2,
      charset: 'utf-8',
      truncated: false,
    });
    expect(request).toMatchObject({ method: 'GET', url: `${url}/0/path?q=1`, body: null });
    const sent = request.headers.map(([name, value]) => `${name}: ${value}`);
    expect(seen).toEqual([['GET /0/path?q=1 HTTP/1.1', ...sent].join('\r\n')]);
    expect(sent).toContain('User-Agent: OAuth-Console-for-Creatio');
    expect(remoteAddress).toBe('127.0.0.1');
    expect(timings).toMatchObject({ tlsMs: null });
    for (const ms of [timings.dnsMs, timings.tcpMs, timings.firstByteMs, timings.bodyMs]) {
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(timings.totalMs);
    }
  });

  test('a body is posted with its length, and default headers can be replaced', async () => {
    let received = '';
    const echo: RequestListener = (request, response) => {
      request.on('data', (chunk: Buffer) => (received += chunk.toString()));
      request.on('end', () => response.end(`${request.headers['content-length']} ${request.headers.accept}`));
    };
    const url = await serve(createServer(echo));
    const post = { method: 'POST', body: 'grant=ü', headers: { accept: 'application/json' } } as const;
    expect((await get(url, post)).response?.body).toBe('8 application/json');
    expect(received).toBe('grant=ü');
  });

  test('HTTP/1.0, a body without a length, and IPv6', async () => {
    const old = onRequest((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nuntil the end'));
    expect((await get(await serve(old, '::1'))).response).toMatchObject({ httpVersion: '1.0', body: 'until the end' });
  });

  test('a connection is used again by GET, and replaced when the server had closed it meanwhile', async () => {
    const connections: Socket[] = [];
    let cut = false;
    const server = onRequest((socket) => {
      if (!connections.includes(socket)) connections.push(socket);
      else if (cut) return socket.destroy();
      socket.write(reply('200 OK', {}, String(connections.length)));
    });
    const url = await serve(server);
    expect((await get(url)).timings.tcpMs).not.toBeNull();
    await delay(1); // the connection goes back to the pool in the next turn
    const again = await get(url);
    expect(again.timings).toMatchObject({ dnsMs: null, tcpMs: null });
    expect(again.remoteAddress).toBe('127.0.0.1');
    cut = true;
    await delay(1);
    expect((await get(url)).response?.body).toBe('2');
    expect((await get(url, { method: 'POST', body: '' })).response?.body).toBe('3');
  });

  test('a connection that had been open for too long is replaced once, and no other', async () => {
    const late = reply('408 Request Timeout', { Connection: 'close' }, 'idle');
    const seen = new Set<Socket>();
    let patient = true;
    const url = await serve(
      onRequest((socket) => {
        socket.write(patient && !seen.has(socket) ? reply('200 OK', {}, 'fresh') : late);
        seen.add(socket);
      }),
    );
    expect((await get(url)).response?.body).toBe('fresh');
    await delay(1);
    expect((await get(url)).response).toMatchObject({ status: 200, body: 'fresh' });
    expect(seen.size).toBe(2);
    await delay(1);
    patient = false;
    expect((await get(url)).response?.status).toBe(408);
    expect(seen.size).toBe(3);
    expect((await get(url)).response?.status).toBe(408);
    expect(seen.size).toBe(4);
  });

  test('TLS is verified, timed, and its connection kept', async () => {
    const root = await createAuthority('HTTP Root');
    const { certificate, privateKey } = await root.issue({ commonName: 'x' });
    const server = createTlsServer({ cert: certificate, key: privateKey }, (_request, response) =>
      response.end('safe'),
    );
    const url = (await serve(server)).replace('http:', 'https:');
    const trusting = createNetwork({ trust: { additionalCertificates: [root.certificate] } });
    const { signal } = new AbortController();
    const { final } = await trusting.request({ method: 'GET', url, signal });
    expect(final.response?.body).toBe('safe');
    expect(final.timings.tlsMs).toBeGreaterThan(0);
    const partial = createTlsServer({ cert: certificate, key: privateKey });
    partial.on('secureConnection', (socket) => socket.once('data', () => socket.end('HTTP/1.1 200')));
    const cut = (await serve(partial)).replace('http:', 'https:');
    expect((await trusting.request({ method: 'GET', url: cut, signal })).final.failure?.finding).toBe('http-reset');
    await trusting.close();
    const refused = await get(url);
    expect(refused.response).toBeNull();
    expect(refused.failure?.layer).toBe('tls');
  });
});

describe('what goes wrong', () => {
  test('nothing listens', async () => {
    const url = await serve(createTcpServer());
    await open.pop()?.close();
    const { failure, response, remoteAddress } = await get(url);
    expect([failure?.finding, response, remoteAddress]).toEqual(['tcp-refused', null, null]);
  });

  test.each([
    ['closed without a reply', 'http-no-reply', (socket: Socket) => socket.end()],
    ['reset before a reply', 'http-reset', (socket: Socket) => socket.resetAndDestroy()],
    ['closed within the headers', 'http-reset', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nX: ')],
    ['garbage', 'http-malformed', (socket: Socket) => socket.end('\0\u0001 hello, this is not HTTP\r\n\r\n')],
    ['a status that is none', 'http-malformed', (socket: Socket) => socket.end('HTTP/1.1 OK\r\n\r\n')],
    [
      'a status below all others',
      'http-malformed',
      (s: Socket) => s.end('HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n'),
    ],
    [
      'two lengths',
      'http-malformed',
      (s: Socket) => s.end('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
    ],
    ['an endless header', 'http-malformed', (s: Socket) => s.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(200_000)}`)],
    ['an endless status', 'http-malformed', (s: Socket) => s.write(`HTTP/1.1 200 ${'x'.repeat(900_000)}`)],
    ['endless headers', 'http-malformed', (s: Socket) => s.write(`HTTP/1.1 200 OK\r\n${'X: x\r\n'.repeat(50_000)}`)],
  ] as const)('%s', async (_name, finding, answer) => {
    const { failure, response } = await getFrom(answer);
    expect(response).toBeNull();
    expect(failure).toMatchObject({ layer: 'http', finding });
    expect(failure?.message).toContain('127.0.0.1, port ');
  });

  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
  test.each([
    ['closed', 'http-reset', `${head}Content-Length: 100\r\n\r\nthe start`, (s: Socket) => s.end()],
    ['reset', 'http-reset', `${head}Content-Length: 100\r\n\r\nthe start`, (s: Socket) => s.resetAndDestroy()],
    [
      'closed in chunks',
      'http-reset',
      `${head}Transfer-Encoding: chunked\r\n\r\n9\r\nthe start\r\n`,
      (s: Socket) => s.end(),
    ],
    [
      'a broken chunk',
      'http-malformed',
      `${head}Transfer-Encoding: chunked\r\n\r\n9\r\nthe start\r\nzz\r\n`,
      () => undefined,
    ],
  ] as const)('%s in the middle of the body: what came is kept', async (_name, finding, start, end) => {
    const { failure, response } = await getFrom((socket) => {
      socket.write(start, () => setTimeout(() => end(socket), 30));
    });
    expect(failure).toMatchObject({ layer: 'http', finding });
    expect(response).toMatchObject({ status: 200, body: 'the start', truncated: false });
  });

  test('a TLS port that is asked in plain HTTP says so', async () => {
    const alert = Buffer.from([0x15, 3, 3, 0, 2, 2, 40]);
    const { failure } = await getFrom((socket) => socket.end(alert));
    expect(failure?.finding).toBe('https-wanted');
    expect(failure?.message).toContain('https://');
  });

  test('a switch of protocols is a reply without a body', async () => {
    const { response } = await getFrom((socket) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nrest'),
    );
    expect(response).toMatchObject({ status: 101, statusText: 'Switching Protocols', body: '' });
    expect(response?.headers).toEqual([
      ['Connection', 'Upgrade'],
      ['Upgrade', 'x'],
    ]);
  });

  test.each([
    [
      '100 Continue, unasked',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\nok',
      200,
      'Fine',
      'ok',
    ],
    [
      'early hints',
      'HTTP/1.1 103 Early\r\nX: 1\r\n\r\nHTTP/1.0 404 Not\r\nContent-Length: 2\r\n\r\nok',
      404,
      'Not',
      'ok',
    ],
    ['a length without a body', 'HTTP/1.1 204 None\r\nContent-Length: 5\r\n\r\n', 204, 'None', ''],
    ['no words for the status', 'HTTP/1.1 500\r\nContent-Length: 0\r\n\r\n', 500, '', ''],
    ['words in Latin-1', 'HTTP/1.1 400 Ung\xfcltig\r\nContent-Length: 0\r\n\r\n', 400, 'Ung\xfcltig', ''],
  ] as const)('unusual, but in order: %s', async (_name, answer, status, statusText, body) => {
    const { failure, response } = await getFrom((socket) => socket.write(Buffer.from(answer, 'latin1')));
    expect(failure).toBeNull();
    expect(response).toMatchObject({ status, statusText, body });
  });

  test('a status line may arrive in pieces', async () => {
    const { response } = await getFrom((socket) => {
      socket.write('HTTP/1.1 200 In pie');
      setTimeout(() => socket.write('ces\r\nX: a \t\r\nContent-Length: 0\r\n\r\n'), 30);
    });
    expect(response).toMatchObject({ status: 200, statusText: 'In pieces', httpVersion: '1.1' });
    expect(response?.headers[0]).toEqual(['X', 'a']);
  });

  test('a token request goes out once, whatever becomes of its connection', async () => {
    let asked = 0;
    const cut = onRequest((socket) => {
      asked += 1;
      if (asked === 1) socket.write(reply('200 OK', {}, ''));
      else socket.destroy();
    });
    const url = await serve(cut);
    await get(url);
    const { failure } = await get(url, { method: 'POST', body: 'grant_type=client_credentials' });
    expect(failure?.layer).toBe('http');
    expect(asked).toBe(2);
  });

  test('a server that speaks first and hangs up is asked no more than once', async () => {
    let met = 0;
    const server = createTcpServer((socket) => {
      met += 1;
      socket.end('220 mail.example.com ready\r\n');
    });
    const { failure } = await get(await serve(server));
    expect(failure?.finding).toBe('http-malformed');
    expect(met).toBe(1);
  });

  test.each(['', 'nonsense', 'ftp://127.0.0.1/', 'http://', 'http://[::1', 'file:///etc/hosts'])(
    'no address of a web server: "%s"',
    async (url) => {
      expect((await get(url)).failure?.finding).toBe('address-invalid');
    },
  );

  test('odd characters in addresses and headers do no harm, and a header that cannot be sent keeps its value to itself', async () => {
    const url = await serve(createServer((request, response) => response.end(request.url)));
    const odd = await get(`http://user:canary-secret@${url.slice(7)}/ü |"<>%zz/\u{1f600}?a=б\t`);
    expect(odd.failure).toBeNull();
    expect(JSON.stringify(odd)).not.toContain('canary-secret');
    for (const headers of [{ 'X-A': 'canary-secret\r\nX-B: 1' }, { 'X-A': 'canary-secret\0' }, { 'bad name': 'x' }]) {
      const { failure } = await get(url, { headers });
      expect(failure?.message).toMatch(/^The header "(X-A|bad\?name)" holds/);
      expect(failure?.message).not.toContain('canary-secret');
    }
  });
});
