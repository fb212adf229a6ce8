import type { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import Client from 'undici/lib/dispatcher/client.js';

/** The largest head of a reply, in bytes; cookies of a login page do not reach it. */
export const largestHeadBytes = 64 * 1024;

/** Makes the connection for one request. */
export type Connect = () => Promise<Socket>;

const bringsNone: Connect = () => Promise.reject(new Error('A request brings its own way to connect'));

/**
 * A connection to an origin, for one request at a time. Each request brings its own way to connect, which is used when
 * there is no connection yet or the server has closed it meanwhile.
 */
class Connection {
  /** The connection itself; null before it was made. */
  socket: Socket | null = null;
  #connect: Connect = bringsNone;
  readonly #client: Client;

  constructor(origin: string) {
    this.#client = new Client(origin, {
      connect: (_options, callback) => {
        this.#connect().then(
          (socket) => {
            this.socket = socket;
            callback(null, socket);
          },
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
        );
      },
      maxHeaderSize: largestHeadBytes,
      // How long to wait is for the caller's signal to say.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  dispatch(connect: Connect, options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    this.#connect = connect;
    this.#client.dispatch(options, handler);
  }

  get closed(): boolean {
    return this.#client.destroyed;
  }

  /** Closes it at once and for good; a request under way fails. */
  close(): void {
    void this.#client.destroy();
  }
}

/** The connections that wait to be used again. */
export interface Connections {
  /**
   * One to an origin that nobody else uses; with `reuse`, one that was used before where there is one. Only connections of
   * the same `way` are used again: a tunnel belongs to one proxy and one user of it.
   */
  take(origin: string, way: string, reuse: boolean): Connection;
  /** Keeps a connection for the next request. */
  keep(origin: string, way: string, connection: Connection): void;
  /** Closes every connection that waits, and from then on every one that is given back. */
  close(): void;
}

/** The connections of one network that wait for their next request, by origin and way. */
export function createConnections(): Connections {
  const waiting = new Map<string, Connection[]>();
  let closed = false;
  return {
    take: (origin, way, reuse) =>
      (reuse ? waiting.get(`${origin} ${way}`)?.pop() : undefined) ?? new Connection(origin),
    keep(origin, way, connection) {
      if (closed) return connection.close();
      const key = `${origin} ${way}`;
      waiting.set(key, [...(waiting.get(key) ?? []), connection]);
    },
    close() {
      closed = true;
      for (const connection of [...waiting.values()].flat()) connection.close();
      waiting.clear();
    },
  };
}
