import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod/mini';
import { UserError } from '../../../shared/user-error.ts';
import type { PseudonymMap } from './pseudonyms.ts';

/** scrypt (RFC 7914) with 64 MiB of memory, so that guessing a passphrase is dear. */
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
const format = 'creatio-oauth pseudonyms';

const sealed = z.object({
  format: z.literal(format),
  version: z.literal(1),
  salt: z.string(),
  iv: z.string(),
  tag: z.string(),
  data: z.string(),
});
const mapSchema = z.record(z.string(), z.string());

const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

/** The map as JSON text that only the passphrase opens: scrypt and AES-256-GCM. Throws a UserError for an empty passphrase. */
export async function sealMap(map: PseudonymMap, passphrase: string): Promise<string> {
  if (passphrase === '') {
    throw new UserError('passphrase-empty', 'The map of pseudonyms needs a passphrase. Choose one and keep it safe.');
  }
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), iv);
  cipher.setAAD(Buffer.from(format));
  const data = Buffer.concat([cipher.update(JSON.stringify(map), 'utf8'), cipher.final()]);
  const text = { salt, iv, tag: cipher.getAuthTag(), data };
  const fields = Object.entries(text).map(([name, bytes]) => [name, bytes.toString('base64')]);
  return `${JSON.stringify({ format, version: 1, ...Object.fromEntries(fields) }, null, 2)}\n`;
}

/**
 * Opens what {@link sealMap} made. Throws a UserError `map-unreadable` where it is no such text, and `passphrase-wrong` where
 * the passphrase does not fit or the text was changed.
 */
export async function openMap(text: string, passphrase: string): Promise<PseudonymMap> {
  const { salt, iv, tag, data } = parse(text);
  try {
    const decipher = createDecipheriv('aes-256-gcm', await keyOf(passphrase, salt), iv, { authTagLength: 16 });
    decipher.setAAD(Buffer.from(format));
    decipher.setAuthTag(tag);
    return mapSchema.parse(JSON.parse(Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8')));
  } catch {
    throw new UserError(
      'passphrase-wrong',
      'The map of pseudonyms could not be opened: the passphrase does not fit, or the file was changed. Try the passphrase again, or take another copy of the file.',
    );
  }
}

function parse(text: string): Record<'salt' | 'iv' | 'tag' | 'data', Buffer> {
  try {
    const { salt, iv, tag, data } = sealed.parse(JSON.parse(text));
    const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
    return { salt: bytes(salt), iv: bytes(iv), tag: bytes(tag), data: bytes(data) };
  } catch {
    throw new UserError(
      'map-unreadable',
      'This file is no map of pseudonyms. Choose the file that was saved with the bundle.',
    );
  }
}
