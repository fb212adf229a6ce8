import { dateInWords, elapsedInWords } from './date.ts';
import { platformTitles } from './profile.ts';
import type { CheckId, CheckResult, CheckStatus, Report } from './report.ts';

/** One thing in which a run differs from an earlier one, as a sentence. */
export interface Difference {
  kind: 'broke' | 'healed' | 'changed';
  /** The check it was seen in; null for the run as a whole. */
  checkId: CheckId | null;
  text: string;
}

/** A check has to take this much longer or shorter, and twice or half as long, for it to be said. In ms. */
const noticeableMs = 200;

/**
 * What differs between two runs of an environment: what broke, what healed and what changed, in that order, and within it in
 * the order of the checks. Empty when nothing worth a sentence does.
 */
export function differencesBetween(older: Report, newer: Report): Difference[] {
  const pairs = newer.checks.flatMap((now) => {
    const before = older.checks.find(({ id }) => id === now.id);
    return before ? [{ before, now }] : [];
  });
  const found = [
    ...runDifferences(older, newer),
    ...settingDifferences(older, newer),
    ...pairs.flatMap(({ before, now }) => [
      ...statusDifference(before, now),
      ...certificateDifferences(before, now),
      ...addressDifferences(before, now),
      ...factDifferences(before, now),
      ...durationDifference(before, now),
    ]),
  ];
  return (['broke', 'healed', 'changed'] as const).flatMap((kind) => found.filter((each) => each.kind === kind));
}

function runDifferences(older: Report, newer: Report): Difference[] {
  const found: string[] = [];
  if (older.outcome !== newer.outcome) {
    found.push(`The answer was “${older.headline}” and is now “${newer.headline}”`);
  }
  const { profile: before } = older;
  const { profile: now } = newer;
  if (before.creatioUrl !== now.creatioUrl) {
    found.push(`The environment's Creatio URL was ${before.creatioUrl} and is now ${now.creatioUrl}.`);
  }
  if (before.platform !== now.platform) {
    found.push(`The environment's platform was set to ${platformInWords(before)} and is now ${platformInWords(now)}.`);
  }
  if (older.host.name !== newer.host.name) {
    found.push(`The earlier run was made on ${older.host.name}, the later one on ${newer.host.name}.`);
  }
  return found.map((text) => ({ kind: 'changed', checkId: null, text }));
}

const platformInWords = ({ platform }: Report['profile']): string =>
  platform === 'auto' ? 'automatic' : platformTitles[platform];

function settingDifferences(older: Report, newer: Report): Difference[] {
  const checkId = 'creatio.health';
  const emptied = newer.emptySettings.filter((code) => !older.emptySettings.includes(code));
  const filled = older.emptySettings.filter((code) => !newer.emptySettings.includes(code));
  const judged = newer.checks.some(({ id, status }) => id === checkId && !isUnknown(status));
  return [
    ...emptied.map((code): Difference => ({
      kind: 'broke',
      checkId,
      text: `The system setting ${code} is empty now.`,
    })),
    // A run that did not get as far as the settings says nothing about them.
    ...(judged
      ? filled.map((code): Difference => ({
          kind: 'healed',
          checkId,
          text: `The system setting ${code} has a value now.`,
        }))
      : []),
  ];
}

const statusWords: Readonly<Record<CheckStatus, string>> = {
  pass: 'passed',
  warn: 'passed with a warning',
  fail: 'failed',
  timeout: 'got no result in time',
  skip: 'was skipped',
  cancelled: 'was cancelled',
  crash: 'ended in a fault of the console',
};

/** How bad a status is; null where it says nothing about the environment. */
const severity: Readonly<Record<CheckStatus, number | null>> = {
  pass: 0,
  warn: 1,
  fail: 2,
  timeout: 2,
  skip: null,
  cancelled: null,
  crash: null,
};
const isUnknown = (status: CheckStatus): boolean => severity[status] === null;

