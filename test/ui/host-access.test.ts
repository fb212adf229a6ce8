import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { callChannel } from '../../shared/contract.ts';
import { startBrowserHost } from '../../electron/browser-host/index.ts';
import { servePageFile } from '../../electron/window/page-files.ts';
import { builtPreload, startTestHost } from '../fixtures/host-browser.ts';
import type { TestHost } from '../fixtures/host-browser.ts';

interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

let host: TestHost;
afterEach(() => host.close());

/** Sends exactly this path and these headers, which fetch would tidy up. */
function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Reply> {
  const { hostname, port } = new URL(host.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject).end();
  });
}

const tokenPath = () => new URL(host.url).pathname + new URL(host.url).search;
const origin = () => new URL(host.url).origin;

async function signIn(): Promise<string> {
  const reply = await get(tokenPath());
  return reply.headers['set-cookie']?.[0]?.split(';')[0] ?? 'no cookie';
}

/** Opens the contract's socket; the outcome is `open`, or the status of the refusal. */
function openSocket(headers: Readonly<Record<string, string>>): Promise<{ outcome: string; socket: WebSocket }> {
  const socket = new WebSocket(`${origin().replace('http', 'ws')}/host/socket`, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => resolve({ outcome: 'open', socket }));
    socket.on('error', (error) => resolve({ outcome: error.message, socket }));
  });
}

it('exchanges the token for a cookie once', async () => {
  host = await startTestHost();
  const first = await get(tokenPath());
  expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
  expect(first.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict$/);
  const second = await get(tokenPath());
  expect(second.status).toBe(403);
  expect(second.headers['set-cookie']).toBeUndefined();
  expect(second.body).toContain('works once');
});

it('gives nothing without the cookie', async () => {
  host = await startTestHost();
  for (const path of ['/', '/app.js', '/host/preload.js', '/?token=wrong', '/?token='])
    expect(await get(path), path).toMatchObject({ status: 403 });
  expect(await get('/', { cookie: `console-${new URL(host.url).port}=wrong` })).toMatchObject({ status: 403 });
});

it('answers at its own address only', async () => {
  host = await startTestHost();
  const { port } = new URL(host.url);
  const cookie = await signIn();
  for (const name of [`localhost:${port}`, `evil.example:${port}`, '127.0.0.1', `127.0.0.1:${Number(port) + 1}`])
    expect(await get('/', { cookie, host: name }), name).toMatchObject({ status: 403 });
  for (const foreign of ['http://evil.example', 'null', `https://127.0.0.1:${port}`, 'http://127.0.0.1'])
    expect(await get('/', { cookie, origin: foreign }), foreign).toMatchObject({ status: 403 });
  expect(await get('/', { cookie, origin: origin() })).toMatchObject({ status: 200 });
});

it('gives the page with the very headers of the product, and the preload before the first script', async () => {
  host = await startTestHost();
  const cookie = await signIn();
  const reply = await get('/', { cookie });
  const product = await servePageFile(host.pageFolder, 'GET', '/');
  const withoutNonce = (text: unknown) => String(text).replace(/'nonce-[^']+'/, "'nonce'");
  for (const [name, value] of Object.entries(product.headers))
    expect(withoutNonce(reply.headers[name.toLowerCase()]), name).toBe(withoutNonce(value));
  expect(reply.body.indexOf('/host/preload.js')).toBeGreaterThan(0);
  expect(reply.body.indexOf('/host/preload.js')).toBeLessThan(reply.body.indexOf('app.js'));
  const refusal = await get('/');
  expect(refusal.headers['content-security-policy']).toContain("default-src 'none'");
});

it.each(['/../outside.js', '/..%2foutside.js', '/%2e%2e/outside.js', '//outside.js', '/app.js/../../outside.js'])(
  'has nothing outside the page: %s',
  async (path) => {
    host = await startTestHost();
    const reply = await get(path, { cookie: await signIn() });
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain('outside');
  },
);

it('refuses other methods', async () => {
  host = await startTestHost();
  const cookie = await signIn();
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    expect(await get('/', { cookie }, method), method).toMatchObject({ status: 405 });
});

it('opens the socket for its own signed-in page only', async () => {
  host = await startTestHost();
  const cookie = await signIn();
  const refused = async (headers: Readonly<Record<string, string>>) =>
    expect((await openSocket(headers)).outcome).toContain('403');
  await refused({ origin: origin() });
  await refused({ cookie });
  await refused({ cookie, origin: 'http://evil.example' });
  await refused({ cookie, origin: origin(), host: 'evil.example' });
  const { outcome, socket } = await openSocket({ cookie, origin: origin() });
  expect(outcome).toBe('open');
  socket.terminate();
});

it('serves on after refused connections that are reset', async () => {
  host = await startTestHost();
  const { hostname, port, host: name } = new URL(host.url);
  const upgrade = `GET /elsewhere HTTP/1.1\r\nHost: ${name}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  for (let times = 0; times < 20; times += 1) {
    const connection = connect(Number(port), hostname);
    connection.on('error', () => {});
    connection.write(upgrade, () => connection.resetAndDestroy());
    await once(connection, 'close');
  }
  expect((await get('/')).status).toBe(403);
});

it.each([
  ['no JSON', 'hello'],
  ['another shape', '{"id":"one"}'],
  ['another channel', JSON.stringify({ id: 1, channel: 'other', values: [] })],
  [
    'more than a file of environments',
    JSON.stringify({ id: 1, channel: callChannel, values: ['x'.repeat(25 * 1024 * 1024)] }),
  ],
])('closes a socket that sends %s, and serves on', async (_what, message) => {
  host = await startTestHost();
  const headers = { cookie: await signIn(), origin: origin() };
  const { socket } = await openSocket(headers);
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.send(message);
  expect([1008, 1009]).toContain(await closed);
  expect((await openSocket(headers)).outcome).toBe('open');
});

it('says in a sentence that its port is in use', async () => {
  host = await startTestHost();
  const { services, pageFolder } = host;
  const port = Number(new URL(host.url).port);
  await expect(
    startBrowserHost({ port, pageFolder, preloadFile: builtPreload, services, log: () => {} }),
  ).rejects.toMatchObject({ name: 'UserError', code: 'port-in-use' });
});
