import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createNetwork, type Network } from '../../../electron/net/index.ts';
import { listen, onRequest, type Listening } from '../../fixtures/net-servers.ts';

const open: (Listening | Network)[] = [];
const newNetwork = (): Network => {
  const network = createNetwork();
  open.push(network);
  return network;
};
const serve = async (server: Server): Promise<number> => {
  const listening = await listen(server);
  open.push(listening);
  return listening.port;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** Waits until the server has what the call sent, then ends it. */
type Call = (network: Network, port: number, signal: AbortSignal) => Promise<unknown>;
const calls: [name: string, start: string | null, call: Call][] = [
  ['a handshake', null, (network, port, signal) => network.inspectTls({ hostname: '127.0.0.1', port }, signal)],
  [
    'a request',
    '',
    (network, port, signal) => network.request({ method: 'GET', url: `http://127.0.0.1:${port}`, signal }),
  ],
  [
    'a body',
    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf',
    (network, port, signal) => network.request({ method: 'GET', url: `http://127.0.0.1:${port}`, signal }),
  ],
  [
    'a TLS request',
    null,
    (network, port, signal) => network.request({ method: 'POST', url: `https://127.0.0.1:${port}`, body: 'x', signal }),
  ],
];

async function begin(start: string | null, call: Call, signal: AbortSignal) {
  let closed: () => void = () => undefined;
  const gone = new Promise<void>((settle) => (closed = settle));
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((settle) => (arrive = settle));
  const meet = (socket: Socket): void => {
    socket.once('close', closed);
    arrive();
  };
  const server =
    start === null
      ? createServer((socket) => socket.once('data', () => meet(socket)))
      : onRequest((socket) => {
          meet(socket);
          socket.write(start);
        });
  const network = newNetwork();
  const ending = call(network, await serve(server), signal).then(
    () => new Error('It ended by itself'),
    (reason: unknown) => reason,
  );
  await arrived;
  return { network, ending, gone };
}

test.each(calls)('an abort ends %s with its reason and closes the connection', async (_name, start, call) => {
  const controller = new AbortController();
  const { ending, gone } = await begin(start, call, controller.signal);
  const reason = new Error('enough');
  controller.abort(reason);
  expect(await ending).toBe(reason);
  await gone;
});

test.each(calls)('closing the network ends %s', async (_name, start, call) => {
  const { network, ending, gone } = await begin(start, call, new AbortController().signal);
  await network.close();
  expect(await ending).toMatchObject({ message: 'The network was closed' });
  await gone;
});

test('what is aborted before it begins does not begin', async () => {
  const network = newNetwork();
  const reason = new Error('too late');
  const signal = AbortSignal.abort(reason);
  let met = 0;
  const port = await serve(createServer(() => (met += 1)));
  const address = { address: '127.0.0.1', family: 4 } as const;
  await expect(network.resolve('localhost', signal)).rejects.toBe(reason);
  await expect(network.connect([address], port, signal)).rejects.toBe(reason);
  await expect(network.inspectTls({ hostname: '127.0.0.1', port }, signal)).rejects.toBe(reason);
  await expect(network.request({ method: 'GET', url: `http://127.0.0.1:${port}`, signal })).rejects.toBe(reason);
  expect(met).toBe(0);
});
