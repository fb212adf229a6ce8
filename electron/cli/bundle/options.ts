import * as z from 'zod/mini';
import type { BundleEncryption, PersonalDataKind } from '../../../shared/bundle.ts';
import { usualLimits, usualMarginMs, type LogPeriod } from '../../../shared/logs.ts';
import { passphraseProblem } from '../../../shared/passphrase.ts';
import { UserError } from '../../../shared/user-error.ts';
import { writtenZone } from '../../logs/index.ts';
import { personalKinds, type OwnRule } from '../../redaction/index.ts';
import { readOwnRules } from '../../bundle/own-rules.ts';
import { formatOption, numberOption, parseOptions, usageError } from '../options.ts';
import { readSecretFrom } from '../secret-source.ts';

/** What the command line asks for. */
export interface BundleCommand {
  out: string;
  /** Name or id of an environment; null for folders alone. */
  environment: string | null;
  folders: string[];
  period: LogPeriod;
  /** Minutes that times without a zone are ahead of UTC; null where that is to be found out. */
  offsetMinutes: number | null;
  limits: { perFileBytes: number; totalBytes: number };
  /** Kinds of personal data that stay. */
  keep: PersonalDataKind[];
  /** Whether every configuration file that is found is taken, or which of them, by their paths or the ends of these. */
  configuration: 'all' | string[];
  report: boolean;
  /** Id of a guided session, or the one that changed last; null for none. */
  session: string | null;
  rules: OwnRule[];
  caseNumber: string;
  whatHappened: string;
  when: string;
  tried: string;
  /** Environment variables that hold secrets to hide. */
  secretVariables: string[];
  encryption: BundleEncryption;
  /** Passphrase for the map of names, which is then saved beside the bundle; null where none is wanted. */
  mapPassphrase: string | null;
  format: 'text' | 'json';
}

const mebibyte = 1024 * 1024;

/** Reads the arguments of `bundle`. Throws a UserError `usage`, `secret-missing`, `passphrase-refused`, or for own rules. */
export async function parseBundleOptions(args: readonly string[]): Promise<BundleCommand> {
  const { values, positionals } = parseOptions('bundle', args, {
    out: { type: 'string' },
    folder: { type: 'string', multiple: true },
    from: { type: 'string' },
    to: { type: 'string' },
    last: { type: 'string' },
    recorded: { type: 'boolean' },
    everything: { type: 'boolean' },
    'time-zone': { type: 'string' },
    'limit-file': { type: 'string' },
    'limit-total': { type: 'string' },
    'no-personal': { type: 'string', multiple: true },
    configuration: { type: 'boolean' },
    'configuration-file': { type: 'string', multiple: true },
    'no-report': { type: 'boolean' },
    session: { type: 'string' },
    rules: { type: 'string' },
    case: { type: 'string' },
    'what-happened': { type: 'string' },
    when: { type: 'string' },
    tried: { type: 'string' },
    'secret-env': { type: 'string', multiple: true },
    'encrypt-passphrase-env': { type: 'string' },
    recipient: { type: 'string' },
    'map-passphrase-env': { type: 'string' },
    format: { type: 'string' },
  });
  const [environment = null, ...others] = positionals;
  const folders = values.folder ?? [];
  if (values.out === undefined || values.out === '')
    throw usageError('bundle', 'Say with --out where the bundle goes.');
  if (others.length > 0) throw usageError('bundle', 'A bundle is of one environment.');
  // What an empty variable leaves, and the folder that the console runs in otherwise.
  if (folders.some((folder) => folder.trim() === '')) throw usageError('bundle', '--folder names no folder.');
  if (environment === null && folders.length === 0) {
    throw usageError('bundle', 'Name an environment, or folders with --folder.');
  }
  if (values.recorded === true && environment === null) {
    throw usageError('bundle', '--recorded takes the recording of an environment.');
  }
  return {
    out: values.out,
    environment,
    folders,
    period: periodOf(values),
    offsetMinutes: values['time-zone'] === undefined ? null : offsetOf(values['time-zone']),
    limits: {
      perFileBytes: limitOf('limit-file', values['limit-file']) ?? usualLimits.perFileBytes,
      totalBytes: limitOf('limit-total', values['limit-total']) ?? usualLimits.totalBytes,
    },
    keep: (values['no-personal'] ?? []).flatMap((list) => list.split(',').map(kindNamed)),
    configuration: values.configuration === true ? 'all' : (values['configuration-file'] ?? []),
    report: values['no-report'] !== true,
    session: sessionOf(values.session, environment),
    rules: values.rules === undefined ? [] : await readOwnRules(values.rules),
    caseNumber: values.case ?? '',
    whatHappened: values['what-happened'] ?? '',
    when: values.when ?? '',
    tried: values.tried ?? '',
    secretVariables: values['secret-env'] ?? [],
    encryption: await encryptionOf(values['encrypt-passphrase-env'], values.recipient),
    mapPassphrase:
      values['map-passphrase-env'] === undefined
        ? null
        : await passphraseFrom(values['map-passphrase-env'], '--map-passphrase-env'),
    format: formatOption('bundle', values.format),
  };
}

