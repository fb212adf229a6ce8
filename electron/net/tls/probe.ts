import type { Socket } from 'node:net';
import { onAbort } from '../abort.ts';
import { clientHello } from './client-hello.ts';
import { ServerFlight, type ServerAnswer } from './server-flight.ts';

/**
 * Asks a server, on a connection of its own, what it answers to a hello of TLS 1.2. It tells the same whatever TLS library
 * the runtime has, and shows what a library keeps to itself: the version of an outdated server, and whether it asks for a
 * client certificate. Nothing but the hello is sent; with `lineEnds` two line ends after it, to which a server that
 * silently waits for the end of a line of text replies. Rejects only with the signal's reason.
 */
export async function probe(
  hostname: string,
  open: () => Promise<Socket>,
  limitMs: number,
  signal: AbortSignal,
  lineEnds = false,
): Promise<ServerAnswer> {
  const socket = await open().catch(() => null);
  signal.throwIfAborted();
  if (socket === null) return { kind: 'none' };
  const flight = new ServerFlight();
  return new Promise((settle, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      stopListening();
      socket.destroy();
      if (signal.aborted) reject(signal.reason);
      else settle(flight.answer());
    };
    const timer = setTimeout(finish, limitMs);
    socket.on('data', (chunk: Buffer) => {
      if (flight.add(chunk)) finish();
    });
    socket.once('end', finish);
    socket.once('close', finish);
    const stopListening = onAbort(signal, finish);
    socket.write(clientHello(hostname));
    if (lineEnds) socket.write('\r\n\r\n');
  });
}
