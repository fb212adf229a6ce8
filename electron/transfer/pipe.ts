import { closeSync, constants, openSync, readSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileErrorCode } from '../files/index.ts';

/** How long a program has to open the pipe; the one that was started beside the console needs a moment. */
const writerMs = 1_000;
const lookEveryMs = 20;

/**
 * Reads a named pipe to its end, or until there are more bytes than the limit. Null when no program opens it for writing
 * within a second: an ordinary read would wait for one for ever, in a thread that nothing can call back. Throws the error of
 * the operating system.
 */
export async function readPipe(file: string, limitBytes: number): Promise<Buffer | null> {
  const pipe = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const parts: Buffer[] = [];
    let bytes = 0;
    let hasWriter = false;
    const until = performance.now() + writerMs;
    while (bytes <= limitBytes) {
      const part = readPart(pipe);
      if (part === 'end' && hasWriter) break;
      if (part === 'end' && performance.now() > until) return null;
      hasWriter ||= part !== 'end';
      if (typeof part === 'string') {
        await pause(lookEveryMs);
      } else {
        parts.push(part);
        bytes += part.length;
      }
    }
    return Buffer.concat(parts);
  } finally {
    closeSync(pipe);
  }
}

/** `end` once the last writer has closed the pipe, and also before the first has opened it. */
function readPart(pipe: number): Buffer | 'end' | 'nothing yet' {
  const buffer = Buffer.alloc(64 * 1024);
  try {
    const length = readSync(pipe, buffer);
    return length === 0 ? 'end' : buffer.subarray(0, length);
  } catch (error) {
    if (fileErrorCode(error) === 'EAGAIN') return 'nothing yet';
    throw error;
  }
}
