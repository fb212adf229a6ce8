import { parseUrl } from '../../../shared/url.ts';
import type { Look } from '../look.ts';
import { machineOf } from '../words.ts';
import { fail, list, pass, said, skipped, type Facts, type Seen } from './seen.ts';

/** Whether that machine finds the name of the Identity Service. */
export function nameSeen(look: Look): Seen {
  const { dns } = look;
  if (dns.ok === null) return skipped(dns.reason, 'The name');
  const machine = machineOf(look);
  if (dns.ok) {
    return pass(
      dns.reason === 'not-needed'
        ? 'The address holds no name that would have to be resolved.'
        : `${machine} finds the name ${hostnameOf(look)}.`,
    );
  }
  return dns.reason === 'not-found'
    ? fail(`${machine} cannot find the name ${hostnameOf(look)}.`, 'dns-not-found')
    : fail(`${machine} got no answer from its name server for ${hostnameOf(look)}.`, 'dns-failed');
}

const hostnameOf = ({ address }: Look): string => parseUrl(address)?.hostname ?? address;

export const nameFacts = ({ dns }: Look): Facts => [...list('Address', dns.addresses), ...said(dns.detail)];
