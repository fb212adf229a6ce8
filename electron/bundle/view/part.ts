import type { StoredFile } from './store.ts';

const readBytes = 64 * 1024;

/** A part of a file as text, and where the next begins. No character is torn. */
export function readPart(file: StoredFile, offset: number): { text: string; next: number | null } {
  const part = file.read(offset, readBytes);
  const isEnd = offset + part.length >= file.size;
  const cut = isEnd ? part.length : wholeCharacters(part);
  const begin = offset === 0 ? 0 : beginOfCharacter(part);
  return { text: part.toString('utf8', begin, cut), next: isEnd ? null : offset + cut };
}

/** Up to where no character of UTF-8 is torn; behind the last line break, if there is one. */
function wholeCharacters(bytes: Buffer): number {
  const lineEnd = bytes.lastIndexOf(0x0a) + 1;
  if (lineEnd > bytes.length / 2) return lineEnd;
  let end = bytes.length;
  while (end > 0 && bytes.length - end < 3 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end > 0 && (bytes[end - 1] ?? 0) >= 0xc0 ? end - 1 : bytes.length;
}

/** Where a character of UTF-8 begins: it has three further bytes at most. */
function beginOfCharacter(bytes: Buffer): number {
  let begin = 0;
  while (begin < 3 && ((bytes[begin] ?? 0) & 0xc0) === 0x80) begin += 1;
  return begin;
}
