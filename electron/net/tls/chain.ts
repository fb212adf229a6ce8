import { dateInWords } from '../../../shared/date.ts';
import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { FindingId } from '../../../shared/findings.ts';
import { bareHost } from '../resolve.ts';
import type { NetworkFailure } from '../types.ts';
import { isIssuedBy, isSelfSigned, issuerName, rsaBits, subjectName, validFrom, validTo } from './certificate.ts';
import { alternativeNames, isNamedFor } from './names.ts';
import { outdatedHash } from './signature-algorithm.ts';
import type { Trust } from './trust.ts';

const dayMs = 86_400_000;
const longestPath = 12;

/** What a server presented, and what the TLS library of this runtime thought of it. */
export interface Presented {
  hostname: string;
  /** As sent, the server's own certificate first. */
  chain: readonly X509Certificate[];
  /** Null when the library accepts the chain, else its code, for example CERT_HAS_EXPIRED. */
  verdict: string | null;
}

/**
 * All that is wrong with a server's certificates, the one that matters most first; empty only when the TLS library accepts
 * the chain, or the certificate itself is in the trust store, and the name fits (RFC 9525). The reasons are found here rather than taken from the library, which stops at
 * the first, and whose codes differ between OpenSSL and BoringSSL.
 */
export function examineChain(presented: Presented, trust: Trust, now = Date.now()): NetworkFailure[] {
  const [leaf] = presented.chain;
  const { hostname, verdict } = presented;
  if (leaf === undefined) return [failure('tls-handshake-failed', `${hostname} presented no certificate.`, verdict)];
  const chainFailures =
    verdict === null ? examineAccepted(presented, leaf, trust) : examinePath(presented, leaf, verdict, trust, now);
  const nameFailures = isNamedFor(alternativeNames(leaf), hostname) ? [] : [wrongName(leaf, hostname)];
  return [...chainFailures, ...nameFailures].toSorted((one, other) => rank(one) - rank(other));
}

/** The library's acceptance stands, unless it rests on authorities that nobody asked it to trust. */
function examineAccepted({ hostname, chain }: Presented, leaf: X509Certificate, trust: Trust): NetworkFailure[] {
  if (!trust.libraryTrustsMore) return [];
  const path = buildPath(leaf, chain, trust);
  return path.trusted ? [] : [untrusted(path.certificates, chain, hostname, null)];
}

const order: readonly FindingId[] = [
  'tls-expired',
  'tls-not-yet-valid',
  'tls-wrong-name',
  'tls-self-signed',
  'tls-intermediate-missing',
  'tls-unknown-authority',
];
const rank = ({ finding }: NetworkFailure): number => (order.includes(finding) ? order.indexOf(finding) : order.length);

function examinePath(
  { hostname, chain }: Presented,
  leaf: X509Certificate,
  verdict: string,
  trust: Trust,
  now: number,
): NetworkFailure[] {
  const path = buildPath(leaf, chain, trust);
  const found = path.certificates.flatMap((certificate, depth) => examineDates(certificate, depth, hostname, now));
  if (!path.trusted) found.push(untrusted(path.certificates, chain, hostname, verdict));
  if (found.length > 0) return found.map((one) => ({ ...one, code: verdict }));
  if (isItselfTrusted(path) && issuerNotFound.has(verdict)) return [];
  return [failure('tls-certificate-unsuitable', refusal(hostname, path.certificates, verdict), verdict)];
}

/**
 * A server's certificate that is in the trust store as it is needs no issuer. Not every TLS library agrees when it is
 * self-signed but not allowed to sign certificates, as those that Windows makes are.
 */
const isItselfTrusted = (path: Path): boolean => path.trusted && path.certificates.length === 1;

const issuerNotFound = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

interface Path {
  /** From the server's certificate towards the root; the last is trusted, or nothing further is known. */
  certificates: [leaf: X509Certificate, ...above: X509Certificate[]];
  trusted: boolean;
}

function buildPath(leaf: X509Certificate, chain: readonly X509Certificate[], trust: Trust): Path {
  const certificates: Path['certificates'] = [leaf];
  for (let current = leaf; certificates.length <= longestPath;) {
    if (trust.has(current)) return { certificates, trusted: true };
    const root = trust.issuerOf(current);
    if (root !== null) return { certificates: [...certificates, root], trusted: true };
    const issuer = chain.find((one) => !certificates.includes(one) && isIssuedBy(current, one));
    if (issuer === undefined) break;
    certificates.push(issuer);
    current = issuer;
  }
  return { certificates, trusted: false };
}

function examineDates(certificate: X509Certificate, depth: number, hostname: string, now: number): NetworkFailure[] {
  const which =
    depth === 0
      ? `The certificate of ${hostname}`
      : `The certificate of the authority "${subjectName(certificate)}", on which that of ${hostname} depends,`;
  if (now > validTo(certificate)) {
    const days = Math.floor((now - validTo(certificate)) / dayMs);
    const ago = days === 0 ? 'less than a day ago' : `${count(days, 'day')} ago`;
    return [failure('tls-expired', `${which} expired ${ago} (on ${dateInWords(validTo(certificate))}).`)];
  }
  if (now < validFrom(certificate)) {
    return [
      failure(
        'tls-not-yet-valid',
        `${which} is not valid before ${dateInWords(validFrom(certificate))}. It was put in place too early, or the clock of this computer is slow.`,
      ),
    ];
  }
  return [];
}

