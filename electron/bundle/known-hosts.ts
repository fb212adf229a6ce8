import { isIP } from 'node:net';
import type { Profile } from '../../shared/profile.ts';
import type { Report } from '../../shared/report.ts';
import { currentHost } from '../application.ts';
import { openLog, type FoundFile, type ReadingPlan } from '../logs/index.ts';
import { hostsIn, hostsInTexts, isDistinctive } from '../reports/stand-ins/host-places.ts';

export interface HostSources {
  environments: readonly Pick<Profile, 'creatioUrl' | 'identityServiceUrl' | 'proxy' | 'logFolders'>[];
  report: Report | null;
  plan: Pick<ReadingPlan, 'files' | 'configuration'>;
  signal?: AbortSignal | undefined;
}

/** A configuration file has the servers of its database and its cache in the first lines. */
const mostOfConfiguration = 1024 * 1024;

/** Names of servers that are words of logs, of Creatio and of folders in a bundle as well; a log without them could not be read. */
const ordinary =
  /^(?:api|app|application|auth|backend|bpm|bpmonline|cache|configuration|creatio|crm|data|database|db|default|demo|dev|development|frontend|gateway|host|httperr|iis|identity|identity-?(?:server|service)|inetpub|internal|intranet|local|login|logs?|mail|main|mssql|node|oauth(?:2|20)?|openid|oracle|other|portal|postgres|postgresql|prod|production|proxy|rabbitmq|redis|server|service|site|sql|sqlexpress|sqlserver|sso|stage|staging|studio|terrasoft|test|token|web|website|www|net\.(?:msmq|pipe|tcp))$/i;

/**
 * Names of the computers that the environments are known to use: of Creatio, the Identity Service and the proxy, of the servers
 * of database and cache as far as the configuration names them, of what a report saw, and of this computer. They stand in logs
 * without domain or address, too, where only who knows them finds them. Configuration that cannot be read is passed over; rejects with
 * the signal's reason alone.
 */
export async function knownHosts({ environments, report, plan, signal }: HostSources): Promise<string[]> {
  const settings = environments.flatMap(({ creatioUrl, identityServiceUrl, proxy, logFolders }) => [
    creatioUrl,
    identityServiceUrl,
    proxy.url,
    logFolders.creatio,
    logFolders.identityService,
  ]);
  const shares = plan.files.map(({ file }) => file.path).filter((path) => path.startsWith(String.raw`\\`));
  const texts = [...settings.filter((text) => text !== null), ...shares];
  for (const file of plan.configuration) texts.push(await beginningOf(file, signal));
  // What a report saw in certificates and replies can be any word.
  const seen = [currentHost().name, ...(report === null ? [] : hostsIn(report))].filter(
    (name) => name.includes('.') || isDistinctive(name),
  );
  const names = [...hostsInTexts(texts), ...seen].flatMap((name) => [name, ...withoutDomain(name)]);
  return [...new Set(names.map((name) => name.toLowerCase()))].filter(isTelling).toSorted();
}

/** The rules know addresses by their form, and letters beyond ASCII only in addresses. */
const isTelling = (name: string): boolean =>
  name.length > 2 && isIP(name) === 0 && /^[\w.-]+$/.test(name) && !ordinary.test(name);

/** A computer is called by the first part of its name as well, where that is no word of everybody. */
function withoutDomain(name: string): string[] {
  const [first = '', ...domain] = name.split('.');
  return domain.length > 0 && isIP(name) === 0 && isDistinctive(first) ? [first] : [];
}

async function beginningOf(file: FoundFile, signal: AbortSignal | undefined): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  const sizes = { limitBytes: mostOfConfiguration, expectedBytes: file.bytes, bytesToRead: file.bytes };
  const reading = openLog({ file, window: null, fromByte: 0, ...sizes }, signal === undefined ? {} : { signal });
  for await (const chunk of reading.chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= mostOfConfiguration) break;
  }
  return Buffer.concat(parts).toString('utf8');
}
