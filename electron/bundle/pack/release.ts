/// <reference lib="es2024.arraybuffer" />

/**
 * Gives the memory of bytes back that nobody reads any more: they would wait for the collection of garbage otherwise, which
 * lets tens of megabytes come together before it begins. Nothing happens where the runtime cannot (before Node 21), and where
 * the bytes may share their memory with others.
 */
export function release({ buffer, byteLength }: Uint8Array): void {
  if (!(buffer instanceof ArrayBuffer) || byteLength <= Buffer.poolSize) return;
  if (typeof buffer.transfer === 'function') buffer.transfer(0);
}
