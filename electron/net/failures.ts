import { networkInterfaces } from 'node:os';
import type { FindingId } from '../../shared/findings.ts';
import type { NetworkFailure } from './types.ts';

/** The code of an error of Node, the operating system or the TLS library, for example ECONNREFUSED. */
export function codeOf(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return null;
}

/** "host, port 443", the way addresses are written in sentences. */
export const place = (host: string, port: number): string => `${host}, port ${port}`;

/** Why a name could not be resolved. */
export function dnsFailure(hostname: string, error: unknown): NetworkFailure {
  const code = codeOf(error);
  const failure = (finding: FindingId, message: string): NetworkFailure => ({ layer: 'dns', finding, message, code });
  if (code === 'ENOTFOUND' || code === 'ENODATA' || code === 'EAI_NODATA' || code === 'EAI_NONAME') {
    return failure(
      'dns-not-found',
      `The name ${hostname} does not exist for this computer. It may be misspelt, or known only to another network's name servers or hosts file.`,
    );
  }
  if (!hasNetwork()) {
    return failure('dns-failed', `The name ${hostname} could not be looked up: this computer has no active network.`);
  }
  if (code === 'EAI_AGAIN' || code === 'ETIMEOUT' || code === 'ETIMEDOUT' || code === 'ESERVFAIL') {
    return failure(
      'dns-failed',
      `The name ${hostname} could not be looked up: the name server of this computer gave no answer. The network, the VPN or the name server may be down.`,
    );
  }
  return failure('dns-failed', `The name ${hostname} could not be looked up${inBrackets(code)}.`);
}

/** Why an address did not accept a connection. */
export function tcpFailure(address: string, port: number, error: unknown, limitMs: number): NetworkFailure {
  const code = codeOf(error);
  const at = place(address, port);
  const failure = (finding: FindingId, message: string): NetworkFailure => ({ layer: 'tcp', finding, message, code });
  switch (code) {
    case 'ECONNREFUSED':
      return failure(
        'tcp-refused',
        `Nothing is listening at ${at}. The site may be stopped in IIS, or the port may be wrong.`,
      );
    case 'ETIMEDOUT':
      return failure(
        'tcp-silent',
        `${at}, did not answer within ${seconds(limitMs)}. A firewall may drop the connection, or the machine may be off.`,
      );
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
      return failure(
        'tcp-reset',
        `${at}, broke the connection off while it was being made. A firewall or a proxy in between may do that.`,
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return failure(
        'tcp-unreachable',
        `There is no route from this computer to ${at}. The network, the VPN or a router may be down, or the address may belong to another network.`,
      );
    case 'EACCES':
    case 'EPERM':
      return failure(
        'tcp-unreachable',
        `This computer did not allow the connection to ${at}. A firewall or security software on it may block the console.`,
      );
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOBUFS':
      return failure('tcp-unreachable', `This computer has no connection left for ${at}. Close other programs.`);
    default:
      return failure('tcp-unreachable', `No connection to ${at} could be made${inBrackets(code)}.`);
  }
}

/** One failure for a host of which no address accepted: alone as it is, several told together. */
export function combineTcpFailures(failures: readonly NetworkFailure[], port: number): NetworkFailure {
  const [first] = failures;
  if (first === undefined) {
    return {
      layer: 'tcp',
      finding: 'tcp-unreachable',
      message: `There is no address to connect to on port ${port}.`,
      code: null,
    };
  }
  if (failures.length === 1) return first;
  const order: FindingId[] = ['tcp-refused', 'tcp-reset', 'tcp-silent', 'tcp-unreachable'];
  const main = order.map((finding) => failures.find((one) => one.finding === finding)).find(Boolean) ?? first;
  return {
    ...main,
    message: `None of ${failures.length} addresses accepted a connection. ${failures.map((one) => one.message).join(' ')}`,
  };
}

/** A duration in words, for example "5 seconds". */
export function seconds(ms: number): string {
  const value = Math.round(ms / 100) / 10;
  return value === 1 ? '1 second' : `${value} seconds`;
}

/** The code of an error at the end of a sentence; nothing where there is none. */
export const inBrackets = (code: string | null): string => (code === null ? '' : ` (${code})`);

const hasNetwork = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some((address) => !address.internal));
