import type { Socket } from 'node:net';
import { onAbort } from '../abort.ts';
import { clientHello } from '../tls/client-hello.ts';

export type Protocol = 'http' | 'socks4' | 'socks5' | 'tls';

/** How long a service has to show what it speaks. */
const limitMs = 1_500;

/**
 * Finds out what a service speaks that did not answer as a proxy: each protocol is tried on a connection of its own, and
 * nothing is sent that tells of the user or the host. Null when none is recognised. Rejects only with the signal's reason.
 */
export async function recognise(
  hostname: string,
  open: () => Promise<Socket>,
  signal: AbortSignal,
): Promise<Protocol | null> {
  const hello = clientHello(hostname);
  const tries: [Protocol, Buffer, (answer: Buffer) => boolean][] = [
    ['socks5', Buffer.from([5, 1, 0]), (answer) => answer[0] === 5 && (answer[1] === 0 || answer[1] === 0xff)],
    ['tls', hello, (answer) => (answer[0] === 22 || answer[0] === 21) && answer[1] === 3],
    ['http', Buffer.from('OPTIONS * HTTP/1.0\r\n\r\n'), (answer) => answer.toString('latin1', 0, 5) === 'HTTP/'],
  ];
  const others = new AbortController();
  const stopListening = onAbort(signal, () => others.abort());
  const attempts = tries.map(async ([protocol, words, fits]) => {
    if (!fits(await firstBytes(open, words, others.signal))) throw new Error('Not understood');
    return protocol;
  });
  const spoken = await Promise.any(attempts).catch(() => null);
  others.abort();
  stopListening();
  signal.throwIfAborted();
  return spoken;
}

/** The first bytes with which a service answers; none when it keeps silent or closes. */
async function firstBytes(open: () => Promise<Socket>, words: Buffer, signal: AbortSignal): Promise<Buffer> {
  const socket = await open().catch(() => null);
  if (socket === null) return Buffer.alloc(0);
  return new Promise((settle) => {
    let stopListening: () => void = () => undefined;
    const finish = (answer: Buffer): void => {
      clearTimeout(timer);
      stopListening();
      socket.destroy();
      settle(answer);
    };
    const timer = setTimeout(() => finish(Buffer.alloc(0)), limitMs);
    socket.once('data', finish);
    socket.once('close', () => finish(Buffer.alloc(0)));
    socket.write(words);
    stopListening = onAbort(signal, () => finish(Buffer.alloc(0)));
  });
}
