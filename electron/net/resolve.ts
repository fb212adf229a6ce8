import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import { dnsFailure } from './failures.ts';
import type { ResolvedAddress, Resolution } from './types.ts';

/**
 * Resolves a host name through the operating system, in its order and without duplicates. An IP address, also an IPv6
 * address in brackets, resolves to itself. A lookup cannot be aborted: the caller stops waiting for it instead.
 */
export async function resolve(hostname: string): Promise<Resolution> {
  const name = bareHost(hostname);
  const literal = asFamily(isIP(name));
  if (literal !== null) return { addresses: [{ address: name, family: literal }], failure: null };
  try {
    const addresses = name === '' ? [] : await lookUp(name);
    if (addresses.length > 0) return { addresses, failure: null };
    return { addresses: [], failure: dnsFailure(name, Object.assign(new Error(), { code: 'ENOTFOUND' })) };
  } catch (error) {
    return { addresses: [], failure: dnsFailure(name, error) };
  }
}

/** Whether a host is an IP address, without brackets, so that there is no name to resolve. */
export const isIpAddress = (hostname: string): boolean => isIP(hostname) !== 0;

/** A host without the brackets that an IPv6 address has in a URL. */
export const bareHost = (hostname: string): string =>
  hostname.startsWith('[') && hostname.endsWith(']') ? hostname.slice(1, -1) : hostname;

function lookUp(name: string): Promise<ResolvedAddress[]> {
  return new Promise((settle, reject) => {
    lookup(name, { all: true, verbatim: true }, (error, found) => {
      if (error !== null) return reject(error);
      const unique = new Map<string, ResolvedAddress>();
      for (const { address, family } of found) {
        const known = asFamily(family);
        if (known !== null) unique.set(address, { address, family: known });
      }
      settle([...unique.values()]);
    });
  });
}

const asFamily = (family: number): 4 | 6 | null => (family === 4 || family === 6 ? family : null);
