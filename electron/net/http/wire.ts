import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';

/** The body of a reply as it comes in; one that breaks off just ends, and says why. */
export interface Wire {
  stream: Readable;
  /** Bytes so far. */
  bytes(): number;
  /** Why it ended too early; null when it did not. */
  error(): Error | null;
  /** Closes the connection. */
  close(): void;
}

/**
 * Takes over a reply's body. To be called while the reply is announced: later its end may have passed unseen, and what
 * came before it with it.
 */
export function openWire(message: IncomingMessage): Wire {
  const stream = new PassThrough();
  let bytes = 0;
  let error: Error | null = null;
  const breakOff = (cause: Error): void => {
    if (stream.writableEnded) return;
    error = cause;
    stream.end();
  };
  message.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  message.on('error', breakOff);
  message.on('close', () => {
    if (!message.complete) breakOff(closedEarly());
  });
  message.pipe(stream);
  return { stream, bytes: () => bytes, error: () => error, close: () => message.destroy() };
}

const closedEarly = (): Error => Object.assign(new Error('The connection was closed'), { code: 'ECONNRESET' });
