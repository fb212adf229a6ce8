import { elapsedInWords } from '../../shared/date.ts';
import { phasesOf } from '../../shared/exchange-text.ts';
import type { AddressesEvidence, Certificate, ExchangeEvidence } from '../../shared/report.ts';

/** What can be said of an exchange in lines of its own: the size, who answered, the times, why there is no reply. */
export function exchangeRemarks(evidence: ExchangeEvidence): string[] {
  const { response, remoteAddress, failure, timings } = evidence;
  const phases = phasesOf(evidence).map(({ title, ms }) => `${title} ${elapsedInWords(ms)}`);
  return [
    ...(failure === null ? [] : [failure]),
    ...(response === null
      ? []
      : [
          `${response.bodyBytes} bytes, read as ${response.charset}${response.truncated ? '; the reply was longer than what is kept' : ''}.`,
        ]),
    ...(remoteAddress === null ? [] : [`Answered by ${remoteAddress}.`]),
    `Times: ${[...phases, `in all ${elapsedInWords(timings.totalMs)}`].join(', ')}.`,
  ];
}

/** Of each address: how it is, how long it took, why it failed. */
export const addressRows = ({ addresses }: AddressesEvidence): string[][] =>
  addresses.map(({ address, ok, durationMs, failure }) => [
    address,
    ok === null ? 'Not tried' : ok ? 'OK' : 'No connection',
    durationMs === null ? '' : elapsedInWords(durationMs),
    failure ?? '',
  ]);

/** What a certificate says, as names and values. */
export const certificateRows = (certificate: Certificate): { label: string; value: string }[] => [
  { label: 'Subject', value: certificate.subject },
  { label: 'Issued by', value: certificate.issuer },
  { label: 'Valid', value: `${certificate.validFrom.slice(0, 10)} to ${certificate.validTo.slice(0, 10)}` },
  ...(certificate.subjectAlternativeNames.length > 0
    ? [{ label: 'For the names', value: certificate.subjectAlternativeNames.join(', ') }]
    : []),
  { label: 'Key', value: certificate.keyType },
  { label: 'Serial number', value: certificate.serialNumber },
  { label: 'SHA-256', value: certificate.fingerprint256 },
];
