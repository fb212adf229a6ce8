import { request as startRequest, type IncomingMessage } from 'node:http';
import { onAbort } from '../abort.ts';
import { elapsedMs } from '../measure.ts';
import type { ConnectingAgent, ConnectingRequest } from './agents.ts';
import { openWire, type Wire } from './wire.ts';

/** The largest head of a reply, in bytes; cookies of a login page do not reach it. */
const largestHeadBytes = 64 * 1024;

export interface OutgoingRequest {
  url: URL;
  method: string;
  headers: readonly (readonly [string, string])[];
  body: string | undefined;
  agent: ConnectingAgent;
  connect: ConnectingRequest['connect'];
  signal: AbortSignal;
}

/** What became of a request up to the head of its reply. */
export interface SentRequest {
  message: IncomingMessage | null;
  /** Why there is no reply; with a reply, what the parser has against its body, once it has read it. */
  error: () => Error | null;
  /** True when it went over a connection that had served another request before. */
  reused: boolean;
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

/** Sends one request and waits for the head of the reply. Never rejects; an abort destroys the connection. */
export function send(outgoing: OutgoingRequest): Promise<SentRequest> {
  return new Promise((settle) => {
    const { url, signal } = outgoing;
    const options: ConnectingRequest = {
      agent: outgoing.agent,
      connect: outgoing.connect,
      method: outgoing.method,
      host: url.hostname,
      port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
      path: `${url.pathname}${url.search}`,
      headers: Object.fromEntries(outgoing.headers),
      setHost: false,
      maxHeaderSize: largestHeadBytes,
    };
    const request = startRequest(options);
    let error: Error | null = null;
    let sentAt: number | null = null;
    let remoteAddress: string | null = null;
    let newBytes = (): number => 0;
    const release = onAbort(signal, () => request.destroy());
    const finish = (message: IncomingMessage | null, wire: Wire | null = null): void =>
      settle({
        message,
        error: () => error,
        reused: request.reusedSocket,
        remoteAddress,
        replyBegan: newBytes() > 0,
        firstByteMs: message === null || sentAt === null ? null : elapsedMs(sentAt),
        wire,
        release,
      });
    request.once('socket', (socket) => {
      sentAt = performance.now();
      remoteAddress = socket.remoteAddress ?? null;
      const earlier = socket.bytesRead;
      newBytes = () => socket.bytesRead - earlier;
    });
    request.once('response', (message) => finish(message, openWire(message)));
    request.once('upgrade', (message, socket) => {
      socket.destroy();
      finish(message);
    });
    request.on('error', (cause) => {
      error ??= cause;
      finish(null);
    });
    request.once('close', () => finish(null));
    request.end(outgoing.body);
  });
}
