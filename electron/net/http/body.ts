import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';

/** A body as far as it was read. */
export interface ReadBody {
  /** Decompressed, at most the limit. */
  bytes: Buffer;
  /** Bytes on the wire, before decompression. */
  wireBytes: number;
  truncated: boolean;
  /** What ended the body too early: an error of the connection, of HTTP, or of decompression. */
  error: { kind: 'connection' | 'compression'; error: Error } | null;
}

/**
 * Reads a reply's body through the decoders of its codings (RFC 9110, section 8.4, last coding first) and stops for good
 * at the limit, counted after decompression: what a bomb would unfold to beyond it is never made. Never rejects.
 */
export function readBody(response: IncomingMessage, decoders: readonly Transform[], limit: number): Promise<ReadBody> {
  return new Promise((settle) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let wireBytes = 0;
    let connectionError: Error | null = null;
    let settled = false;

    const finish = (truncated: boolean, compressionError: Error | null = null): void => {
      if (settled) return;
      settled = true;
      // A cut connection leaves compressed data unfinished as well; the cause is what counts.
      const error =
        connectionError !== null
          ? ({ kind: 'connection', error: connectionError } as const)
          : compressionError !== null && wireBytes > 0
            ? ({ kind: 'compression', error: compressionError } as const)
            : null;
      for (const decoder of decoders) decoder.destroy();
      if (truncated || compressionError !== null) response.destroy();
      settle({ bytes: Buffer.concat(chunks).subarray(0, limit), wireBytes, truncated, error });
    };
    const keep = (chunk: Buffer): void => {
      if (settled) return;
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) finish(true);
    };
    const breakOff = (error: Error): void => {
      connectionError ??= error;
      const [first] = decoders;
      if (first === undefined) finish(false);
      else first.end(); // what has come is still unpacked
    };

    response.on('data', (chunk: Buffer) => {
      wireBytes += chunk.length;
    });
    response.on('error', breakOff);
    response.on('aborted', () => breakOff(closedEarly()));
    const last = decoders.reduce<IncomingMessage | Transform>((source, decoder) => {
      decoder.on('error', (error) => finish(false, error));
      return source.pipe(decoder);
    }, response);
    last.on('data', keep);
    last.on('end', () => finish(false));
  });
}

const closedEarly = (): Error => Object.assign(new Error('The connection was closed'), { code: 'ECONNRESET' });
