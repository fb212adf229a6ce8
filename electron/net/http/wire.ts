import { PassThrough, type Readable } from 'node:stream';
import { bodyLimitBytes } from '../types.ts';

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

/** A wire with its other end, into which the reply is put. */
export interface OpenWire extends Wire {
  put(chunk: Buffer): void;
  end(error: Error | null): void;
}

/** More than any body within the limit takes on the wire: compression may make one longer, but not twice as long. */
const mostBytes = 2 * bodyLimitBytes;

export function openWire(close: () => void): OpenWire {
  const stream = new PassThrough();
  let bytes = 0;
  let error: Error | null = null;
  return {
    stream,
    bytes: () => bytes,
    error: () => error,
    close,
    put(chunk) {
      if (stream.writableEnded) return;
      bytes += chunk.length;
      stream.write(chunk);
      if (bytes <= mostBytes) return;
      stream.end();
      close();
    },
    end(cause) {
      if (stream.writableEnded) return;
      error = cause;
      stream.end();
    },
  };
}
