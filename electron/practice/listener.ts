import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { UserError } from '../../shared/user-error.ts';
import type { Connection } from './behaviour.ts';
import { empty, send, type PracticeRequest, type Reply } from './replies.ts';
import { isCertificateName } from './server-certificates.ts';

export interface ListenerOptions {
  /** Whose listener it is, for people. */
  name: string;
  /** 0 for any free port. */
  port: number;
  /** Time to wait before every reply, in ms. */
  replyDelayMs: number;
  answer(request: PracticeRequest): Reply;
}

/** One port of 127.0.0.1 that can meet a connection in every way a scenario asks for. */
export interface Listener {
  /** Base address in the way of connecting that is played now. */
  url(): string;
  connection(): Connection;
  /** Listens again on its port after a scenario that had closed it. */
  open(): Promise<void>;
  /**
   * Meets connections in this way from the next one on, those over TLS by the server given for them. Those that wait
   * idle are closed, busy ones finish first.
   */
  play(connection: Connection, tls: Server | null): void;
  /** Destroys every connection. */
  close(): Promise<void>;
}

const slowReplyMs = 3_000;
/** A practice request is small; more than this is somebody's mistake. */
const requestLimitBytes = 64 * 1_024;
/** The hello of a server that knows no more than TLS 1.0, with TLS_RSA_WITH_AES_128_CBC_SHA (RFC 2246, section 7.4.1.3). */
const helloOfTls10 = Buffer.concat([
  Buffer.of(0x16, 0x03, 0x01, 0x00, 0x2a),
  Buffer.of(0x02, 0x00, 0x00, 0x26, 0x03, 0x01),
  randomBytes(32),
  Buffer.of(0x00, 0x00, 0x2f, 0x00),
]);
const overTls = (connection: Connection): boolean =>
  isCertificateName(connection) || ['plain-http', 'protocol-too-old', 'tls-silent'].includes(connection);

/** Opens the port. Throws a UserError `port-in-use` when it is taken. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  let { port } = options;
  let connection: Connection = 'http';
  const sockets = new Set<Socket>();
  /** Connections that wait for their next request. */
  const idle = new Set<Socket>();

  const httpServer = watched(createHttpServer(), 'connection');
  let tlsServer: Server | null = null;

  function watched(server: Server, connected: 'connection' | 'secureConnection'): Server {
    server.on('request', (request, response) => {
      exchange(request, response).catch(() => response.destroy());
    });
    server.on(connected, wait);
    // A client that turns a certificate down is what some scenarios are for.
    server.on('tlsClientError', () => undefined);
    return server;
  }

  function wait(socket: Socket): void {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    const playing = connection;
    idle.delete(socket);
    response.once('close', () => {
      if (socket.destroyed) return;
      if (playing === connection) idle.add(socket);
      else socket.end();
    });
    const read = await readRequest(request);
    if (read === null) return;
    const delay = options.replyDelayMs + (playing === 'slow' ? slowReplyMs : 0);
    if (delay > 0) await pause(delay, response);
    if (response.destroyed) return;
    const reply = read === 'too-large' ? empty(413) : options.answer(read);
    await send(response, reply, playing === 'reset');
  }

  function meet(socket: Socket): void {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    switch (connection) {
      case 'silent':
      case 'tls-silent':
        socket.resume();
        return;
      case 'no-reply':
        socket.once('data', () => socket.destroy());
        return;
      case 'protocol-too-old':
        socket.once('data', () => socket.end(helloOfTls10));
        return;
      case 'refused':
        socket.destroy();
        return;
      default:
        (tlsServer ?? httpServer).emit('connection', socket);
    }
  }

  const listening = createServer(meet);
  const open = async (): Promise<void> => {
    if (listening.listening) return;
    await listen(listening, port, options.name);
    const address = listening.address();
    if (typeof address === 'object' && address !== null) ({ port } = address);
  };
  await open();

  return {
    url: () => `${overTls(connection) ? 'https' : 'http'}://127.0.0.1:${port}`,
    connection: () => connection,
    open,
    play(next, tls) {
      if (next === connection && tls === null && next !== 'refused') return;
      connection = next;
      for (const socket of idle) socket.destroy();
      tlsServer = tls && watched(tls, 'secureConnection');
      if (next === 'refused') {
        listening.close();
        for (const socket of sockets) socket.destroy();
      }
    },
    async close() {
      const closed = listening.listening
        ? new Promise<void>((resolve) => listening.close(() => resolve()))
        : Promise.resolve();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function listen(server: ReturnType<typeof createServer>, port: number, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.removeAllListeners('error');
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(
        taken
          ? new UserError(
              'port-in-use',
              `The ${name} of the practice environment cannot use port ${port}: another program holds it, or the system reserves it. Choose another port, or leave the port out to take a free one.`,
            )
          : error,
      );
    });
    server.listen({ host: '127.0.0.1', port }, () => {
      server.removeAllListeners('error');
      // A connection that cannot be accepted, for want of file handles say, must not end the process.
      server.on('error', () => undefined);
      resolve();
    });
  });
}

/** Null when the client is gone before the end of its request. */
function readRequest(request: IncomingMessage): Promise<PracticeRequest | 'too-large' | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= requestLimitBytes) chunks.push(chunk);
    });
    request.once('end', () => {
      resolve(length > requestLimitBytes ? 'too-large' : practiceRequest(request, Buffer.concat(chunks)));
    });
    request.once('error', () => resolve(null));
    request.once('close', () => resolve(null));
  });
}

const practiceRequest = (request: IncomingMessage, body: Buffer): PracticeRequest => ({
  method: request.method ?? 'GET',
  path: (request.url ?? '/').replace(/[?#].*$/, ''),
  query: /\?([^#]*)/.exec(request.url ?? '')?.[1] ?? '',
  headers: singleHeaders(request),
  body: body.toString('utf8'),
  origin: originOf(request),
});

function singleHeaders(request: IncomingMessage): PracticeRequest['headers'] {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

/** As a web server behind a proxy sees itself: by the name in the request and the scheme that the proxy forwards. */
function originOf(request: IncomingMessage): string {
  const { host = '', 'x-forwarded-proto': forwarded } = request.headers;
  const ownScheme = 'encrypted' in request.socket ? 'https' : 'http';
  const scheme = forwarded === 'https' || forwarded === 'http' ? forwarded : ownScheme;
  try {
    return new URL(`${scheme}://${host}`).origin;
  } catch {
    return `${scheme}://127.0.0.1`;
  }
}

/** Waits, but no longer than the client does. */
function pause(milliseconds: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