function limitOf(name: string, text: string | undefined): number | undefined {
  const mebibytes = numberOption('bundle', name, text, [1, 100_000_000]);
  return mebibytes === undefined ? undefined : mebibytes * mebibyte;
}

function sessionOf(text: string | undefined, environment: string | null): string | null {
  if (text === undefined) return null;
  if (environment === null) throw usageError('bundle', '--session takes a guided session of an environment; name it.');
  if (z.union([z.literal('latest'), z.uuid()]).safeParse(text.toLowerCase()).success) return text.toLowerCase();
  throw usageError('bundle', '--session takes the id of a guided session, or latest.');
}

interface PeriodValues {
  from?: string | undefined;
  to?: string | undefined;
  last?: string | undefined;
  recorded?: boolean | undefined;
  everything?: boolean | undefined;
}

function periodOf({ from, to, last, recorded, everything }: PeriodValues): LogPeriod {
  const ways = [from !== undefined || to !== undefined, last !== undefined, recorded === true, everything === true];
  if (ways.filter(Boolean).length > 1) {
    throw usageError('bundle', 'Say one of --from and --to, --last, --recorded and --everything.');
  }
  if (recorded === true) return { kind: 'recorded', marginMs: usualMarginMs };
  const minutes = numberOption('bundle', 'last', last, [1, 1_000_000]);
  const now = Date.now();
  if (minutes !== undefined) return between(now - minutes * 60_000, now);
  if (from === undefined && to === undefined) return { kind: 'everything' };
  const begin = from === undefined ? 0 : momentOf('from', from);
  const end = to === undefined ? now : momentOf('to', to);
  if (end < begin) throw usageError('bundle', '--to is before --from.');
  return between(begin, end);
}

function offsetOf(text: string): number {
  if (/^(?:z|utc)$/i.test(text)) return 0;
  const [, sign, hours = '', minutes = ''] = /^([+-])(\d\d):?([0-5]\d)$/.exec(text) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  if (sign !== undefined && offset <= farthestMinutes) return sign === '-' ? -offset : offset;
  throw usageError('bundle', '--time-zone takes UTC or the distance to it, such as +02:00.');
}

const farthestMinutes = 14 * 60;

const between = (from: number, to: number): LogPeriod => ({
  kind: 'period',
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  marginMs: 0,
});

function momentOf(name: string, text: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?:([T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (parts !== null) {
    const [, year, month, day, time = 'T00:00', zone] = parts;
    // JavaScript takes the 31st of February for a day in March.
    const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
    const moment = Date.parse(`${year}-${month}-${day}${time}${zone ?? 'Z'}`);
    if (isDay && !Number.isNaN(moment)) return zone === undefined ? inLocalTime(name, moment) : moment;
  }
  throw usageError(
    'bundle',
    `--${name} takes a moment such as 2026-11-21T10:00:00, in local time unless it says Z or +02:00.`,
  );
}

/** In an hour that a change of clocks repeats, a period begins with the first and ends with the second. */
function inLocalTime(name: string, written: number): number {
  const { earliest, latest } = writtenZone(null).instantsOf(written);
  return name === 'to' ? latest : earliest;
}

function kindNamed(name: string): PersonalDataKind {
  const kind = personalKinds.find((each) => each === name.trim());
  if (kind === undefined) throw usageError('bundle', `--no-personal takes ${personalKinds.join(', ')}.`);
  return kind;
}

async function encryptionOf(variable: string | undefined, recipient: string | undefined): Promise<BundleEncryption> {
  if (variable !== undefined && recipient !== undefined) {
    throw usageError('bundle', 'A bundle is encrypted for a passphrase or for a recipient, not for both.');
  }
  if (recipient !== undefined) {
    if (/^age1[a-z0-9]{6,5000}$/.test(recipient)) return { kind: 'recipient', recipient };
    throw usageError('bundle', '--recipient takes a public key of age, which begins with age1.');
  }
  if (variable === undefined) return { kind: 'none' };
  return { kind: 'passphrase', passphrase: await passphraseFrom(variable, '--encrypt-passphrase-env') };
}

async function passphraseFrom(variable: string, option: string): Promise<string> {
  const passphrase = await readSecretFrom({ variable }, { what: 'passphrase', option });
  const problem = passphraseProblem(passphrase);
  if (problem !== null) throw new UserError('passphrase-refused', problem);
  return passphrase;
}