function statusDifference(before: CheckResult, now: CheckResult): Difference[] {
  const [was, is] = [severity[before.status], severity[now.status]];
  if (before.status === now.status) {
    if (is === 0 || is === null || before.remediation === now.remediation) return [];
    return [{ kind: 'changed', checkId: now.id, text: `${now.title}: another cause than before. ${now.summary}` }];
  }
  const kind = was === null || is === null || was === is ? 'changed' : was < is ? 'broke' : 'healed';
  const text = `${now.title}: ${statusWords[before.status]} before, ${statusWords[now.status]} now. ${now.summary}`;
  return [{ kind, checkId: now.id, text }];
}

function certificateDifferences(before: CheckResult, now: CheckResult): Difference[] {
  const [was, is] = [certificatesOf(before), certificatesOf(now)];
  if (was === null || is === null) return [];
  const found: string[] = [];
  if (was.own.fingerprint256 !== is.own.fingerprint256) {
    const issuer =
      was.own.issuer === is.own.issuer ? `from the same issuer` : `from ${is.own.issuer} instead of ${was.own.issuer}`;
    found.push(
      `${now.title}: the server presents another certificate, ${issuer}; it is valid until ${dateInWords(Date.parse(is.own.validTo))}, the former one was until ${dateInWords(Date.parse(was.own.validTo))}.`,
    );
  } else if (was.chain !== is.chain) {
    found.push(`${now.title}: the certificate is the same, but the server sends other certificates along with it.`);
  }
  if (was.protocol !== is.protocol && was.protocol !== null && is.protocol !== null) {
    found.push(`${now.title}: the connection used ${was.protocol} and now uses ${is.protocol}.`);
  }
  return found.map((text) => ({ kind: 'changed', checkId: now.id, text }));
}

function certificatesOf({ evidence }: CheckResult) {
  for (const each of evidence) {
    const [own] = each.kind === 'certificates' ? each.chain : [];
    if (each.kind !== 'certificates' || own === undefined) continue;
    return { own, protocol: each.protocol, chain: each.chain.map((one) => one.fingerprint256).join() };
  }
  return null;
}

function addressDifferences(before: CheckResult, now: CheckResult): Difference[] {
  const [was, is] = [addressesOf(before), addressesOf(now)];
  if (!now.id.endsWith('.dns') || was === null || is === null || haveTheSame(was, is)) return [];
  const text = `${now.title}: the name led to ${was.join(', ')}; now it leads to ${is.join(', ')}.`;
  return [{ kind: 'changed', checkId: now.id, text }];
}

function addressesOf({ evidence }: CheckResult): string[] | null {
  const addresses = evidence.flatMap((each) => (each.kind === 'addresses' ? each.addresses : []));
  return addresses.length === 0 ? null : addresses.map(({ address }) => address);
}

/** In whatever order: resolvers turn it round on purpose. */
const haveTheSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.every((each) => others.includes(each)) && others.every((each) => some.includes(each));

/** Facts that stay the same as long as nobody changes the installation. */
const lastingFacts: readonly CheckId[] = ['creatio.platform', 'identity.discovery', 'identity.keys'];

function factDifferences(before: CheckResult, now: CheckResult): Difference[] {
  if (!lastingFacts.includes(now.id)) return [];
  const former = new Map(rowsOf(before).map(({ label, value }) => [label, value]));
  return rowsOf(now).flatMap(({ label, value }): Difference[] => {
    const was = former.get(label);
    if (was === undefined || was === value) return [];
    return [
      {
        kind: 'changed',
        checkId: now.id,
        text: `${now.title}: “${label}” was ${inBrief(was)} and is now ${inBrief(value)}.`,
      },
    ];
  });
}

const rowsOf = ({ evidence }: CheckResult) => evidence.flatMap((each) => (each.kind === 'facts' ? each.rows : []));

const inBrief = (value: string): string => (value.length <= 200 ? value : `${value.slice(0, 199)}…`);

function durationDifference(before: CheckResult, now: CheckResult): Difference[] {
  const [was, is] = [before.durationMs, now.durationMs];
  const comparable = [before, now].every(({ status }) => status === 'pass' || status === 'warn');
  if (!comparable || Math.abs(is - was) < noticeableMs || Math.max(was, is) < 2 * Math.min(was, is)) return [];
  const text = `${now.title}: took ${elapsedInWords(was)} before, ${elapsedInWords(is)} now.`;
  return [{ kind: 'changed', checkId: now.id, text }];
}
