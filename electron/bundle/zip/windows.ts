import type { FileHandle } from 'node:fs/promises';

/** Gives parts of a file, and reads so much at once that many small parts behind each other are one read. */
export interface Windows {
  /** As many bytes as there are, at most so many; they are good until the next are asked for. */
  read(position: number, length: number): Buffer | Promise<Buffer>;
}

interface Window {
  begin: number;
  bytes: Buffer;
}

/** Directory and contents of an archive are read in turn. */
const mostWindows = 2;

export function windowsOf(handle: FileHandle, windowBytes = 64 * 1024): Windows {
  /** The one that was used last stands first. */
  let windows: Window[] = [];
  async function opened(begin: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(Math.max(length, windowBytes));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, begin);
    windows = [{ begin, bytes: bytes.subarray(0, bytesRead) }, ...windows].slice(0, mostWindows);
    return bytes.subarray(0, Math.min(length, bytesRead));
  }
  return {
    read(position, length) {
      const found = windows.find(({ begin, bytes }) => position >= begin && position + length <= begin + bytes.length);
      if (found === undefined) return opened(position, length);
      if (found !== windows[0]) windows.reverse();
      return found.bytes.subarray(position - found.begin, position - found.begin + length);
    },
  };
}
