import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createNetwork, type HttpOutcome, type HttpRequest } from '../../../electron/net/index.ts';
import { listen, type Listening } from '../../fixtures/net-servers.ts';

const network = createNetwork();
const seen: { server: string; url: string; headers: IncomingMessage['headers'] }[] = [];
let here: Listening;
let elsewhere: Listening;
let base: string;
let other: string;

/** Redirects `/STATUS/LOCATION` to the location, counts `/hop/N` down, and answers "arrived" to all else. */
const redirecting = (name: string): ReturnType<typeof createServer> =>
  createServer((request, response) => {
    const url = request.url ?? '';
    seen.push({ server: name, url, headers: request.headers });
    const told = /^\/(30\d)\/(.*)$/.exec(url);
    const hop = /^\/hop\/(\d+)$/.exec(url);
    if (told !== null)
      response.writeHead(Number(told[1]), { Location: decodeURIComponent(told[2] ?? '') }).end('moved');
    else if (hop !== null && hop[1] !== '0') response.writeHead(302, { Location: `/hop/${Number(hop[1]) - 1}` }).end();
    else response.end('arrived');
  });
beforeAll(async () => {
  here = await listen(redirecting('here'));
  elsewhere = await listen(redirecting('elsewhere'));
  base = `http://127.0.0.1:${here.port}`;
  other = `http://127.0.0.1:${elsewhere.port}`;
});
beforeEach(() => {
  seen.length = 0;
});
afterAll(async () => {
  await network.close();
  await here.close();
  await elsewhere.close();
});

const request = (url: string, more: Partial<HttpRequest> = {}): Promise<HttpOutcome> =>
  network.request({ method: 'GET', url, signal: AbortSignal.timeout(10_000), ...more });
const to = (status: number, location: string): string => `${base}/${status}/${encodeURIComponent(location)}`;

test.each([301, 302, 303, 307, 308])('%i within the origin is followed, every hop is an exchange', async (status) => {
  const outcome = await request(to(status, '/there?a=1#part'), { headers: { 'X-Own': '1' } });
  expect(outcome.exchanges.map(({ response }) => response?.status)).toEqual([status, 200]);
  expect(outcome.final.request.url).toBe(`${base}/there?a=1`);
  expect(outcome.final.response?.body).toBe('arrived');
  expect(outcome.redirectsTo).toBeNull();
  expect(seen[1]?.headers['x-own']).toBe('1');
});

test.each([
  ['a credential', { carriesCredential: true, headers: { Authorization: 'Bearer canary' } }],
  ['a POST', { method: 'POST', body: 'x' }],
] as const)('with %s nothing is followed', async (_name, more) => {
  const outcome = await request(to(307, '/there'), more);
  expect(outcome.exchanges).toHaveLength(1);
  expect(outcome.redirectsTo).toBe(`${base}/there`);
  expect(seen).toHaveLength(1);
});

test('another port, host or scheme is another origin and never asked', async () => {
  for (const location of [
    `${other}/there`,
    `//localhost:${here.port}/there`,
    `https://127.0.0.1:${here.port}/there`,
    'mailto:someone@example.com',
  ]) {
    const outcome = await request(to(302, location));
    expect(outcome.exchanges).toHaveLength(1);
    expect(outcome.redirectsTo).toBe(new URL(location, base).href);
  }
  expect(seen.every(({ server }) => server === 'here')).toBe(true);
});

test('five redirects are followed, the sixth is shown', async () => {
  expect((await request(`${base}/hop/5`)).final.response?.body).toBe('arrived');
  const six = await request(`${base}/hop/6`);
  expect(six.exchanges).toHaveLength(6);
  expect(six.redirectsTo).toBe(`${base}/hop/0`);
});

test('a loop stops where it closes', async () => {
  const url = `${base}/302/${encodeURIComponent('#again')}`;
  const outcome = await request(url);
  expect(outcome.exchanges).toHaveLength(1);
  expect(outcome.redirectsTo).toBe(`${url}#again`);
});

test('a Location that is no address, or none, redirects nowhere', async () => {
  expect((await request(to(302, 'http://[::1'))).redirectsTo).toBeNull();
  expect((await request(`${base}/200`)).redirectsTo).toBeNull();
  expect((await request(to(304, '/there'))).redirectsTo).toBeNull();
});
