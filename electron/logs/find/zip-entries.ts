import { sentenceOf, openShared } from '../read/open.ts';
import { entriesOf, labelsOf } from '../read/zip.ts';

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
      for await (const { entry, number } of entriesOf(handle, signal)) {
        if (number >= mostEntries) return { entries, problem: `Of its files the first ${mostEntries} are looked at.` };
        const folders = await labelsOf(entry);
        const name = folders.pop();
        if (name === undefined) continue;
        const dated = entry.getLastModDate().getTime();
        const modifiedAt = Number.isNaN(dated) ? 0 : dated;
        entries.push({ number, folders, name, bytes: entry.uncompressedSize, modifiedAt });
      }
      return { entries, problem: null };
    } finally {
      void handle.close().catch(() => undefined);
    }
  } catch (error) {
    signal?.throwIfAborted();
    return { entries, problem: sentenceOf(error) };
  }
}
