import 'reflect-metadata';
import { createPrivateKey, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

/** A certificate with its private key, both PEM. */
export interface KeyPairCertificate {
  certificate: string;
  privateKey: string;
}

/** Signs certificates; see {@link createAuthority}. */
export interface Authority extends KeyPairCertificate {
  issue(request: CertificateRequest): Promise<KeyPairCertificate>;
  /** A certificate authority below this one. */
  issueAuthority(commonName: string): Promise<Authority>;
}

export interface CertificateRequest {
  commonName: string;
  /** DNS names and IP addresses the certificate is for; by default the usual names of this machine's loopback. */
  names?: readonly string[];
  /** Start of validity; by default one day ago. */
  notBefore?: Date;
  /** End of validity; by default one year from now. */
  notAfter?: Date;
}

const dayMs = 86_400_000;
type CryptoKeyPair = webcrypto.CryptoKeyPair;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const loopbackNames = ['localhost', '127.0.0.1', '::1'];
x509.cryptoProvider.set(webcrypto);

/** Creates a self-signed certificate authority (ECDSA P-256), valid for ten years. */
export async function createAuthority(commonName: string): Promise<Authority> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: subject(commonName),
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 3_650 * dayMs),
    signingAlgorithm: algorithm,
    keys,
    extensions: [...authorityExtensions(), await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)],
  });
  return authority(certificate, keys);
}

/** Creates a certificate signed by its own key. */
export async function createSelfSigned(request: CertificateRequest): Promise<KeyPairCertificate> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: subject(request.commonName),
    ...validity(request),
    signingAlgorithm: algorithm,
    keys,
    extensions: serverExtensions(request),
  });
  return toPem(certificate, keys);
}

async function authority(certificate: x509.X509Certificate, keys: CryptoKeyPair): Promise<Authority> {
  const pem = await toPem(certificate, keys);
  const sign = async (commonName: string, dates: { notBefore: Date; notAfter: Date }, extensions: x509.Extension[]) => {
    const issued = await generateKeys();
    const signed = await x509.X509CertificateGenerator.create({
      subject: subject(commonName),
      issuer: certificate.subject,
      ...dates,
      signingKey: keys.privateKey,
      publicKey: issued.publicKey,
      signingAlgorithm: algorithm,
      extensions: [
        ...extensions,
        await x509.SubjectKeyIdentifierExtension.create(issued.publicKey),
        await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
      ],
    });
    return { certificate: signed, keys: issued };
  };
  return {
    ...pem,
    async issue(request) {
      const issued = await sign(request.commonName, validity(request), serverExtensions(request));
      return toPem(issued.certificate, issued.keys);
    },
    async issueAuthority(commonName) {
      const dates = { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 3_000 * dayMs) };
      const issued = await sign(commonName, dates, authorityExtensions());
      return authority(issued.certificate, issued.keys);
    },
  };
}

const subject = (commonName: string): string => `CN=${commonName}`;

function validity(request: CertificateRequest): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: request.notBefore ?? new Date(Date.now() - dayMs),
    notAfter: request.notAfter ?? new Date(Date.now() + 365 * dayMs),
  };
}

function serverExtensions(request: CertificateRequest): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(false),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
    new x509.SubjectAlternativeNameExtension(
      (request.names ?? loopbackNames).map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
    ),
  ];
}

function authorityExtensions(): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  ];
}

function generateKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
}

async function toPem(certificate: x509.X509Certificate, keys: CryptoKeyPair): Promise<KeyPairCertificate> {
  const privateKey = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return {
    certificate: `${certificate.toString('pem')}\n`,
    privateKey: createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' })
      .export({ format: 'pem', type: 'pkcs8' })
      .toString(),
  };
}
