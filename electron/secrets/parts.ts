import { createHash } from 'node:crypto';

/**
 * What fits into one entry on every system, in bytes of UTF-8. Windows takes 2,560 (CRED_MAX_CREDENTIAL_BLOB_SIZE); the rest
 * is for the head.
 */
const partBytes = 2_400;
const head = /^parts:(\d{1,2}):([\da-f]{16}):/;

/** More parts than the longest secret has. */
export const mostParts = 9;

/**
 * The texts in which a secret is kept, one an entry. An ordinary secret is kept as it is; of a long one the first text begins
 * with the number of parts and a digest of the whole, so that parts of different secrets are never taken for one.
 */
export function toParts(secret: string): string[] {
  if (Buffer.byteLength(secret) <= partBytes && !head.test(secret)) return [secret];
  const parts = [''];
  let bytes = 0;
  for (const character of secret) {
    const size = Buffer.byteLength(character);
    if (bytes + size > partBytes) {
      parts.push('');
      bytes = 0;
    }
    parts[parts.length - 1] += character;
    bytes += size;
  }
  const [first = '', ...others] = parts;
  return [`parts:${parts.length}:${digestOf(secret)}:${first}`, ...others];
}

/** How many parts a secret has, by its first text. */
export const countOfParts = (first: string): number => Number(head.exec(first)?.[1] ?? 1);

/** The secret of its texts, or null where they do not belong together. */
export function fromParts(parts: readonly (string | null)[]): string | null {
  const [first = null, ...others] = parts;
  if (first === null) return null;
  const [start, , digest] = head.exec(first) ?? [];
  if (start === undefined) return first;
  const secret = [first.slice(start.length), ...others].join('');
  return digestOf(secret) === digest ? secret : null;
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 16);
