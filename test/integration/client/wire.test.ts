import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { credentialModes } from '../../../shared/client/choices.ts';
import { partsOf } from '../../../shared/client/masked-text.ts';
import { createNetwork } from '../../../electron/net/index.ts';
import { startHttpProxy } from '../../fixtures/proxies.ts';
import { openClient, tokenOf, type Client } from './run.ts';

/** What a server got, byte for byte, head and body apart. */
interface Received {
  head: string;
  body: string;
}

const received: Received[] = [];
const sockets = new Set<Socket>();
let reply = '';
let server: Server;
let url: string;
let client: Client;

const json = (body: unknown, status = '200 OK'): string => {
  const text = JSON.stringify(body);
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`;
};

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end === -1) return;
      const head = bytes.toString('latin1', 0, end);
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      if (bytes.length < end + 4 + length) return;
      received.push({ head, body: bytes.toString('latin1', end + 4) });
      bytes = Buffer.alloc(0);
      if (reply.includes('Connection: keep-alive')) socket.write(reply);
      else socket.end(reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  url = `http://127.0.0.1:${address.port}`;
  client = openClient();
});
afterAll(async () => {
  await client.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

/** `application/x-www-form-urlencoded` of RFC 6749, appendix B, written anew from its text. */
const formEncoded = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      if (/[A-Za-z0-9*\-._]/.test(sign)) return sign;
      return sign === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

const lastReceived = (): Received => {
  const last = received.at(-1);
  if (last === undefined) throw new Error('Nothing was received.');
  return last;
};

const secrets = [
  ['plus and percent', 'canary+100%25%2B%'],
  ['colon, ampersand, equals', 'canary:a&b=c&client_id=other'],
  ['slash and question mark', 'canary/a?b#c'],
  ['spaces around', ' canary in words '],
  ['umlauts', 'canary-äöüÄÖÜß'],
  ['emoji', 'canary-🔐👩‍💻'],
  ['quotes, backslash, angle brackets', `canary"'\\<>;,~*!()`],
  ['a hundred characters', `canary${'aB3+/=%&: '.repeat(9)}-end`.slice(0, 100)],
] as const;

it.each(secrets)('sends id and secret byte for byte in every mode: %s', async (_name, secret) => {
  reply = json({ access_token: 'token-of-the-wire', token_type: 'Bearer', expires_in: 60 });
  const clientId = `id ${secret.slice(6, 20)}`;
  for (const credentials of credentialModes) {
    const before = client.told.length;
    const request = { clientId, tokenUrl: `${url}/token?tenant=a%2Fb`, credentials };
    const attempt = await client.run({ request, secret });
    expect(attempt.state).toBe('finished');
    const { head, body } = lastReceived();
    const inForm = `client_id=${formEncoded(clientId)}&client_secret=${formEncoded(secret)}`;
    const authorization = /^authorization: (.*)$/im.exec(head)?.[1];
    const expected = {
      body: {
        line: 'POST /token?tenant=a%2Fb',
        body: `grant_type=client_credentials&${inForm}`,
        authorization: undefined,
      },
      basic: {
        line: 'POST /token?tenant=a%2Fb',
        body: 'grant_type=client_credentials',
        authorization: `Basic ${base64(`${formEncoded(clientId)}:${formEncoded(secret)}`)}`,
      },
      'basic-raw': {
        line: 'POST /token?tenant=a%2Fb',
        body: 'grant_type=client_credentials',
        authorization: `Basic ${base64(`${clientId}:${secret}`)}`,
      },
      query: {
        line: `GET /token?tenant=a%2Fb&grant_type=client_credentials&${inForm}`,
        body: '',
        authorization: undefined,
      },
      none: {
        line: 'POST /token?tenant=a%2Fb',
        body: `grant_type=client_credentials&client_id=${formEncoded(clientId)}`,
        authorization: undefined,
      },
    }[credentials];
    expect({ line: head.split(' HTTP/1.1')[0], body, authorization }).toEqual(expected);
    // Nothing that the page gets has the secret or the token in any spelling; each mask reveals what was sent.
    const shown = client.told.slice(before).join('\n');
    for (const spelling of [
      secret,
      JSON.stringify(secret).slice(1, -1),
      formEncoded(secret),
      base64(`${clientId}:${secret}`),
    ]) {
      if (credentials !== 'none') expect(shown).not.toContain(spelling);
    }
    expect(shown).not.toContain('token-of-the-wire');
  }
  const [last] = client.attempts.list('test');
  if (last === undefined) throw new Error('There is no attempt.');
  expect(client.tokens.get(tokenOf(last)).value).toBe('token-of-the-wire');
});

it('reveals one masked value at a time, as it went over the wire', async () => {
  reply = json({ access_token: 'token-to-reveal', token_type: 'Bearer' });
  const secret = 'canary secret+1';
  const attempt = await client.run({ request: { tokenUrl: `${url}/token` }, secret });
  const [exchange] = attempt.exchanges;
  const mark = /⟪client_secret\.(\d+)⟫/.exec(exchange?.request.body ?? '');
  expect(exchange?.request.body).toBe(`grant_type=client_credentials&client_id=client&client_secret=${mark?.[0]}`);
  expect(client.attempts.reveal(attempt.id, Number(mark?.[1]))).toBe('canary+secret%2B1');
  const token = /⟪access_token\.(\d+)⟫/.exec(exchange?.response?.body ?? '');
  expect(client.attempts.reveal(attempt.id, Number(token?.[1]))).toBe('token-to-reveal');
  expect(() => client.attempts.reveal(attempt.id, 999)).toThrow(/nothing to reveal/);
});

it('masks what a server echoes, in every spelling and place, and reveals no more than was there', async () => {
  const secret = 'canary-echo/+ä%"<';
  const inJson = JSON.stringify(secret).slice(1, -1);
  const body = JSON.stringify({
    error: 'invalid_client',
    error_description: `Wrong secret ${secret}`,
    form: formEncoded(secret),
    html: secret.replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    base64: base64(`client:${secret}`),
    // A reply that looks like a mask reveals nothing of ours.
    access_token: '⟪client_secret.1⟫ and more ⟪client_secret.2⟫',
    refresh_token: 'canary-refresh-token',
    inner: JSON.stringify({ client_secret: secret, id_token: 'canary-id-token' }),
  });
  reply = `HTTP/1.1 400 Bad ${formEncoded(secret)}\r\nContent-Type: application/json\r\nX-Echo: ${formEncoded(secret)}\r\nSet-Cookie: s=canary-cookie; Path=/\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
  const before = client.told.length;
  const attempt = await client.run({ request: { tokenUrl: `${url}/token` }, secret });
  const told = client.told.slice(before).join('\n');
  for (const spelling of [secret, inJson, formEncoded(secret), base64(`client:${secret}`), 'canary']) {
    expect(told).not.toContain(spelling);
  }
  expect(attempt.said).toMatch(
    /^The service refused the request with invalid_client: Wrong secret ⟪client_secret\.\d+⟫\.$/,
  );
  const shown = attempt.exchanges[0]?.response?.body ?? '';
  const numbers = partsOf(shown).flatMap((part) => ('mask' in part ? [part.mask] : []));
  const revealed = numbers.map((mask) => client.attempts.reveal(attempt.id, mask));
  expect(revealed).toContain('canary-refresh-token');
  expect(revealed).toContain('《client_secret.1⟫ and more 《client_secret.2⟫');
});

it('goes through the proxy of the environment, whose password is told to nobody else', async () => {
  const password = 'canary-proxy+word';
  const proxy = await startHttpProxy({ login: `ann:${password}` });
  const proxyUrl = `http://127.0.0.1:${proxy.port}`;
  const settings = { mode: 'manual', url: proxyUrl, username: 'ann', password, bypass: [] } as const;
  const proxied = openClient(undefined, createNetwork({ proxy: settings }));
  reply = json({ error: 'invalid_client', echo: base64(`ann:${password}`), said: password }, '400 Bad Request');
  const attempt = await proxied.run({ request: { tokenUrl: `${url}/token` }, secret: 'canary-behind' });
  expect(attempt.exchanges[0]).toMatchObject({ proxy: { name: proxyUrl }, response: { status: 400 } });
  expect(attempt.exchanges[0]?.route).toContain(new URL(proxyUrl).host);
  expect(lastReceived().head).not.toMatch(/proxy-authorization/i);
  for (const spelling of ['canary', base64(`ann:${password}`)]) expect(proxied.told.join()).not.toContain(spelling);
  await proxied.close();
  await proxy.close();
});

it('sends a request by GET once, also where the server closes the connection before it has replied', async () => {
  const query = { tokenUrl: `${url}/token`, credentials: 'query' as const };
  reply = json({ access_token: 'a-token', token_type: 'Bearer' }).replace(
    'Connection: close',
    'Connection: keep-alive',
  );
  await client.run({ request: query, secret: 'canary-once' });
  const count = received.length;
  reply = '';
  const attempt = await client.run({ request: query, secret: 'canary-once' });
  expect(received.length).toBe(count + 1);
  expect(attempt.exchanges[0]?.failure?.finding).toBe('http-no-reply');
});

it('never follows a redirect with a secret, and tells where it led', async () => {
  reply = `HTTP/1.1 307 Temporary Redirect\r\nLocation: ${url}/elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
  const count = received.length;
  const attempt = await client.run({ request: { tokenUrl: `${url}/token` }, secret: 'canary-redirected' });
  expect(received.length).toBe(count + 1);
  expect(attempt.state).toBe('failed');
  expect(attempt.exchanges[0]?.redirectsTo).toBe(`${url}/elsewhere`);
});

it('sends user name and password of a web service as they are (RFC 7617)', async () => {
  reply = json({ ok: true });
  const attempt = await client.run({
    act: { kind: 'use', tokenId: null, target: { at: 'address', url: `${url}/service?x=1` } },
    request: { authentication: 'http-basic', username: 'jörg' },
    secret: 'canary päss:word+%',
  });
  expect(attempt).toMatchObject({ state: 'finished', said: 'The request was answered with 200 OK.' });
  expect(lastReceived().head).toContain(`Authorization: Basic ${base64('jörg:canary päss:word+%')}`);
  expect(lastReceived().head).toMatch(/^GET \/service\?x=1 HTTP\/1\.1/);
  expect(client.told.join('\n')).not.toContain(base64('jörg:canary päss:word+%'));
});

it('sends scope, audience, resources and further parameters, and replaces its own only on purpose', async () => {
  reply = json({ access_token: 'a-token', token_type: 'Bearer' });
  await client.run({
    request: {
      tokenUrl: `${url}/token`,
      scope: '  read   write ',
      audience: 'https://api.example.com',
      resources: ['urn:a', 'urn:b'],
      parameters: [
        { name: 'tenant', value: 'ä&b', at: 'token', override: false },
        { name: 'prompt', value: 'consent', at: 'authorization', override: false },
        { name: 'grant_type', value: 'urn:example:own', at: 'both', override: true },
      ],
    },
    secret: 'canary-parameters',
  });
  expect(lastReceived().body).toBe(
    'scope=read+write&audience=https%3A%2F%2Fapi.example.com&resource=urn%3Aa&resource=urn%3Ab&tenant=%C3%A4%26b&grant_type=urn%3Aexample%3Aown&client_id=client&client_secret=canary-parameters',
  );
});

it('keeps the bytes of a reply that is no text, and survives one that never ends', async () => {
  reply =
    'HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 4\r\nConnection: close\r\n\r\n\u0000\u0001\u0002x';
  const binary = await client.run({ request: { tokenUrl: `${url}/token` }, secret: 'canary-binary' });
  expect(binary.exchanges[0]?.response?.bodyBase64).toBe('AAECeA==');
  expect(binary.state).toBe('failed');
  const silent = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const tokenUrl = `http://127.0.0.1:${address.port}/token`;
  const secure = { tokenUrl: tokenUrl.replace('http', 'https') };
  const [slow, unsecured] = await Promise.all([
    client.run({ request: { tokenUrl }, secret: 'canary-slow', timeLimitSeconds: 1 }),
    client.run({ request: secure, secret: 'canary-slow', timeLimitSeconds: 1 }),
  ]);
  expect(unsecured.exchanges[0]?.failure).toMatchObject({ code: 'time-limit', layer: 'tls', finding: 'tls-silent' });
  expect(slow.state).toBe('failed');
  expect(slow.exchanges[0]?.failure).toMatchObject({ code: 'time-limit', layer: 'http' });
  expect(slow.said).toMatch(/within 1 second, the time limit/);
  const begun = client.start({ request: { tokenUrl }, secret: 'canary-slow' });
  client.attempts.cancel(begun.id);
  expect(await client.attempts.settled(begun.id)).toMatchObject({ state: 'cancelled', exchanges: [] });
  silent.close();
  expect(client.told.join('\n')).not.toMatch(/canary-(?:slow|binary|redirected|parameters)/);
});

it('compares the modes in at most four requests, and stops where the server asks for fewer', async () => {
  reply = json({ error: 'invalid_client' }, '401 Unauthorized');
  const compare = {
    act: { kind: 'compare' as const },
    request: { tokenUrl: `${url}/token` },
    secret: 'canary+compare',
  };
  let count = received.length;
  const refused = await client.run(compare);
  expect(received.length - count).toBe(4);
  expect(refused.comparison).toMatchObject({ creatioField: null, stopped: null });
  expect(refused.comparison?.rows.map(({ result }) => result)).toEqual(Array(4).fill('client-refused'));
  count = received.length;
  reply = json({ error: 'invalid_client' }, '429 Too Many Requests');
  const stopped = await client.run(compare);
  expect(received.length - count).toBe(1);
  expect(stopped.comparison?.stopped).toMatch(/asks for fewer requests/);
  expect(stopped.comparison?.rows.map(({ result }) => result)).toEqual([
    'client-refused',
    'not-tried',
    'not-tried',
    'not-tried',
  ]);
  // Letters and digits are the same in both encodings, so one request less is made.
  count = received.length;
  reply = json({ access_token: 'a-token', token_type: 'Bearer' });
  const plain = await client.run({ ...compare, secret: 'canarycompare' });
  expect(received.length - count).toBe(3);
  expect(plain.comparison).toMatchObject({ creatioField: 'In request body' });
});
