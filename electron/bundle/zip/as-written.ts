import { open } from 'node:fs/promises';
import type { ArchiveEntry } from './reader.ts';
import { centralHeader, endOfArchive, localHeader, type EntryRecord } from './records.ts';
import { windowsOf } from './windows.ts';

/**
 * Whether an archive is byte for byte as this console writes one, but for what is packed in it: its headers are made anew of
 * what they say and compared. One that was packed anew by another program is not, nor is one with a damaged header.
 */
export async function isAsWritten(file: string, entries: readonly ArchiveEntry[]): Promise<boolean> {
  const handle = await open(file, 'r');
  const windows = windowsOf(handle);
  try {
    const records: EntryRecord[] = [];
    let position = 0;
    for (const entry of entries) {
      if (entry.headerOffset !== position) return false;
      const header = await windows.read(position, entry.offset - position);
      const record = [false, true]
        .map((large): EntryRecord => ({ ...entry, offset: entry.headerOffset, large }))
        .find((each) => localHeader(each).equals(header));
      if (record === undefined) return false;
      records.push(record);
      position = entry.offset + entry.packedSize;
    }
    const directory = Buffer.concat(records.map((record) => centralHeader(record)));
    const end = Buffer.concat([directory, endOfArchive(records.length, position, directory.length)]);
    return (await windows.read(position, end.length + 1)).equals(end);
  } finally {
    await handle.close();
  }
}
