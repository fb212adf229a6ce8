import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { UserError } from '../../../shared/user-error.ts';
import { answerHeaders, answerPage } from './answer.ts';

/** A server on 127.0.0.1 that waits for one redirect of an authorization server (RFC 8252, section 7.3). */
export interface LoopbackRedirect {
  /** The address to which the authorization server is to send the browser, with the port that is open. */
  readonly url: string;
  /** The address that the browser came to, with all that the authorization server added; rejects with the signal's reason. */
  readonly arrived: Promise<string>;
  /** Closes the port; nothing happens when it is closed. */
  close(): Promise<void>;
}

/** No browser sends as much; the port is open to every program of this computer. */
const mostConnections = 20;

/**
 * Opens the port and answers its one path once, with a page that holds nothing of the redirect; then the port is closed.
 * Whatever else is asked for gets 404, and nothing that is not addressed to this very place is answered.
 * @param wanted without a port any free one
 * @throws UserError `port-in-use`
 */
export async function openLoopbackRedirect(
  wanted: { port: number | null; path: string },
  signal: AbortSignal,
): Promise<LoopbackRedirect> {
  signal.throwIfAborted();
  const server = createServer({ maxHeaderSize: 64 * 1024, requestTimeout: 10_000 });
  server.maxConnections = mostConnections;
  const port = await listen(server, wanted.port ?? 0);
  const url = `http://127.0.0.1:${port}${wanted.path}`;
  const sockets = new Set<Socket>();
  /** The connection that gets the page; it ends by itself. */
  let answered: Socket | null = null;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) if (socket !== answered) socket.destroy();
    });
  const arrived = new Promise<string>((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason);
      void close();
    };
    signal.addEventListener('abort', abort, { once: true });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const status = answered === null ? statusFor(request, url) : 404;
      response.writeHead(status, answerHeaders).end(request.method === 'HEAD' ? undefined : answerPage(status === 200));
      if (status !== 200) return;
      answered = request.socket;
      signal.removeEventListener('abort', abort);
      void close();
      resolve(`${new URL(url).origin}${request.url ?? '/'}`);
    });
  });
  // Whoever closes it without waiting is not told of the abort.
  arrived.catch(() => undefined);
  return { url, arrived, close };
}

/** A page of another site can send a browser here under another name; that is not answered. */
function statusFor({ method, url = '', headers, rawHeaders }: IncomingMessage, expected: string): number {
  const { host, pathname } = new URL(expected);
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  if (headers.host !== host || hosts.length > 1) return 400;
  if (url.replace(/[?#].*$/, '') !== pathname) return 404;
  return method === 'GET' ? 200 : 405;
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(
        taken
          ? new UserError(
              'port-in-use',
              `The console cannot wait for the redirect at port ${port} of this computer: another program holds it, or the system reserves it. End that program, or choose another port and register it with the service too.`,
            )
          : error,
      );
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.removeAllListeners('error');
      // A connection that cannot be accepted must not end the process.
      server.on('error', () => undefined);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
