import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import * as z from 'zod/mini';
import { UserError } from '../../shared/user-error.ts';

/** Cost of deriving a key, in the terms of RFC 7914: memory is 128 * cost * blockSize bytes. */
export interface ScryptCost {
  cost: number;
  blockSize: number;
  parallelization: number;
}

/** 128 MiB, which makes guessing with many processors dear. */
const usualCost: ScryptCost = { cost: 2 ** 17, blockSize: 8, parallelization: 1 };
/** A file states the cost of its key, so that what is read is bounded: it could ask for all memory, or for hours. */
const largestMemoryBytes = 256 * 1024 * 1024;
const largestParallelization = 4;

const keyBytes = 32;
const bytes = (length: number) =>
  z.base64().check(z.refine((text: string) => Buffer.from(text, 'base64').length === length));

export const encryptedSchema = z.strictObject({
  version: z.literal(1),
  cipher: z.literal('aes-256-gcm'),
  keyDerivation: z.strictObject({
    name: z.literal('scrypt'),
    cost: z.int().check(z.refine((cost: number) => cost >= 2 && Number.isInteger(Math.log2(cost)))),
    blockSize: z.int().check(z.minimum(1)),
    parallelization: z.int().check(z.minimum(1)),
    salt: bytes(32),
  }),
  /** SHA-256 of the second half of what the passphrase derives to: tells a wrong passphrase from a damaged file. */
  keyCheck: bytes(32),
  iv: bytes(12),
  tag: bytes(16),
  ciphertext: z.base64(),
});
export type Encrypted = z.infer<typeof encryptedSchema>;

/**
 * Encrypts a text with AES-256-GCM (NIST SP 800-38D) under a key that scrypt (RFC 7914) derives from a passphrase. What is
 * bound to it, and the header, are authenticated with it: neither can be changed without being noticed.
 */
export async function encrypt(
  text: string,
  passphrase: string,
  boundTo: unknown,
  cost: ScryptCost = usualCost,
): Promise<Encrypted> {
  const keyDerivation = { name: 'scrypt' as const, ...cost, salt: randomBytes(32).toString('base64') };
  const { key, keyCheck } = await deriveKey(passphrase, keyDerivation);
  const header = { version: 1 as const, cipher: 'aes-256-gcm' as const, keyDerivation, keyCheck };
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(associatedData(boundTo, header));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return {
    ...header,
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    ciphertext: ciphertext.toString('base64'),
  };
}

/** The text that was encrypted. Throws a UserError `passphrase-wrong`, `import-too-costly`, or `import-damaged`. */
export async function decrypt(encrypted: Encrypted, passphrase: string, boundTo: unknown): Promise<string> {
  const { version, cipher: name, keyDerivation, keyCheck } = encrypted;
  const derived = await deriveKey(passphrase, keyDerivation);
  // Not secret: whoever has the file has the check.
  if (derived.keyCheck !== keyCheck) {
    throw new UserError(
      'passphrase-wrong',
      'The passphrase does not open the secrets of this file. Upper and lower case and spaces count. If it is surely the right one, the file was damaged where the passphrase is checked.',
    );
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', derived.key, Buffer.from(encrypted.iv, 'base64'))
      .setAAD(associatedData(boundTo, { version, cipher: name, keyDerivation, keyCheck }))
      .setAuthTag(Buffer.from(encrypted.tag, 'base64'));
    const text = Buffer.concat([decipher.update(Buffer.from(encrypted.ciphertext, 'base64')), decipher.final()]);
    return text.toString('utf8');
  } catch {
    throw new UserError(
      'import-damaged',
      'The passphrase is right, but the file was changed or damaged after it was exported, so its secrets are not taken. Ask for a new export.',
    );
  }
}

/** In a fixed order, because a file that was read has the order of whoever wrote it. */
function associatedData(boundTo: unknown, header: Omit<Encrypted, 'iv' | 'tag' | 'ciphertext'>): Buffer {
  const { name, cost, blockSize, parallelization, salt } = header.keyDerivation;
  const derivation = [name, cost, blockSize, parallelization, salt];
  return Buffer.from(JSON.stringify([header.version, header.cipher, derivation, header.keyCheck, boundTo]));
}

function deriveKey(
  passphrase: string,
  { cost, blockSize, parallelization, salt }: Encrypted['keyDerivation'],
): Promise<{ key: Buffer; keyCheck: string }> {
  const memory = 128 * blockSize * (cost + parallelization + 2);
  if (memory > largestMemoryBytes || parallelization > largestParallelization) {
    throw new UserError(
      'import-too-costly',
      'The secrets of this file ask for more memory or time than any export of this console. The file is damaged, or made to do harm.',
    );
  }
  return new Promise((resolve, reject) => {
    const limits = { N: cost, r: blockSize, p: parallelization, maxmem: 2 * largestMemoryBytes };
    // One passphrase has one form, whichever keyboard wrote it (RFC 8265, OpaqueString).
    const normal = passphrase.normalize('NFC');
    scrypt(normal, Buffer.from(salt, 'base64'), 2 * keyBytes, limits, (error, derived) => {
      if (error) reject(error);
      else {
        const check = createHash('sha256').update(derived.subarray(keyBytes));
        resolve({ key: derived.subarray(0, keyBytes), keyCheck: check.digest('base64') });
      }
    });
  });
}
