import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { armor, Decrypter, Encrypter } from 'age-encryption';
import type { BundleEncryption } from '../../shared/bundle.ts';
import { UserError } from '../../shared/user-error.ts';

/** How an encrypted bundle begins (age-encryption.org/v1). */
const beginning = 'age-encryption.org/v1\n';
const armored = '-----BEGIN AGE ENCRYPTED FILE-----';
/** An armored file is for mails; it is decoded in memory. */
const largestArmored = 128 * 1024 * 1024;

/** 64 MiB for each guess; passphrases have a least length here. More would be dear for whoever packs, too. */
const scryptWorkFactor = 16;

/** What opens an encrypted bundle: one of both. */
export interface AgeKey {
  passphrase?: string;
  /** `AGE-SECRET-KEY-1...` */
  identity?: string;
}

/** Throws a UserError `recipient-invalid`. */
export function encrypterFor(encryption: Exclude<BundleEncryption, { kind: 'none' }>): Encrypter {
  const encrypter = new Encrypter();
  try {
    if (encryption.kind === 'passphrase') {
      encrypter.setPassphrase(encryption.passphrase.normalize('NFC'));
      encrypter.setScryptWorkFactor(scryptWorkFactor);
    } else encrypter.addRecipient(encryption.recipient);
    return encrypter;
  } catch {
    throw new UserError(
      'recipient-invalid',
      'The recipient cannot be used. It has to be the public key of age, which begins with "age1"; copy it again from whom it belongs to.',
    );
  }
}

/** Encrypts a file into another one that is there and empty, part by part. Gives the size of what was written. */
export async function encryptFile(from: string, to: string, encrypter: Encrypter): Promise<number> {
  return writeAll(to, await encrypter.encrypt(streamOf(from)));
}

/** Whether a file begins as one that age encrypted. */
export async function isEncrypted(file: string): Promise<boolean> {
  const text = await beginningOf(file);
  return text.startsWith(beginning) || text.startsWith(armored);
}

async function beginningOf(file: string, bytes = 64): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const start = Buffer.alloc(bytes);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return start.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Is told how much there is to decrypt, and of each part that was written; what it throws ends it. */
export interface DecryptingWatch {
  begin(bytes: number): void;
  read(bytes: number): void;
}

/**
 * Decrypts a file into another one. Throws a UserError `bundle-locked` where neither passphrase nor identity is given,
 * `key-wrong` where it does not fit, and `archive-unreadable` where the file was changed.
 */
export async function decryptFile(
  from: string,
  to: string,
  { passphrase, identity }: AgeKey,
  watch?: DecryptingWatch,
): Promise<void> {
  if (passphrase === undefined && identity === undefined) {
    throw new UserError(
      'bundle-locked',
      'This bundle is encrypted. Enter the passphrase, or the identity (AGE-SECRET-KEY-1...) that belongs to its recipient.',
    );
  }
  watch?.begin((await stat(from)).size);
  const source = await binaryOf(from);
  const decrypter = new Decrypter();
  try {
    if (passphrase !== undefined) decrypter.addPassphrase(passphrase.normalize('NFC'));
    if (identity !== undefined) decrypter.addIdentity(identity.trim());
  } catch {
    throw new UserError(
      'key-wrong',
      'This is no identity of age. It begins with AGE-SECRET-KEY-1 and is one line; copy it again.',
    );
  }
  let plain: ReadableStream<Uint8Array>;
  try {
    plain = await decrypter.decrypt(source);
  } catch (error) {
    throw undecrypted(error);
  }
  try {
    await writeAll(to, plain, watch?.read);
  } catch (error) {
    if (error instanceof UserError || (error instanceof Error && 'syscall' in error)) throw error;
    throw new UserError(
      'archive-unreadable',
      'The bundle was changed or damaged after it was encrypted. Ask for it again.',
    );
  }
}

/** Only where everything else of its beginning is in order, it is the key. */
function undecrypted(error: unknown): Error {
  const message = error instanceof Error ? error.message : '';
  if (error instanceof Error && 'syscall' in error) return error;
  if (message.startsWith('no identity matched')) {
    return new UserError(
      'key-wrong',
      'The bundle does not open with this passphrase or identity. Upper and lower case and spaces count; ask whoever made the bundle.',
    );
  }
  if (message.startsWith('scrypt work factor')) {
    return new UserError(
      'archive-refused',
      'This bundle was not opened: its passphrase is guarded by more work than this computer can do. No bundle of this console is like that. Ask for a new one, and from whom you know.',
    );
  }
  return damagedAtBeginning();
}

/** What `age --armor` makes is text; it becomes what age makes otherwise. */
async function binaryOf(file: string): Promise<ReadableStream<Uint8Array>> {
  if (!(await beginningOf(file)).startsWith(armored)) {
    requireHeader(await beginningOf(file, longestHeader));
    return streamOf(file);
  }
  if ((await stat(file)).size > largestArmored) {
    throw new UserError(
      'archive-unreadable',
      'The bundle is armored, as for a mail, and too large to be opened that way. Ask for it as age makes it without --armor.',
    );
  }
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(armor.decode(await readFile(file, 'latin1')));
  } catch {
    throw new UserError('archive-unreadable', 'The armor of the bundle is damaged. Ask for it again.');
  }
  requireHeader(Buffer.from(bytes.buffer, 0, Math.min(bytes.length, longestHeader)).toString('latin1'));
  return new Blob([bytes]).stream();
}

/** Each recipient has some hundred bytes in it. */
const longestHeader = 256 * 1024;

/** The library would read one that does not end for as long as there is memory. */
function requireHeader(beginningOfFile: string): void {
  if (!beginningOfFile.includes('\n--- ')) throw damagedAtBeginning();
}

const damagedAtBeginning = (): UserError =>
  new UserError(
    'archive-unreadable',
    'The bundle is damaged at its beginning, or a part of it is missing. Ask for it again.',
  );

const partBytes = 64 * 1024;

function streamOf(file: string): ReadableStream<Uint8Array> {
  const parts = createReadStream(file, { highWaterMark: partBytes })[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next: IteratorResult<unknown> = await parts.next();
      if (next.done === true) controller.close();
      else if (next.value instanceof Uint8Array) controller.enqueue(next.value);
    },
    async cancel() {
      await parts.return?.();
    },
  });
}

async function writeAll(
  file: string,
  stream: ReadableStream<Uint8Array>,
  watch: (bytes: number) => void = () => undefined,
): Promise<number> {
  const handle = await open(file, 'w', 0o600);
  const reader = stream.getReader();
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      await handle.writeFile(next.value);
      size += next.value.length;
      watch(next.value.length);
    }
    await handle.sync();
    return size;
  } finally {
    await handle.close();
    await reader.cancel().catch(() => undefined);
  }
}
