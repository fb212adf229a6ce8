import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** A file of a bundle as it was unpacked. */
export interface StoredFile {
  size: number;
  /** As many bytes from a position on as there are, at most so many. Throws the error of the operating system. */
  read(position: number, length: number): Buffer;
}

/** Everything that was unpacked, one file behind the other in one file: to make 70,000 files takes minutes. */
export interface Store {
  /** Begins a file; what is appended is of it, until the next one is begun. */
  begin(): void;
  append(part: Buffer): void;
  /** The file that was begun last, as far as it was appended. */
  file(): StoredFile;
  close(): void;
}

const blockBytes = 1024 * 1024;

/**
 * Makes a file for what is unpacked. It is on a disk of this computer and used by a thread of its own, so nobody waits while
 * it is read and written. Throws the error of the operating system, as `append` does.
 */
export function createStore(path: string): Store {
  const handle = openSync(path, 'wx+', 0o600);
  const block = Buffer.allocUnsafeSlow(blockBytes);
  let held = 0;
  let written = 0;
  let begun = 0;

  const write = (bytes: Buffer): void => {
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at, bytes.length - at, written + at);
    written += bytes.length;
  };
  const settle = (): void => {
    if (held === 0) return;
    write(block.subarray(0, held));
    held = 0;
  };
  return {
    begin() {
      begun = written + held;
    },
    append(part) {
      if (held + part.length > blockBytes) settle();
      if (part.length > blockBytes) write(part);
      else held += part.copy(block, held);
    },
    file() {
      const from = begun;
      const size = written + held - begun;
      return {
        size,
        read(position, length) {
          settle();
          const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - position)));
          let read = 0;
          while (read < bytes.length) {
            const more = readSync(handle, bytes, read, bytes.length - read, from + position + read);
            if (more === 0) break;
            read += more;
          }
          return bytes.subarray(0, read);
        },
      };
    },
    close: () => closeSync(handle),
  };
}
