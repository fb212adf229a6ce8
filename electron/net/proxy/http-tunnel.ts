import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { onAbort } from '../abort.ts';
import type { Refusal, Target } from './failures.ts';
import { proxyAuthorization } from './authorization.ts';
import type { ProxyServer } from './server.ts';

/** How much of a refusal's page is read, in bytes, and how long it is waited for, in ms. */
const pageBytes = 4 * 1024;
const pageMs = 1_000;
const largestHeadBytes = 64 * 1024;

export type TunnelAnswer = { line: string; refusal: null } | { line: string; refusal: Refusal };

/** `host:port`, as a tunnel names its end (RFC 9112, section 3.2.3). */
export const authorityOf = ({ hostname, port }: Target): string =>
  `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;

/**
 * Asks an HTTP proxy, over a connection to it, for a tunnel (RFC 9110, section 9.3.6). Credentials go to the proxy alone. After a
 * refusal the connection is closed. Rejects with the error of the connection or the parser, ETIMEDOUT after the limit,
 * or the signal's reason.
 */
export function openTunnel(
  socket: Socket,
  proxy: ProxyServer,
  target: Target,
  limitMs: number,
  signal: AbortSignal,
): Promise<TunnelAnswer> {
  return new Promise((settle, reject) => {
    const authorization = proxyAuthorization(proxy);
    const asked = request({
      method: 'CONNECT',
      path: authorityOf(target),
      headers: {
        Host: authorityOf(target),
        'User-Agent': 'OAuth-Console-for-Creatio',
        Connection: 'keep-alive',
        'Proxy-Connection': 'keep-alive',
        ...(authorization === null ? {} : { 'Proxy-Authorization': authorization }),
      },
      createConnection: () => socket,
      maxHeaderSize: largestHeadBytes,
    });
    let stopListening: () => void = () => undefined;
    const end = (): void => {
      clearTimeout(timer);
      stopListening();
    };
    const fail = (error: unknown): void => {
      end();
      asked.destroy();
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(Object.assign(new Error('The proxy did not answer'), { code: 'ETIMEDOUT' })),
      limitMs,
    );
    stopListening = onAbort(signal, () => fail(signal.reason));
    asked.on('error', fail);
    asked.once('connect', (reply: IncomingMessage, _socket, rest: Buffer) => {
      const status = reply.statusCode ?? 0;
      const line = `HTTP/${reply.httpVersion} ${status} ${reply.statusMessage ?? ''}`.trimEnd();
      if (status >= 200 && status < 300) {
        end();
        socket.on('error', () => undefined);
        if (rest.length > 0) socket.unshift(rest);
        return settle({ line, refusal: null });
      }
      const schemes = [reply.headers['proxy-authenticate'] ?? []].flat().join(', ');
      const reason = [reply.headers['proxy-status'] ?? reply.headers['x-squid-error'] ?? []].flat().join(', ');
      const length = Number(reply.headers['content-length'] ?? pageBytes);
      readPage(socket, rest, Math.min(length, pageBytes), (page) => {
        end();
        socket.destroy();
        const body = readable(page, reply.headers['transfer-encoding'] !== undefined);
        settle({ line, refusal: { status, line, schemes, reason, body } });
      });
    });
    asked.end();
  });
}

/** A page as text, without the length of its first chunk. Where it was cut, the last word may be half a secret, and goes. */
function readable(page: Buffer, chunked: boolean): string {
  const text = chunked ? page.toString('utf8').replace(/^[\da-f]+[^\r\n]*\r\n/i, '') : page.toString('utf8');
  return (page.length < pageBytes ? text : text.replace(/\S*$/, '')).trim();
}

/** The page of a refusal as far as it comes within the limits. */
function readPage(socket: Socket, start: Buffer, wanted: number, done: (page: Buffer) => void): void {
  const chunks = [start];
  let bytes = start.length;
  const finish = (): void => {
    clearTimeout(timer);
    socket.removeListener('data', add);
    socket.removeListener('close', finish);
    done(Buffer.concat(chunks).subarray(0, pageBytes));
  };
  const add = (chunk: Buffer): void => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= wanted) finish();
  };
  const timer = setTimeout(finish, pageMs);
  if (bytes >= wanted) return finish();
  socket.on('error', () => undefined);
  socket.on('data', add);
  socket.once('close', finish);
  socket.resume();
}
