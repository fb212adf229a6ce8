import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { UserError } from '../../../shared/user-error.ts';
import { lazily } from '../lazily.ts';
import type { AcceptedCertificate, ClientCertificate, NetworkFailure, TrustSettings } from '../types.ts';
import { isIssuedBy, isWithinDates } from './certificate.ts';

/** Whom the connections of one network trust, and what they show of themselves. */
export interface Trust {
  /** One for all connections: making a context with all roots takes ten times as long as a handshake. */
  secureContext(): tls.SecureContext;
  has(certificate: X509Certificate): boolean;
  /** The trusted authority that signed a certificate, preferably one that is valid now. */
  issuerOf(certificate: X509Certificate): X509Certificate | null;
  /** True when the TLS library may accept more than this trust does: it takes authorities inside a PFX for trusted. */
  libraryTrustsMore: boolean;
  /** The certificates that are accepted of a server, which is named as `serverOf` does. */
  exceptionsFor(server: string): readonly AcceptedCertificate[];
  /** Whether the connections have a certificate of their own to show. */
  hasClientCertificate: boolean;
  /** Files of the settings that cannot be used. */
  problems: readonly NetworkFailure[];
}

/**
 * Trusts the bundled roots, those of the operating system where the runtime can read them, those of NODE_EXTRA_CA_CERTS,
 * and the given ones. Nothing is read before the first TLS connection. Throws a UserError when a given one is no certificate.
 */
export function createTrust(settings: TrustSettings): Trust {
  const { acceptedCertificates = [], clientCertificate = null, problems = [] } = settings;
  const additional = settings.additionalCertificates.flatMap(splitPem);
  const roots = lazily(() => [...new Set([...knownRoots(), ...additional])]);
  const context = lazily(() => {
    const options = { ca: roots(), minVersion: 'TLSv1.2' as const, allowPartialTrustChain: true };
    return tls.createSecureContext({ ...options, ...clientOptions(clientCertificate) });
  });
  const bySubject = lazily(() => {
    const certificates = new Map<string, X509Certificate[]>();
    for (const certificate of roots().flatMap(parse)) {
      certificates.set(certificate.subject, [...(certificates.get(certificate.subject) ?? []), certificate]);
    }
    return certificates;
  });
  return {
    secureContext: context,
    has: (certificate) =>
      (bySubject().get(certificate.subject) ?? []).some((one) => one.fingerprint256 === certificate.fingerprint256),
    issuerOf(certificate) {
      const signers = (bySubject().get(certificate.issuer) ?? []).filter((one) => isIssuedBy(certificate, one));
      return signers.find((one) => isWithinDates(one)) ?? signers[0] ?? null;
    },
    libraryTrustsMore: clientCertificate?.format === 'pfx',
    exceptionsFor: (server) => acceptedCertificates.filter((one) => one.server.toLowerCase() === server),
    hasClientCertificate: clientCertificate !== null,
    problems: problems.map(({ finding, message }) => ({ layer: 'tls', finding, message, code: null })),
  };
}

/** A client certificate the way a secure context takes it. */
export function clientOptions(certificate: ClientCertificate | null): tls.SecureContextOptions {
  if (certificate === null) return {};
  const passphrase = certificate.passphrase === null ? {} : { passphrase: certificate.passphrase };
  if (certificate.format === 'pfx') return { pfx: certificate.pfx, ...passphrase };
  return { cert: certificate.certificate, key: certificate.privateKey, ...passphrase };
}

function knownRoots(): readonly string[] {
  if (typeof tls.getCACertificates === 'function') {
    return (['bundled', 'system', 'extra'] as const).flatMap((kind) => tls.getCACertificates(kind));
  }
  const extra = process.env['NODE_EXTRA_CA_CERTS'];
  return extra === undefined ? tls.rootCertificates : [...tls.rootCertificates, ...readExtra(extra)];
}

/** Node itself goes on without the file when it cannot be read, and says so. */
function readExtra(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').match(pemBlocks) ?? [];
  } catch {
    return [];
  }
}

const pemBlocks = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function splitPem(pem: string): string[] {
  const blocks = pem.match(pemBlocks) ?? [];
  if (blocks.length === 0 || blocks.some((block) => parse(block).length === 0)) {
    throw new UserError(
      'certificate-invalid',
      'An additional authority is not a certificate in PEM form. Export it again as "Base-64 encoded X.509".',
    );
  }
  return blocks;
}

function parse(pem: string): X509Certificate[] {
  try {
    return [new X509Certificate(pem)];
  } catch {
    return [];
  }
}