function untrusted(
  path: readonly [leaf: X509Certificate, ...above: X509Certificate[]],
  chain: readonly X509Certificate[],
  hostname: string,
  verdict: string | null,
): NetworkFailure {
  const [leaf] = path;
  const last = path.at(-1) ?? leaf;
  if (isSelfSigned(leaf)) {
    return failure(
      'tls-self-signed',
      `The certificate of ${hostname} is self-signed, and this computer was not told to trust it.`,
      verdict,
    );
  }
  if (path.length === 1) {
    return failure(
      'tls-intermediate-missing',
      `${hostname} sends ${chain.length === 1 ? 'only its own certificate' : `${chain.length} certificates, but not that of the issuer of its own`}, and this computer does not know its issuer "${issuerName(leaf)}". Either the server leaves out an intermediate certificate, or that authority is not trusted here.`,
      verdict,
    );
  }
  const authority = isSelfSigned(last) ? subjectName(last) : issuerName(last);
  return failure(
    'tls-unknown-authority',
    `The certificate of ${hostname} comes from the authority "${authority}", which this computer does not trust.`,
    verdict,
  );
}

function wrongName(leaf: X509Certificate, hostname: string): NetworkFailure {
  const host = bareHost(hostname);
  const names = alternativeNames(leaf).filter((name) => name.kind !== 'other');
  const kind = isIP(host) === 0 ? 'name' : 'address';
  if (names.length === 0) {
    return failure(
      'tls-wrong-name',
      `The certificate of ${hostname} names no host (its subject is "${subjectName(leaf)}"; only alternative names count), so it is not valid for this ${kind}.`,
    );
  }
  if (kind === 'address' && names.some((name) => name.kind === 'dns' && name.value === host)) {
    return failure(
      'tls-wrong-name',
      `The certificate of ${hostname} names this address as if it were a DNS name. It counts only as an IP address among the alternative names.`,
    );
  }
  const shown = names.slice(0, 5).map((name) => name.value);
  const more = names.length > shown.length ? ` and ${names.length - shown.length} more` : '';
  return failure(
    'tls-wrong-name',
    `The certificate of ${hostname} is not for this ${kind}: it is for ${shown.join(', ')}${more}.`,
  );
}

const refusals = new Map([
  ['INVALID_PURPOSE', 'it, or an authority above it, is not meant for servers'],
  ['INVALID_CA', 'a certificate above it is not that of an authority'],
  ['PATH_LENGTH_EXCEEDED', 'its chain is longer than its authority allows'],
  ['EE_KEY_TOO_SMALL', 'its key is too short to be safe'],
  ['CA_KEY_TOO_SMALL', 'the key of its authority is too short to be safe'],
  ['CA_MD_TOO_WEAK', 'it is signed by a method that is no longer safe'],
  ['CERT_SIGNATURE_FAILURE', 'its signature does not fit'],
  ['CERT_REVOKED', 'its authority has revoked it'],
  ['CERT_UNTRUSTED', 'this computer distrusts it'],
  ['CERT_REJECTED', 'this computer distrusts it'],
]);

/** Why a certificate within a trusted chain is refused. Some reasons have no code in Node, so they are looked for here. */
function refusal(hostname: string, path: readonly X509Certificate[], verdict: string): string {
  const known = refusals.get(verdict);
  if (known !== undefined) return `The certificate of ${hostname} is refused: ${known}.`;
  for (const [depth, certificate] of path.entries()) {
    // A root is trusted for itself, whatever signed it.
    const weakness = weaknessOf(certificate, !isSelfSigned(certificate) || depth === 0);
    if (weakness === null) continue;
    const of = depth === 0 ? '' : ` of the authority "${subjectName(certificate)}" above it`;
    return `The certificate of ${hostname} is refused: ${weakness.part}${of} ${weakness.is}.`;
  }
  return `The certificate of ${hostname} is refused: the TLS library says ${verdict}.`;
}

const shortestRsaBits = 2_048;

/** What is too weak in a certificate for today's TLS libraries; null where that is nothing. */
function weaknessOf(certificate: X509Certificate, isSigned: boolean): { part: string; is: string } | null {
  const bits = rsaBits(certificate);
  if (bits !== null && bits < shortestRsaBits) {
    return { part: 'the RSA key', is: `has ${bits} bits, and ${shortestRsaBits} are the least that is safe` };
  }
  const hash = isSigned ? outdatedHash(certificate) : null;
  return hash === null ? null : { part: 'the signature', is: `is made with ${hash}, which is no longer safe` };
}

function failure(finding: FindingId, message: string, code: string | null = null): NetworkFailure {
  return { layer: 'tls', finding, message, code };
}

const count = (value: number, unit: string): string => `${value} ${unit}${value === 1 ? '' : 's'}`;
