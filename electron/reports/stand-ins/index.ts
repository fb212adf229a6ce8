import type { Report } from '../../../shared/report.ts';
import type { Session } from '../../../shared/wizard.ts';
import { hostsIn, hostsInTexts, isDistinctive } from './host-places.ts';
import { canonicalAddress, looksLikeHost, spellingsOf } from './names.ts';
import { textsOf, textsOfSession, withSessionTexts, withTexts } from './texts.ts';

/** Words of our own sentences; a host of such a name is replaced only where it can be nothing else. */
const ownWords = new Set(
  'creatio identity service identityservice server proxy token client host localhost http https oauth health check checks discovery connect computer api odata login net framework this the windows linux'.split(
    ' ',
  ),
);
/** A shorter name is replaced only as a word, since it may well stand within another one. */
const shortestWithin = 5;

/** Said wherever hosts were replaced. */
export const hostsReplaced =
  'The names of hosts and the IP addresses in this report were replaced by stand-ins, each by one of its own throughout.';

const word = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_.-]*[\p{L}\p{N}\p{M}_])?`;
const words = new RegExp(String.raw`%[\da-f]{2}|\\(?:[nrtbf"\\/]|u[\da-f]{4})|${word}`, 'giu');
/** A word may begin behind an escaped character. */
const begin = String.raw`(?:(?<![\w.:])|(?<=%[\da-f]{2}|\\[nrt]))`;
const addresses = new RegExp(
  String.raw`${begin}\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)|${begin}[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}(?:\.\d{1,3}){0,3}(?![\w:])`,
  'gi',
);
const domainComponents = /\bDC\s*=\s*[^,+/\n]+(?:[,/]\s*DC\s*=\s*[^,+/\n]+)*/gi;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/**
 * The report with every host name and IP address replaced by a stand-in, the same one for the same host: `host-1`, `ip-1`
 * and so on. That holds for the computer of the run, certificates, headers and bodies, and for the name of the environment
 * where it is or holds one. Names are known from the places where hosts stand (addresses, headers, certificates, shares,
 * connection strings) and by their form. Addresses of articles stay.
 */
export function withoutHostNames(report: Report): Report {
  const changed = withTexts(report, hostReplacement([...hostsIn(report)], textsOf(report)));
  return { ...changed, notes: [...changed.notes, hostsReplaced] };
}

/** The same of a guided session. */
export function withoutHostNamesInSession(session: Session): Session {
  const texts = textsOfSession(session);
  const machines = session.events.flatMap((event) => [
    event.by.machine,
    ...(event.kind === 'looked' ? [event.machine] : []),
  ]);
  return withSessionTexts(
    session,
    hostReplacement([...machines, ...hostsInTexts([session.profileName, ...texts])], texts),
  );
}

/** Replaces, in one text after another, the hosts that are given and whatever looks like one. */
function hostReplacement(hosts: readonly string[], texts: readonly string[]): (text: string) => string {
  const names = new Set(hosts.flatMap((host) => (canonicalAddress(host) === null ? spellingsOf(host) : [])));
  const standIns = createStandIns(
    new Set([...names, ...texts.flatMap((text) => text.toLowerCase().match(/\b(?:host|ip)-\d+\b/g) ?? [])]),
  );
  for (const host of hosts) {
    const address = canonicalAddress(host);
    if (address === null) standIns.ofHost(host);
    else standIns.ofAddress(address);
  }
  // What is marked is put in last, so that no stand-in is taken for a name.
  const marks: string[] = [];
  const mark = (standIn: string): string => `\uE000${marks.push(standIn) - 1}\uE001`;
  const known = knownNames([...names]);

  return (given) => {
    let text = given.replaceAll(/[\uE000\uE001]/g, '');
    text = text.replaceAll(addresses, (found) => {
      const address = /[\d]/.test(found) || found.length > 2 ? canonicalAddress(found) : null;
      return address === null ? found : mark(standIns.ofAddress(address));
    });
    text = text.replaceAll(domainComponents, (found) => `DC=${mark(standIns.ofHost(domainOf(found)))}`);
    text = text.replaceAll(words, (found) =>
      names.has(found.toLowerCase()) && !ownWords.has(found.toLowerCase())
        ? mark(standIns.ofHost(found))
        : looksLikeHost(found)
          ? mark(standIns.ofHost(found))
          : found,
    );
    for (const { pattern, host } of known) text = text.replaceAll(pattern, () => mark(standIns.ofHost(host)));
    return text.replaceAll(/\uE000(\d+)\uE001/g, (_mark, index: string) => marks[Number(index)] ?? '');
  };
}

const domainOf = (components: string): string =>
  [...components.matchAll(/DC\s*=\s*([^,+/\n]+)/gi)].map(([, label = '']) => label.trim()).join('.');

/** How each name is found again, the longest first: others may stand within it. */
function knownNames(names: readonly string[]): { pattern: RegExp; host: string }[] {
  const firstLabels = names
    .map((name) => ({ host: name, label: name.split('.')[0] ?? '' }))
    .filter(({ host, label }) => host !== label && isDistinctive(label) && label.length > 2);
  return [
    ...names.map((host) => ({ host, pattern: patternOf(host) })),
    ...firstLabels.map(({ host, label }) => ({ host, pattern: patternOf(label) })),
  ].toSorted((a, b) => b.pattern.source.length - a.pattern.source.length);
}

function patternOf(name: string): RegExp {
  const text = escaped(name);
  if (ownWords.has(name))
    return new RegExp(String.raw`(?<=//|@|\\\\)${text}(?![\p{L}\p{N}])|^${text}$|\b${text}(?=:\d)`, 'giu');
  return name.length < shortestWithin
    ? new RegExp(String.raw`(?<![\p{L}\p{N}])${text}(?![\p{L}\p{N}])`, 'giu')
    : new RegExp(text, 'giu');
}

/** Numbers hosts and addresses in the order of asking. No stand-in is a name that is taken. */
function createStandIns(taken: ReadonlySet<string>) {
  const given = new Map<string, string>();
  const last = { host: 0, ip: 0 };
  const next = (kind: 'host' | 'ip'): string => {
    do last[kind] += 1;
    while (taken.has(`${kind}-${last[kind]}`));
    return `${kind}-${last[kind]}`;
  };
  const of = (kind: 'host' | 'ip', keys: readonly string[]): string => {
    const standIn = keys.map((key) => given.get(key)).find((each) => each !== undefined) ?? next(kind);
    for (const key of keys) given.set(key, standIn);
    return standIn;
  };
  return {
    ofHost: (host: string): string => of('host', spellingsOf(host)),
    ofAddress: (address: string): string => of('ip', [address]),
  };
}
