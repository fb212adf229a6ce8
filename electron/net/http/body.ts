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
  error: { kind: 'connection' | 'compression'; error: Error } | { kind: 'time' } | null;
}

/** How long before the caller gives up a body is given up, so that what has come is still looked at. */
const headStartMs = 250;
/** For a body whose head came late: what came along with it is read. */
const leastMs = 20;

/**
 * Reads a reply's body through the decoders of its codings (RFC 9110, section 8.4, last coding first) and stops for good
 * at the limit, counted after decompression: what a bomb would unfold to beyond it is never made. Stops shortly before
 * `endsAt` as well (see `HttpRequest`). Never rejects.
 */
export function readBody(
  wire: Wire,
  decoders: readonly Transform[],
  limit: number,
  endsAt: number | undefined,
): Promise<ReadBody> {
  return new Promise((settle) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let settled = false;
    const finish = (end: 'end' | 'limit' | 'time' | Error): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      const wireBytes = wire.bytes();
      const truncated = end === 'limit';
      const compressionError = end instanceof Error && wireBytes > 0 ? end : null;
      const error =
        end === 'time' ? ({ kind: 'time' } as const) : errorOf(truncated ? null : wire.error(), compressionError);
      for (const decoder of decoders) decoder.destroy();
      if (end !== 'end') wire.close();
      settle({ bytes: Buffer.concat(chunks).subarray(0, limit), wireBytes, truncated, error });
    };
    const timer =
      endsAt === undefined
        ? undefined
        : setTimeout(() => finish('time'), Math.max(leastMs, endsAt - performance.now() - headStartMs));
    const last = decoders.reduce<Readable>((source, decoder) => {
      decoder.on('error', finish);
      return source.pipe(decoder);
    }, wire.stream);
    last.on('data', (chunk: Buffer) => {
      if (settled) return;
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) finish('limit');
    });
    last.on('end', () => finish('end'));
  });
}

function errorOf(connectionError: Error | null, compressionError: Error | null): ReadBody['error'] {
  if (connectionError !== null) return { kind: 'connection', error: connectionError };
  return compressionError === null ? null : { kind: 'compression', error: compressionError };
}
