import type { Socket } from 'node:net';
import type { Dispatcher } from 'undici';
import { onAbort } from '../abort.ts';
import { codeOf } from '../failures.ts';
import { elapsedMs } from '../measure.ts';
import type { Connect, Connections } from './connections.ts';
import { lengthMismatch } from './error-codes.ts';
import { watchHead, type HeadWatch, type StatusLine } from './head-watch.ts';
import { pairHeaders, type HeaderList } from './headers.ts';
import { openWire, type Wire } from './wire.ts';

export interface OutgoingRequest {
  url: URL;
  /** The request target (RFC 9112, section 3.2): the path, or for a proxy the whole address. */
  target: string;
  /** Which way its connection goes. */
  way: string;
  method: string;
  headers: HeaderList;
  body: string | undefined;
  connections: Connections;
  connect: Connect;
  /** Whether it may go over a connection that was used before. */
  reuse: boolean;
  /** Whether the connection is kept for others. */
  keep: boolean;
  signal: AbortSignal;
}

export interface ReplyHead extends StatusLine {
  headers: HeaderList;
}

/** What became of a request up to the head of its reply. */
export interface SentRequest {
  head: ReplyHead | null;
  /** Why there is no reply. */
  error: Error | null;
  /** True when it went over a connection that had served another request before. */
  reused: boolean;
  /** What it went over; null where no connection was made. */
  socket: Socket | null;
  remoteAddress: string | null;
  /** True when a part of the reply's head came. */
  replyBegan: boolean;
  /** From the moment the request had a connection; null when it had none or there was no reply. */
  firstByteMs: number | null;
  /** The reply's body; null without a reply, or when the server switched to another protocol. */
  wire: Wire | null;
  /** To be called when the reply was read. */
  release(): void;
}

/** Sends one request, once, and waits for the head of the reply. Never rejects; an abort closes the connection. */
export async function send(outgoing: OutgoingRequest): Promise<SentRequest> {
  const { url, method, headers, signal } = outgoing;
  const connection = outgoing.connections.take(url.origin, outgoing.way, outgoing.reuse);
  const wire = openWire(() => connection.close());
  let connected = false;
  let sentAt: number | null = null;
  let watch: HeadWatch | null = null;
  let whole = false;
  const connect: Connect = async () => {
    // undici connects once more when a connection ended before the request was sent. A server that does so always does.
    if (connected) throw codedError('ECONNRESET', 'The connection was closed');
    connected = true;
    const socket = await outgoing.connect();
    if (socket.readableLength === 0) return socket;
    socket.destroy();
    throw codedError('HPE_INVALID_CONSTANT', 'The server spoke before it was asked');
  };
  const stopListening = onAbort(signal, () => connection.close());
  const release = (): void => {
    stopListening();
    watch?.stop();
    if (outgoing.keep && whole && !connection.closed) outgoing.connections.keep(url.origin, outgoing.way, connection);
    else connection.close();
  };
  return new Promise((settle) => {
    const finish = (head: ReplyHead | null, error: Error | null, body: Wire | null): void =>
      settle({
        head,
        error,
        reused: !connected,
        socket: connection.socket,
        remoteAddress: connection.socket?.remoteAddress ?? null,
        replyBegan: watch?.replyBegan() ?? false,
        firstByteMs: head === null || sentAt === null ? null : elapsedMs(sentAt),
        wire: body,
        release,
      });
    let status = 0;
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(controller) {
        sentAt = performance.now();
        if (connection.socket === null) return;
        watch = watchHead(connection.socket, () =>
          controller.abort(codedError('HPE_HEADER_OVERFLOW', 'The head of the reply is too long')),
        );
      },
      onResponseStart(controller, statusCode, _headers, statusText = '') {
        if (statusCode < 200 && statusCode !== 101) return;
        status = statusCode;
        const line = watch?.statusLine() ?? { httpVersion: '1.1', status, statusText };
        finish({ ...line, headers: pairHeaders(controller.rawHeaders) }, null, statusCode === 101 ? null : wire);
        watch?.stop();
      },
      onResponseData: (_controller, chunk) => wire.put(chunk),
      onResponseEnd() {
        whole = true;
        wire.end(null);
      },
      onResponseError(_controller, error) {
        const line = watch?.statusLine() ?? null;
        if (line?.status === 101 && watch !== null) finish({ ...line, headers: watch.switchHeaders() }, null, null);
        else finish(null, error, null);
        wire.end(hasNoBody(status) && codeOf(error) === lengthMismatch ? null : error);
      },
    };
    const body = outgoing.body ?? null;
    connection.dispatch(connect, { path: outgoing.target, method, headers: headers.flat(), body }, handler);
  });
}

/** These replies may tell a length, but never have a body (RFC 9110, sections 6.4.1 and 8.6). */
const hasNoBody = (status: number): boolean => status === 204 || status === 304;

const codedError = (code: string, message: string): Error => Object.assign(new Error(message), { code });
