import type { Readable, Transform } from 'node:stream';
import type { Wire } from './wire.ts';

/** A body as far as it was read. */
export interface ReadBody {
  /** Decompressed, at most the limit. */
  bytes: Buffer;
  /** Bytes on the wire, before decompression. */
  wireBytes: number;
  truncated: boolean;
  /** What ended the body too early. A connection that broke off leaves compressed data unfinished too; then it is told. */
  error: { kind: 'connection' | 'compression'; error: Error } | null;
}

/**
 * Reads a reply's body through the decoders of its codings (RFC 9110, section 8.4, last coding first) and stops for good
 * at the limit, counted after decompression: what a bomb would unfold to beyond it is never made. Never rejects.
 */
export function readBody(wire: Wire, decoders: readonly Transform[], limit: number): Promise<ReadBody> {
  return new Promise((settle) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let settled = false;
    const finish = (truncated: boolean, compressionError: Error | null): void => {
      if (settled) return;
      settled = true;
      const wireBytes = wire.bytes();
      const error = endOf(truncated ? null : wire.error(), wireBytes === 0 ? null : compressionError);
      for (const decoder of decoders) decoder.destroy();
      if (truncated || compressionError !== null) wire.close();
      settle({ bytes: Buffer.concat(chunks).subarray(0, limit), wireBytes, truncated, error });
    };
    const last = decoders.reduce<Readable>((source, decoder) => {
      decoder.on('error', (error) => finish(false, error));
      return source.pipe(decoder);
    }, wire.stream);
    last.on('data', (chunk: Buffer) => {
      if (settled) return;
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) finish(true, null);
    });
    last.on('end', () => finish(false, null));
  });
}

function endOf(connectionError: Error | null, compressionError: Error | null): ReadBody['error'] {
  if (connectionError !== null) return { kind: 'connection', error: connectionError };
  return compressionError === null ? null : { kind: 'compression', error: compressionError };
}
