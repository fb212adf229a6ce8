import type { BundleFile } from '../../../shared/bundle.ts';
import type { OpenedFile } from '../../../shared/opened-bundle.ts';
import { manifestPath, type Manifest } from '../manifest.ts';
import type { ArchiveEntry } from '../zip/reader.ts';
import type { StoredFile } from './store.ts';
import type { Unpacked } from './unpack.ts';

/** A file of an archive, unpacked. */
export interface Inside extends Unpacked {
  entry: ArchiveEntry;
  file: StoredFile;
}

/** Every file of a bundle as it is compared with its manifest; what is wrong stands first. */
export function comparedFiles({ files }: Manifest, inside: ReadonlyMap<string, Inside>): OpenedFile[] {
  const named = files.map((file): OpenedFile => {
    const found = inside.get(file.path);
    if (found === undefined) return { ...file, state: 'missing' };
    const same = found.whole && found.sha256 === file.sha256 && found.entry.size === file.size;
    return { ...file, state: same ? 'ok' : 'changed' };
  });
  const names = new Set(files.map((file) => file.path));
  const others = [...inside].flatMap(([name, found]): OpenedFile[] => {
    if (names.has(name)) return [];
    if (name !== manifestPath) return [{ ...unlisted(name, found), state: 'unexpected' }];
    // No manifest names itself; the archive has a checksum of it.
    return found.whole ? [] : [{ ...unlisted(name, found), state: 'changed' }];
  });
  const all = [...named, ...others];
  return [...all.filter(isWrong), ...all.filter((file) => !isWrong(file))];
}

export const isWrong = ({ state }: OpenedFile): boolean => state !== 'ok';

const unlisted = (name: string, { entry: { size }, sha256 }: Inside): BundleFile => ({
  path: name,
  source: '',
  sizeBefore: size,
  size,
  sha256,
  lines: 0,
  from: null,
  to: null,
  cut: null,
});

export interface FilesQuery {
  /** A part of the path; letters' case does not matter. */
  search: string;
  wrongOnly: boolean;
  offset: number;
  limit: number;
}

/** A page of the files that are wanted, and how many there are of those. */
export function filesPage(
  files: readonly OpenedFile[],
  { search, wrongOnly, offset, limit }: FilesQuery,
): { files: OpenedFile[]; count: number } {
  const needle = search.toLowerCase();
  const wanted = files.filter(
    (file) => (!wrongOnly || isWrong(file)) && (needle === '' || file.path.toLowerCase().includes(needle)),
  );
  return { files: wanted.slice(offset, offset + limit), count: wanted.length };
}
