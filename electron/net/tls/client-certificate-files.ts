import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { Profile } from '../../../shared/profile.ts';
import type { ClientCertificate } from '../types.ts';
import { certificatesOf } from './pem.ts';
import { readSmallFile, textOf } from './read-file.ts';
import { clientOptions } from './trust.ts';

type Files = NonNullable<Profile['trust']['clientCertificate']>;

export type ClientCertificateFiles =
  { certificate: ClientCertificate; problem: null } | { certificate: null; problem: string };

/**
 * Reads a client certificate with its key and makes sure that they can be used. Where they cannot, tells why in a sentence
 * that names the file and never the passphrase. Never rejects.
 */
export const readClientCertificate = (files: Files, passphrase: string | null): Promise<ClientCertificateFiles> =>
  files.format === 'pfx' ? readPfx(files.file, passphrase) : readPem(files, passphrase);

async function readPfx(file: string, passphrase: string | null): Promise<ClientCertificateFiles> {
  const { bytes, reason } = await readSmallFile(file);
  if (bytes === null) return unusable(file, reason);
  const certificate: ClientCertificate = { format: 'pfx', pfx: bytes, passphrase };
  try {
    createSecureContext({ ...clientOptions(certificate), ca: [] });
    return { certificate, problem: null };
  } catch (error) {
    return unusable(file, pfxReason(error, textOf(bytes), passphrase));
  }
}

/** The words of OpenSSL and of BoringSSL; neither gives a code for all of them. */
function pfxReason(error: unknown, text: string, passphrase: string | null): string {
  const words = error instanceof Error ? `${'code' in error ? String(error.code) : ''} ${error.message}` : '';
  if (/mac verify|INCORRECT_PASSWORD/i.test(words)) return passphraseReason(passphrase);
  if (/unsupported/i.test(words)) {
    return 'is encrypted by an old method (RC2, often together with 3DES) that is no longer supported. Export it again with AES256-SHA256, on Windows for example with Export-PfxCertificate -CryptoAlgorithmOption AES256_SHA256';
  }
  if (/private key|null parameter|certificate/i.test(words)) {
    return 'holds no certificate with its private key. Export it again together with the private key';
  }
  if (text.includes('-----BEGIN')) return 'is no PFX file, but PEM. Choose the format PEM for it';
  return 'is no PFX file (PKCS #12), or is damaged. Export it again together with the private key';
}

async function readPem(
  { certificateFile, keyFile }: Extract<Files, { format: 'pem' }>,
  passphrase: string | null,
): Promise<ClientCertificateFiles> {
  const [certificateRead, keyRead] = await Promise.all([readSmallFile(certificateFile), readSmallFile(keyFile)]);
  if (certificateRead.bytes === null) return unusable(certificateFile, certificateRead.reason);
  if (keyRead.bytes === null) return unusable(keyFile, keyRead.reason);
  const certificates = certificatesOf(textOf(certificateRead.bytes));
  const [own] = certificates ?? [];
  if (certificates === null || own === undefined) {
    return unusable(certificateFile, 'holds no certificate in PEM form, or a damaged one');
  }
  const privateKey = keyBlockOf(textOf(keyRead.bytes));
  if (privateKey === null) return unusable(keyFile, 'holds no private key in PEM form');
  const encrypted = /-----BEGIN ENCRYPTED |^Proc-Type:.*ENCRYPTED/m.test(privateKey);
  if (encrypted && passphrase === null) return unusable(keyFile, passphraseReason(null));
  const key = openKey(privateKey, encrypted ? passphrase : null);
  if (key === null) {
    return unusable(keyFile, encrypted ? passphraseReason(passphrase) : 'holds a private key that cannot be read');
  }
  if (!fits(own, key)) {
    return unusable(keyFile, `holds another private key than the one of the certificate in ${certificateFile}`);
  }
  const certificate = certificates.join('');
  return {
    certificate: { format: 'pem', certificate, privateKey, passphrase: encrypted ? passphrase : null },
    problem: null,
  };
}

/** The first private key of a PEM text, with the line ends that every TLS library takes. */
function keyBlockOf(text: string): string | null {
  const start = /-----BEGIN ((?:[A-Z]{1,10} )?PRIVATE KEY)-----/.exec(text);
  if (start === null) return null;
  const end = `-----END ${start[1]}-----`;
  const endsAt = text.indexOf(end, start.index);
  if (endsAt === -1) return null;
  const lines = text.slice(start.index, endsAt + end.length).split(/\r\n?|\n/);
  return `${lines.map((line) => line.trim()).join('\n')}\n`;
}

function openKey(key: string, passphrase: string | null): KeyObject | null {
  try {
    return createPrivateKey({ key, format: 'pem', ...(passphrase === null ? {} : { passphrase }) });
  } catch {
    return null;
  }
}

function fits(certificate: string, key: KeyObject): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(key);
  } catch {
    return false;
  }
}

const passphraseReason = (passphrase: string | null): string =>
  passphrase === null
    ? 'is protected by a passphrase, and none is set for it. Enter it in the settings of the environment'
    : 'cannot be opened with the passphrase that is set for it. Enter the right one in the settings of the environment';

const unusable = (file: string, reason: string): ClientCertificateFiles => ({
  certificate: null,
  problem: `The file of the client certificate, ${file}, ${reason}.`,
});
