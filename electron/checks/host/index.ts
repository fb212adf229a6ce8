import type { Check } from '../types.ts';
import { addressCheck } from './address.ts';
import { dnsCheck } from './dns.ts';
import type { TargetName } from './target.ts';
import { tcpCheck } from './tcp.ts';
import { tlsCheck } from './tls.ts';

/** The checks below HTTP, the same for every machine: address, name, connection, encryption. */
export const hostChecks = (target: TargetName): readonly Check[] => [
  addressCheck(target),
  dnsCheck(target),
  tcpCheck(target),
  tlsCheck(target),
];
