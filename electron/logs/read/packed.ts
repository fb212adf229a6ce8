import { Unreadable } from './open.ts';

/** How packed files begin, in hexadecimal. */
const beginnings: readonly (readonly [begins: string, name: string])[] = [
  ['1f8b08', 'gzip'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['377abcaf271c', '7z'],
  ['526172211a07', 'rar'],
  ['fd377a585a00', 'xz'],
  ['425a68', 'bzip2'],
  ['28b52ffd', 'zstd'],
  ['04224d18', 'lz4'],
  ['4d53434600000000', 'cab'],
];

/**
 * In a packed file no secret can be seen, so none goes into a bundle as a log, whatever its name says. Throws
 * {@link Unreadable}.
 * @param within whether it came out of an archive
 */
export function refusePacked(head: Buffer, within: boolean): void {
  const text = head.toString('hex', 0, 8);
  const name = beginnings.find(([begins]) => text.startsWith(begins))?.[1];
  if (name === undefined) return;
  throw new Unreadable(
    within
      ? `It is packed a second time (${name}), so no secret in it could be found. Unpack it.`
      : `It is packed (${name}), whatever its name says, so no secret in it could be found. Unpack it.`,
  );
}
