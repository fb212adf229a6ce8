import { isIP } from 'node:net';
import type { Report } from '../../shared/report.ts';
import type { Session } from '../../shared/wizard.ts';
import { hostsIn } from '../reports/stand-ins/host-places.ts';
import { isWellKnown, type PersonalKind, type Pseudonyms } from '../redaction/index.ts';

type Named = readonly [kind: PersonalKind, name: string];

/**
 * People and computers that the console itself names in its documents: whoever muted a check or went through the steps, and
 * where the checks ran. They stand by themselves in sentences, where no rule can know them.
 */
export function namesIn(report: Report | null, session: Session | null): Named[] {
  const muted = (report?.muted ?? []).flatMap(({ by }): Named[] => {
    const [user = '', machine = ''] = by.split(/ on (?=[^ ]*$)/);
    return [
      ['user', user],
      ['host', machine],
    ];
  });
  const acted = (session?.events ?? []).flatMap((event): Named[] => [
    ['user', event.by.user],
    ['host', event.by.machine],
    ...(event.kind === 'looked' ? [['host', event.machine] as const] : []),
  ]);
  // Beside addresses a report has hosts in certificates and cookies, and in bodies that were escaped again and again.
  const hosts = report === null ? [] : [report.host.name, ...hostsIn(report)];
  return [...hosts.map((host): Named => [isIP(host) === 0 ? 'host' : 'ip', host]), ...muted, ...acted];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A word may begin behind a character that is escaped. */
const begin = String.raw`(?:(?<![\p{L}\p{N}_])|(?<=%[\da-f]{2}|\\[nrt]))`;

/** A name of letters alone may be an ordinary word, too, and then is known by its case. */
const isDistinctive = (name: string): boolean => /[^\p{L}]/u.test(name);

/** Puts pseudonyms for such names, where they stand as words. */
export function withoutNames(
  names: readonly Named[],
  { pseudonyms, keep }: { pseudonyms: Pseudonyms; keep: readonly PersonalKind[] },
): (text: string) => string {
  const wanted = new Map<string, Named>();
  for (const [kind, name] of names) {
    if (name.length > 1 && !keep.includes(kind) && !isWellKnown(kind, name)) {
      wanted.set(name.toLowerCase(), [kind, name]);
    }
  }
  if (wanted.size === 0) return (text) => text;
  // The longest first: a name can begin as another one does.
  const either = [...wanted.keys()].toSorted((one, other) => other.length - one.length).map(escaped);
  const words = new RegExp(`${begin}(?:${either.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  return (text) =>
    text.replace(words, (found) => {
      const named = wanted.get(found.toLowerCase());
      if (named === undefined || (!isDistinctive(found) && found !== named[1])) return found;
      return pseudonyms.of(...named);
    });
}
