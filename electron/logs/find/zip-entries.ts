import { sentenceOf, openShared } from '../read/open.ts';
import { entriesOf } from '../read/bytes.ts';

/** A file in a zip archive. */
export interface ZipEntry {
  number: number;
  /** Its folders and its name as labels; they are never used as a path. */
  folders: string[];
  name: string;
  bytes: number;
  modifiedAt: number;
}

const mostEntries = 20_000;

/** Lists the files of an archive. Never rejects for a fault of it: that comes back as a sentence. */
export async function listZip(
  file: string,
  identity: string | null,
  signal?: AbortSignal,
): Promise<{ entries: ZipEntry[]; problem: string | null }> {
  const entries: ZipEntry[] = [];
  try {
    const { handle } = await openShared(file, identity, signal);
    try {
      for await (const { entry, number, name } of entriesOf(handle)) {
        signal?.throwIfAborted();
        if (number >= mostEntries) return { entries, problem: `Of its files the first ${mostEntries} are looked at.` };
        const parts = name.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..');
        const last = parts.pop();
        if (last === undefined || /[\\/]$/.test(name)) continue;
        const modifiedAt = entry.getLastModDate().getTime();
        entries.push({ number, folders: parts, name: last, bytes: entry.uncompressedSize, modifiedAt });
      }
      return { entries, problem: null };
    } finally {
      await handle.close().catch(() => undefined);
    }
  } catch (error) {
    signal?.throwIfAborted();
    const told = sentenceOf(error);
    return {
      entries,
      problem: told.endsWith('the reason is not known.') ? 'It is no zip archive, or is damaged.' : told,
    };
  }
}
