import type { ServerPart, ServerResult } from '../../../shared/server-view.ts';
import type { Look } from '../look.ts';
import { outsideWords } from '../words.ts';
import { certificateFacts, certificateSeen } from './certificate.ts';
import { clockFacts, clockSeen } from './clock.ts';
import { connectionFacts, connectionSeen } from './connection.ts';
import { discoveryFacts, discoverySeen } from './discovery.ts';
import { nameFacts, nameSeen } from './name.ts';
import type { Facts, Seen } from './seen.ts';

const titles: Readonly<Record<ServerPart, string>> = {
  dns: 'Name resolution of the Identity Service',
  tcp: 'Connection to the Identity Service',
  tls: 'Secure connection to the Identity Service',
  discovery: 'Discovery of the Identity Service',
  clock: 'Clock',
};

/** What a look found, part by part, as sentences with the machine as their subject. */
export function resultsOf(look: Look): ServerResult[] {
  const results = partsOf(look);
  if (look.discovery.ok !== true || look.discovery.proxy !== true) return results;
  // Whoever goes through the proxy needs neither the name nor a connection of its own.
  return results.map((result) =>
    result.status === 'fail' && (result.part === 'dns' || result.part === 'tcp')
      ? { ...result, status: 'warn', summary: `${result.summary} The proxy of that machine gets there.` }
      : result,
  );
}

function partsOf(look: Look): ServerResult[] {
  const part = (name: ServerPart, durationMs: number | null, seen: Seen, facts: Facts): ServerResult => ({
    part: name,
    title: titles[name],
    durationMs,
    ...seen,
    facts: facts.map(({ label, value }) => ({ label, value: outsideWords(value) })),
  });
  return [
    part('dns', look.dns.durationMs, nameSeen(look), nameFacts(look)),
    part('tcp', look.tcp.durationMs, connectionSeen(look), connectionFacts(look)),
    part('tls', look.tls.durationMs, certificateSeen(look), certificateFacts(look)),
    part('discovery', look.discovery.durationMs, discoverySeen(look), discoveryFacts(look)),
    part('clock', null, clockSeen(look), clockFacts(look)),
  ];
}
