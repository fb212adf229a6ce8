import type { X509Certificate } from 'node:crypto';
import { dateInWords } from '../../../shared/date.ts';
import type { FindingId } from '../../../shared/findings.ts';
import { coveredByException, serverOf } from '../../../shared/trust.ts';
import type { AcceptedCertificate, NetworkFailure } from '../types.ts';
import { examineChain, type Presented } from './chain.ts';
import type { Trust } from './trust.ts';

/** Whether a connection may be used, and what is worth a warning although it may. */
export interface Judgement {
  /** Empty when the server is trusted, or its very certificate is accepted as an exception. */
  failures: NetworkFailure[];
  warnings: NetworkFailure[];
}

/**
 * Judges whom a connection leads to, before anything is sent over it. An exception holds for one server and one certificate;
 * that the server has the key of that certificate, its handshake has proven.
 */
export function judge(presented: Presented, port: number, trust: Trust): Judgement {
  const failures = examineChain(presented, trust);
  const [leaf] = presented.chain;
  const [first, ...others] = failures;
  const problem = trust.problems.find(({ finding }) => finding === 'authority-file-unusable');
  const unread = problem === undefined ? [] : [problem];
  if (first === undefined || leaf === undefined) return { failures, warnings: unread };

  const exceptions = trust.exceptionsFor(serverOf(presented.hostname, port));
  const exception = exceptions.find(({ fingerprint256 }) => fingerprint256.toUpperCase() === leaf.fingerprint256);
  if (exception !== undefined) {
    const uncovered = failures.filter(({ finding }) => !coveredByException.includes(finding));
    if (uncovered.length > 0) return { failures: uncovered, warnings: unread };
    return { failures: [], warnings: [accepted(presented.hostname, exception, failures), ...unread] };
  }
  const [former] = exceptions;
  if (former !== undefined)
    return { failures: [changed(presented.hostname, former, leaf, first), ...others], warnings: [] };
  if (problem === undefined || !untrusted.includes(first.finding)) return { failures, warnings: unread };
  return {
    failures: [{ ...problem, message: `${problem.message} ${first.message}`, code: first.code }, ...others],
    warnings: [],
  };
}

/** What an additional authority can mend. */
const untrusted: readonly FindingId[] = ['tls-self-signed', 'tls-intermediate-missing', 'tls-unknown-authority'];

function accepted(
  hostname: string,
  { acceptedAt }: AcceptedCertificate,
  failures: readonly NetworkFailure[],
): NetworkFailure {
  return {
    layer: 'tls',
    finding: 'tls-accepted-certificate',
    message: `The certificate of ${hostname} was accepted as an exception on ${dayOf(acceptedAt)}; otherwise the connection would be refused. ${failures.map(({ message }) => message).join(' ')}`,
    code: failures[0]?.code ?? null,
  };
}

function changed(
  hostname: string,
  { acceptedAt, fingerprint256 }: AcceptedCertificate,
  leaf: X509Certificate,
  failure: NetworkFailure,
): NetworkFailure {
  return {
    ...failure,
    finding: 'tls-certificate-changed',
    message: `${failure.message} The certificate of ${hostname} has changed since one was accepted as an exception on ${dayOf(acceptedAt)}, so that exception no longer applies. The SHA-256 fingerprint was ${fingerprint256}, now it is ${leaf.fingerprint256}.`,
  };
}

const dayOf = (moment: string): string => dateInWords(Date.parse(moment));
