import { createServer } from 'node:net';
import { afterAll, afterEach, describe, expect, it, test } from 'vitest';
import { dnsFailure, tcpFailure } from '../../../electron/net/failures.ts';
import { createNetwork } from '../../../electron/net/index.ts';
import { listen, type Listening } from '../../fixtures/net-servers.ts';

const network = createNetwork();
const signal = new AbortController().signal;
const open: Listening[] = [];
const serve = async (host?: string): Promise<number> => {
  const listening = await listen(createServer(), host);
  open.push(listening);
  return listening.port;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(() => network.close());

test.each([
  ['127.0.0.1', '127.0.0.1', 4],
  ['::1', '::1', 6],
  ['[2001:db8::7]', '2001:db8::7', 6],
] as const)('an IP address resolves to itself: %s', async (hostname, address, family) => {
  expect(await network.resolve(hostname, signal)).toEqual({ addresses: [{ address, family }], failure: null });
});

test('a name of this machine resolves through the system, each address once', async () => {
  const { addresses, failure } = await network.resolve('localhost', signal);
  expect(failure).toBeNull();
  const texts = addresses.map(({ address }) => address);
  expect(texts.every((text) => ['127.0.0.1', '::1'].includes(text))).toBe(true);
  expect(new Set(texts).size).toBe(texts.length);
});

test.each(['no-such-host.invalid', `${'a'.repeat(70)}.invalid`, 'white space.invalid', ''])(
  'a name that cannot be resolved is told with the name: "%s"',
  async (hostname) => {
    const { addresses, failure } = await network.resolve(hostname, signal);
    expect(addresses).toEqual([]);
    expect(failure?.layer).toBe('dns');
    expect(['dns-not-found', 'dns-failed']).toContain(failure?.finding);
    expect(failure?.message).toContain(`The name ${hostname} `);
  },
);

test('every address has its own result', async () => {
  const port = await serve('127.0.0.1');
  const { addresses, failure } = await network.connect(
    [
      { address: '127.0.0.2', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
    port,
    signal,
  );
  expect(failure).toBeNull();
  expect(addresses.map(({ address, ok }) => [address, ok])).toEqual([
    ['127.0.0.2', false],
    ['127.0.0.1', true],
  ]);
  expect(addresses[0]?.failure).toBe(
    `Nothing is listening at 127.0.0.2, port ${port}. The site may be stopped in IIS, or the port may be wrong.`,
  );
  expect(addresses[1]?.failure).toBeNull();
  expect(addresses.every(({ durationMs }) => durationMs !== null && durationMs >= 0)).toBe(true);
});

test('IPv6 is connected to as well', async () => {
  const port = await serve('::1');
  const { addresses, failure } = await network.connect([{ address: '::1', family: 6 }], port, signal);
  expect(failure).toBeNull();
  expect(addresses[0]).toMatchObject({ address: '::1', family: 6, ok: true });
});

test('when no address accepts, all are told of', async () => {
  const port = await serve();
  await open.pop()?.close();
  const both = [
    { address: '127.0.0.1', family: 4 },
    { address: '127.0.0.2', family: 4 },
  ] as const;
  const { failure } = await network.connect(both, port, signal);
  expect(failure).toMatchObject({ layer: 'tcp', finding: 'tcp-refused', code: 'ECONNREFUSED' });
  expect(failure?.message).toContain(`127.0.0.1, port ${port}`);
  expect(failure?.message).toContain(`127.0.0.2, port ${port}`);
  const alone = await network.connect(both.slice(0, 1), port, signal);
  expect(alone.failure?.message).toMatch(/^Nothing is listening at 127\.0\.0\.1, port/);
});

test('an address without a route and a port that cannot be are failures, not exceptions', async () => {
  const broadcast = await network.connect([{ address: '255.255.255.255', family: 4 }], 80, signal);
  expect(broadcast.failure?.finding).toBe('tcp-unreachable');
  expect((await network.connect([{ address: '127.0.0.1', family: 4 }], 70_000, signal)).failure?.layer).toBe('tcp');
  expect((await network.connect([], 80, signal)).failure?.finding).toBe('tcp-unreachable');
});

test.each([
  ['ETIMEDOUT', 'tcp-silent', '10.0.0.5, port 8090, did not answer within 5 seconds.'],
  ['EHOSTUNREACH', 'tcp-unreachable', 'There is no route from this computer to 10.0.0.5, port 8090.'],
  ['ECONNRESET', 'tcp-reset', '10.0.0.5, port 8090, broke the connection off'],
  ['EACCES', 'tcp-unreachable', 'This computer did not allow the connection to 10.0.0.5, port 8090.'],
  ['EMFILE', 'tcp-unreachable', 'This computer has no connection left for 10.0.0.5, port 8090.'],
  ['EWHATEVER', 'tcp-unreachable', 'No connection to 10.0.0.5, port 8090 could be made (EWHATEVER).'],
])('what this machine cannot play has its words too: %s', (code, finding, words) => {
  const failure = tcpFailure('10.0.0.5', 8090, Object.assign(new Error(), { code }), 5_000);
  expect(failure).toMatchObject({ layer: 'tcp', finding, code });
  expect(failure.message.startsWith(words)).toBe(true);
});

test.each([
  ['ENOTFOUND', 'dns-not-found'],
  ['EAI_AGAIN', 'dns-failed'],
  ['EAI_FAIL', 'dns-failed'],
])('a failing name server has its words too: %s', (code, finding) => {
  const failure = dnsFailure('identity.example.com', Object.assign(new Error(), { code }));
  expect(failure).toMatchObject({ layer: 'dns', finding, code });
  expect(failure.message).toContain('identity.example.com');
});

describe('an address that several ask for at the same moment', () => {
  it('is connected to once for all of them, and anew for whoever asks later', async () => {
    let connections = 0;
    const { port, close } = await listen(createServer(() => void connections++));
    try {
      const ask = () => network.connect([{ address: '127.0.0.1', family: 4 }], port, signal);
      const all = await Promise.all([ask(), ask(), ask()]);
      expect(all.map(({ failure }) => failure)).toEqual([null, null, null]);
      await expect.poll(() => connections).toBe(1);
      expect((await ask()).failure).toBeNull();
      await expect.poll(() => connections).toBe(2);
    } finally {
      await close();
    }
  });

  it('is told of alike where nothing listens', async () => {
    const { port, close } = await listen(createServer());
    await close();
    const ask = () => network.connect([{ address: '127.0.0.1', family: 4 }], port, signal);
    const findings = (await Promise.all([ask(), ask()])).map(({ failure }) => failure?.finding);
    expect(findings).toEqual(['tcp-refused', 'tcp-refused']);
  });

  it('is waited for no longer by the one who cancels, and still by the others', async () => {
    const { port, close } = await listen(createServer());
    try {
      const leaving = new AbortController();
      const address = { address: '127.0.0.1', family: 4 as const };
      const left = network.connect([address], port, leaving.signal);
      const stayed = network.connect([address], port, signal);
      const reason = new Error('Cancelled');
      leaving.abort(reason);
      await expect(left).rejects.toBe(reason);
      expect((await stayed).failure).toBeNull();
    } finally {
      await close();
    }
  });
});
