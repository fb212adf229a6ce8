import type { PlannedFile } from '../types.ts';
import { bytesOf } from './bytes.ts';
import { tellEncoding } from './encoding.ts';
import { headingBefore } from './heading.ts';
import { openShared } from './open.ts';
import { stretchOf } from './stretch.ts';

/** A log of which everything is taken as it stands on the disk, so that it can be read from any place. */
export interface WholeLog {
  /** Of what is taken, in bytes. */
  size: number;
  /** What is taken from a place on. Throws {@link NotAsItStands} where it comes to a code page. */
  from(place: number): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/** What a file that began in ASCII goes on with has to be decoded, so places in it are only known from its beginning. */
export class NotAsItStands extends Error {}

/**
 * Opens a log that can be read from any place; null where what is taken is only known by reading from the beginning: of
 * archives, of other encodings than UTF-8, and of a window of time. Throws `Unreadable`.
 */
export async function openWhole(planned: PlannedFile): Promise<WholeLog | null> {
  const { file } = planned;
  if (file.archive !== null) return null;
  const { handle, bytes } = await openShared(file.path, file.identity);
  const close = async (): Promise<void> => void (await handle.close().catch(() => undefined));
  try {
    const wanted = { ...planned, offsetMinutes: file.offsetMinutes };
    const { encoding, filter, format, isRest, from, to } = await stretchOf(handle, bytes, wanted);
    if (filter.window !== null || (encoding !== 'ascii' && encoding !== 'utf-8')) {
      await close();
      return null;
    }
    // As `openLog` gives it out: what a limit has shortened begins with the heading of the file.
    const heading =
      isRest && format.hasHeadings ? await headingBefore(handle, { start: 0, place: from }) : Buffer.alloc(0);
    return {
      size: heading.length + to - from,
      async *from(place) {
        if (place < heading.length) yield heading.subarray(place);
        const begin = from + Math.max(0, place - heading.length);
        for await (const chunk of bytesOf(handle, begin, to, {})) {
          if (encoding === 'ascii' && isDecoded(chunk)) throw new NotAsItStands('a code page');
          yield chunk;
        }
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function isDecoded(chunk: Buffer): boolean {
  const encoding = tellEncoding(chunk);
  return encoding !== 'ascii' && encoding !== 'utf-8';
}
