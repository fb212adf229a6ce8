import { Transform, type TransformCallback } from 'node:stream';
import * as zlib from 'node:zlib';

/** The stream that undoes one coding; null when this runtime cannot. */
export function decoderOf(coding: string): Transform | null {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return zlib.createGunzip();
    case 'deflate':
      return new InflateEither();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'zstd':
      return typeof zlib.createZstdDecompress === 'function' ? zlib.createZstdDecompress() : null;
    default:
      return null;
  }
}

/** Servers send "deflate" with a zlib header, as RFC 9110 wants it, and without, as some always have. */
class InflateEither extends Transform {
  #inflate: zlib.Inflate | zlib.InflateRaw | null = null;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    if (chunk.length === 0) return done();
    this.#inflate ??= this.#start(chunk);
    this.#inflate.write(chunk, () => done());
  }

  override _flush(done: TransformCallback): void {
    if (this.#inflate === null) return done();
    this.#inflate.once('end', () => done());
    this.#inflate.end();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inflate?.destroy();
    done(error);
  }

  #start(chunk: Buffer): zlib.Inflate | zlib.InflateRaw {
    const hasHeader = ((chunk[0] ?? 0) & 0x0f) === 8;
    const inflate = hasHeader ? zlib.createInflate() : zlib.createInflateRaw();
    inflate.on('data', (piece: Buffer) => this.push(piece));
    inflate.on('error', (error) => this.destroy(error));
    return inflate;
  }
}
