import { counted } from '../../../shared/amounts.ts';
import { dateInWords } from '../../../shared/date.ts';
import { expiresSoonDays } from '../../../shared/tolerances.ts';
import type { Look } from '../look.ts';
import { hostOf, machineOf, outsideWords } from '../words.ts';
import { fail, one, pass, said, skipped, warn, type Facts, type Seen } from './seen.ts';

const dayMs = 86_400_000;

/** Whether that machine trusts the certificate of the Identity Service. */
export function certificateSeen(look: Look): Seen {
  const { tls } = look;
  if (tls.ok === null) return skipped(tls.reason, 'The secure connection');
  const machine = machineOf(look);
  const host = hostOf(look);
  if (tls.ok) return expiring(look) ?? pass(`${machine} trusts the certificate of ${host}${inProtocol(tls.protocol)}.`);
  switch (tls.reason) {
    case 'expired':
      return fail(`The certificate of ${host} has expired, so ${machine} refuses it.`, 'tls-expired');
    case 'not-yet-valid':
      return fail(`For ${machine} the certificate of ${host} is not valid yet.`, 'tls-not-yet-valid');
    case 'wrong-name':
      return fail(`The certificate that ${machine} gets from ${host} is for another name.`, 'tls-wrong-name');
    case 'self-signed':
      return fail(
        `The certificate of ${host} is self-signed, and ${machine} does not trust it.`,
        'identity-service-not-trusted',
      );
    case 'untrusted':
      return fail(`${machine} does not trust the certificate of ${host}.`, 'identity-service-not-trusted');
    case 'plain-http':
      return fail(`${host} answers ${machine} in plain HTTP, although the address says https.`, 'tls-plain-http');
    case 'protocol-too-old':
      return fail(`${machine} and ${host} have no version of TLS in common.`, 'tls-protocol-too-old');
    case 'client-certificate-wanted':
      return fail(`${host} wants a certificate from ${machine}.`, 'tls-client-certificate-wanted');
    case 'silent':
      return fail(`${host} accepts the connection of ${machine}, but does not answer the start of TLS.`, 'tls-silent');
    default:
      return fail(`${machine} cannot make a secure connection to ${host}.`, 'tls-handshake-failed');
  }
}

const inProtocol = (protocol: string | null): string => (protocol === null ? '' : ` (${outsideWords(protocol)})`);

/** A warning where the certificate of the server ends soon. */
function expiring(look: Look): Seen | null {
  const end = Date.parse(look.tls.chain[0]?.validTo ?? '');
  const days = Math.floor((end - Date.parse(look.time)) / dayMs);
  if (Number.isNaN(days) || days > expiresSoonDays || days < 0) return null;
  return warn(
    `${machineOf(look)} trusts the certificate of ${hostOf(look)}, which expires in ${counted(days, 'day')}, on ${dateInWords(end)}.`,
    'tls-expires-soon',
  );
}

export const certificateFacts = ({ tls }: Look): Facts => [
  ...one('Protocol', tls.protocol),
  ...tls.chain.flatMap(factsOfOne),
  ...said(tls.detail),
];

function factsOfOne(certificate: Look['tls']['chain'][number], index: number): Facts {
  const name = `Certificate ${index + 1}`;
  const { subject, issuer, validFrom, validTo, fingerprint256 } = certificate;
  return [
    ...one(name, subject),
    ...one(`${name}, issued by`, issuer),
    ...one(`${name}, valid`, validFrom === null || validTo === null ? null : `from ${validFrom} to ${validTo}`),
    ...one(`${name}, SHA-256`, fingerprint256),
  ];
}
