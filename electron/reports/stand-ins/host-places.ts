import type { Certificate, Evidence, Report } from '../../../shared/report.ts';
import type { ServerView } from '../../../shared/server-view.ts';
import { textsOf } from './texts.ts';

const inUrl = /[a-z][a-z\d+.-]{0,30}:(?:\\?\/){2}(?:[^\s/?#@"'<>\\]*@)?(\[[^\]\s]+\]|[^\s/?#:"'<>\\,;(){}[\]|&]+)/gi;
const inEncodedUrl = /%3A%2F%2F([^\s/?#:"'<>\\,;(){}[\]|&%]+)/gi;
/** In JSON a path has two backslashes between its folders; a share has none of a path before it. */
const inShare = /(?<!(?<!\p{L})\p{L}:)(?<![\p{L}\p{N}_.)}\]%$\\-])\\{2,4}([\p{L}\p{N}_][\p{L}\p{N}_.-]*)\\/gu;
const inConnectionString =
  /\b(?:data source|server|host|address|addr|network address)\s*=\s*(?:tcp:|np:|lpc:)?([^;,"'<>\s\\:&]+)/gi;
/** Headers in which servers and proxies name machines. */
const namingHeaders = /^(?:forwarded|x-.*(?:host|server|served|node|backend|machine|instance|upstream).*)$/i;

const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '').replace(/%25.*$/, '');

/** A word that only a name is: with a digit or a hyphen, and no blank. */
export const isDistinctive = (name: string): boolean => /^[^\s]*[\d-][^\s]*$/.test(name);

/** Whether a text is the name of a host and nothing else, as names of environments sometimes are. */
const isHostAlone = (text: string): boolean =>
  /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u.test(text) || /^[a-z\d]+(?:-[a-z\d]+)*\d*$/i.test(text);

/** The names in the addresses, shares and connection strings of texts. */
export const hostsInTexts = (texts: readonly string[]): string[] =>
  texts.flatMap((text) =>
    [inUrl, inEncodedUrl, inShare, inConnectionString].flatMap((pattern) =>
      [...text.matchAll(pattern)].flatMap(([, host = '']) => asHost(host) ?? []),
    ),
  );

/** A name as it is without brackets and the dot of the root; null where it can be none. */
function asHost(name: string): string | null {
  const host = withoutBrackets(name).replace(/\.$/, '');
  // A number is found by its form, where it is an address, and is no name otherwise.
  return /\p{L}/u.test(host) || host.includes(':') || /^\d+(?:\.\d+){3}$/.test(host) ? host : null;
}

/** The names in the places of a report where names of hosts stand; some may be IP addresses. */
export function hostsIn(report: Report): Set<string> {
  const { host, profile, checks, serverView } = report;
  const isNamed = isHostAlone(profile.name) && (profile.name.includes('.') || isDistinctive(profile.name));
  const ofServer = serverView === undefined ? [] : hostsOfServerView(serverView);
  const evidence = checks.flatMap((check) => check.evidence.flatMap(hostsOfEvidence));
  return new Set([
    ...[host.name, ...(isNamed ? [profile.name] : [])].flatMap((name) => asHost(name) ?? []),
    ...hostsInTexts(textsOf(report)),
    ...[...evidence, ...ofServer].flatMap((name) => asHost(name) ?? []),
  ]);
}

function hostsOfEvidence(evidence: Evidence): string[] {
  switch (evidence.kind) {
    case 'exchange':
      return [
        ...(evidence.remoteAddress === null ? [] : [withoutPort(evidence.remoteAddress)]),
        ...(evidence.proxy ? [withoutPort(evidence.proxy.name.replace(/^.*:\/\//, ''))] : []),
        ...[...evidence.request.headers, ...(evidence.response?.headers ?? [])].flatMap(hostsOfHeader),
      ];
    case 'addresses':
      return evidence.addresses.map(({ address }) => address);
    case 'certificates':
      return [
        ...(evidence.server ? [withoutPort(evidence.server)] : []),
        ...evidence.chain.flatMap(hostsOfCertificate),
      ];
    case 'facts':
      return [];
  }
}

/** The machine itself, and the names of the certificates that it saw. */
const hostsOfServerView = ({ machine, results }: ServerView): string[] => [
  machine.name,
  ...results
    .flatMap(({ facts }) => facts)
    .filter(({ label }) => label.startsWith('Certificate'))
    .flatMap(({ value }) => commonNames(value))
    .filter((name) => !/\s/.test(name)),
];

const withoutPort = (server: string): string => server.replace(/:\d+$/, '');

function hostsOfHeader([name, value]: readonly [string, string]): string[] {
  if (/^host$/i.test(name)) return [withoutPort(value)];
  if (/^via$/i.test(name))
    return [...value.matchAll(/(?:^|,)\s*\S+\s+([^\s,;(]+)/g)].map(([, by = '']) => withoutPort(by));
  if (!namingHeaders.test(name)) return [];
  const words = value.split(/[\s,;="]+/).map(withoutPort);
  return words.length === 1 ? words : words.filter((word) => word.includes('.') || isDistinctive(word));
}

/** The names of a certificate: of whom it is for, and, where its issuer is named like a machine, that. */
function hostsOfCertificate({ subject, issuer, subjectAlternativeNames, isAuthority }: Certificate): string[] {
  const names = [...commonNames(subject), ...commonNames(issuer)];
  return [
    ...subjectAlternativeNames.map((name) => name.replace(/^(?:DNS|IP Address|URI):/i, '').replace(/^\*\./, '')),
    ...names.filter((name) => !/\s/.test(name) && (name.includes('.') || /-/.test(name))),
    ...(isAuthority ? [] : commonNames(subject).filter((name) => !/\s/.test(name))),
  ];
}

const commonNames = (name: string): string[] =>
  [...name.matchAll(/(?:^|[,/+\n])\s*CN\s*=\s*([^,/+\n]+)/gi)].map(([, common = '']) =>
    common.trim().replace(/^\*\./, ''),
  );
