import { logKindTitles, type LogKind, type LogPeriod, type LogSelection } from '../../shared/logs.ts';
import { durationInWords } from '../oauth/moments.ts';
import { fileErrorCode } from '../files/index.ts';
import { answered, eachOf, NoAnswer } from './abort.ts';
import { growth, tellEncoding } from './read/encoding.ts';
import { openShared, sentenceOf, Unreadable } from './read/open.ts';
import { readAt } from './read/bytes.ts';
import { refusePacked } from './read/packed.ts';
import { stretchOf } from './read/stretch.ts';
import type { FoundFile, FoundLogs, PlannedFile, ReadingPlan } from './types.ts';
import { sizeInWords } from './words.ts';

/** What a recording tells beside its window. */
export interface RecordedWindow {
  from: number;
  to: number;
  /** How long files whose lines have no times were when it began, by path. */
  marks: Readonly<Record<string, { identity: string | null; bytes: number }>>;
}

export interface PlanOptions {
  selection: Pick<LogSelection, 'files' | 'configuration' | 'limits' | 'offsetMinutes'> & { period: LogPeriod };
  /** The recording that the period means; null where there is none. */
  recorded: RecordedWindow | null;
  /** How far the clocks of the servers are ahead of this computer's, in milliseconds. */
  clockDifferences: { creatioMs: number | null; identityServiceMs: number | null };
  signal?: AbortSignal | undefined;
  onFile?: (filesDone: number, files: number) => void;
}

/** A date in an archive or in a name tells no time zone. */
const vagueMs = 14 * 3_600_000;
/** Dates of files are kept in units of up to two seconds. */
const coarseMs = 2_000;
const largestConfigurationBytes = 4 * 1024 * 1024;

/**
 * Decides what is read of which file: those outside the window are left out, the limits cut the oldest. Looks into files for
 * that; a file that cannot be read is skipped with the reason. Rejects with the signal's reason alone.
 */
export async function planReading(found: FoundLogs, options: PlanOptions): Promise<ReadingPlan> {
  const { selection, signal, onFile } = options;
  const window = windowOf(options);
  const all = found.sources.flatMap(({ files }) => files);
  const wanted = selection.files === 'all' ? null : new Set(selection.files);
  const configuration = new Set(selection.configuration);
  const chosen = all.filter(({ id, kind }) =>
    kind === 'configuration' ? configuration.has(id) : wanted === null || wanted.has(id),
  );
  let done = 0;
  const looked = await eachOf(chosen, 8, async (file) => {
    signal?.throwIfAborted();
    const planned = await plan(file, window, options);
    onFile?.((done += 1), chosen.length);
    return { file, planned };
  });
  const skipped = looked.flatMap(({ file, planned }) => {
    if (typeof planned === 'string') return [{ file, why: planned, isFault: false }];
    return 'fault' in planned ? [{ file, why: planned.fault, isFault: true }] : [];
  });
  const files = looked.flatMap(({ planned }) => (typeof planned === 'string' || 'fault' in planned ? [] : [planned]));
  const kept = withinTotal(files, selection.limits.totalBytes, skipped);
  return {
    files: kept,
    skipped,
    unseen: [
      ...found.unread,
      ...found.sources.flatMap(({ folder, problem, isWhole }) =>
        problem === null ? [] : [{ folder, why: problem, isFault: !isWhole }],
      ),
    ],
    configuration: all.filter(({ kind, bytes }) => kind === 'configuration' && bytes <= largestConfigurationBytes),
    expectedBytes: sum(kept, ({ expectedBytes }) => expectedBytes),
    bytesToRead: sum(kept, ({ bytesToRead }) => bytesToRead),
    window,
    times: timesOf(found, new Set(kept.map(({ file }) => file.id)), options),
  };
}

/** What the window and its files depend on, to be checked by whoever reads them elsewhere. */
function timesOf(found: FoundLogs, taken: ReadonlySet<string>, { selection, clockDifferences }: PlanOptions): string[] {
  const ofUser = 'Their times are in the time zone that the user chose, where the lines have none.';
  const zones = found.sources
    .filter(({ kind, files }) => kind !== 'configuration' && files.some(({ id }) => taken.has(id)))
    .map(({ kind, timeZone }) => `${logKindTitles[kind]}: ${selection.offsetMinutes === null ? timeZone.why : ofUser}`);
  const clocks = [
    ['Creatio', clockDifferences.creatioMs],
    ['the Identity Service', clockDifferences.identityServiceMs],
  ] as const;
  const differing = clocks.flatMap(([server, difference]) => {
    if (difference === null || difference === 0 || selection.period.kind === 'everything') return [];
    const direction = difference > 0 ? 'ahead of' : 'behind';
    const size = durationInWords(Math.abs(difference));
    return [`The clock of ${server} is ${size} ${direction} the one of this computer; the period was moved by that.`];
  });
  return [...new Set(zones), ...differing];
}

const sum = (files: readonly PlannedFile[], of: (file: PlannedFile) => number): number =>
  files.reduce((total, file) => total + of(file), 0);

function windowOf({ selection: { period }, recorded }: PlanOptions): { from: number; to: number } | null {
  if (period.kind === 'everything') return null;
  const from = period.kind === 'period' ? Date.parse(period.from) : (recorded?.from ?? 0);
  const to = period.kind === 'period' ? Date.parse(period.to) : (recorded?.to ?? 0);
  return { from: Math.min(from, to) - period.marginMs, to: Math.max(from, to) + period.marginMs };
}

/** Why a file cannot be read. */
interface Fault {
  fault: string;
}

/** The file as it is to be read, or why it is not. */
async function plan(
  found: FoundFile,
  window: { from: number; to: number } | null,
  { selection, recorded, clockDifferences, signal }: PlanOptions,
): Promise<PlannedFile | Fault | string> {
  const limitBytes = selection.limits.perFileBytes;
  if (found.kind === 'configuration') {
    const tooLarge = `It is larger than ${sizeInWords(largestConfigurationBytes)}, more than any configuration.`;
    if (found.bytes > largestConfigurationBytes) return tooLarge;
    return { file: found, window: null, fromByte: 0, limitBytes, expectedBytes: found.bytes, bytesToRead: found.bytes };
  }
  const file = selection.offsetMinutes === null ? found : inZone(found, selection.offsetMinutes);
  const ahead = differenceOf(file.kind, clockDifferences);
  const ofServer = window === null ? null : { from: window.from + ahead, to: window.to + ahead };
  const fromByte = selection.period.kind === 'recorded' && recorded !== null ? markOf(file, recorded) : 0;
  const planned = { file, window: ofServer, fromByte, limitBytes };
  if (file.archive !== null) return planArchive(planned, signal);
  return planPlain(planned, signal);
}

/** A file whose times are in another zone than they were taken for: its moments may lie between there and here. */
function inZone(file: FoundFile, offsetMinutes: number): FoundFile {
  const { firstAt, lastAt } = file;
  const before = file.offsetMinutes ?? -new Date(lastAt ?? 0).getTimezoneOffset();
  const movedMs = (before - offsetMinutes) * 60_000;
  return {
    ...file,
    offsetMinutes,
    firstAt: firstAt === null ? null : firstAt + Math.min(0, movedMs),
    lastAt: lastAt === null ? null : lastAt + Math.max(0, movedMs),
  };
}

/** How long a file was when the recording began, also where it was renamed since; 0 where it was not there. */
function markOf({ path, identity }: FoundFile, { marks }: RecordedWindow): number {
  const ofPath = marks[path];
  // A file system that numbers no files, at one time at least.
  if (identity === null || ofPath?.identity === null) return ofPath?.bytes ?? 0;
  return Object.values(marks).find((mark) => mark.identity === identity)?.bytes ?? 0;
}

const differenceOf = (kind: LogKind, { creatioMs, identityServiceMs }: PlanOptions['clockDifferences']): number =>
  (kind === 'identity-service' ? identityServiceMs : creatioMs) ?? 0;

type Unmeasured = Omit<PlannedFile, 'expectedBytes' | 'bytesToRead'>;
const outside = 'It holds nothing of the time that is wanted.';
const empty = 'It is empty.';

async function planArchive(
  planned: Unmeasured,
  signal: AbortSignal | undefined,
): Promise<PlannedFile | Fault | string> {
  const { file, window, limitBytes } = planned;
  const { archive } = file;
  const isZip = archive?.kind === 'zip';
  if (!isZip && file.bytes === 0) return empty;
  if (window !== null) {
    if (file.lastAt !== null && file.lastAt + (isZip ? vagueMs : coarseMs) < window.from) return outside;
    if (file.firstAt !== null && file.firstAt > window.to) return outside;
  }
  // What is packed once more tells its size at its end, which is not read before it is taken.
  const isAsSaid = isZip && !archive.packed;
  const unpacked = isZip ? file.bytes * (isAsSaid ? 1 : usualPacking) : await unpackedBytesOf(file, signal);
  if (typeof unpacked !== 'number') return unpacked;
  // What an archive says of its size is no promise: the limit for all files has to hold without it.
  const most = 2 * Math.max(unpacked, isAsSaid ? 0 : file.bytes * usualPacking) + 1024 ** 2;
  return {
    ...planned,
    limitBytes: Math.min(limitBytes, most),
    expectedBytes: Math.min(unpacked, limitBytes),
    // It is unpacked twice where it may exceed the limit: how much is too much has to be known first.
    bytesToRead: file.bytes * (isAsSaid || most <= limitBytes ? 1 : 2),
  };
}

/** Logs shrink to a tenth or so. */
const usualPacking = 12;

/** What a gzip file says at its end (RFC 1952), where that can be: of one beyond 4 GiB it is the rest. */
async function unpackedBytesOf(file: FoundFile, signal: AbortSignal | undefined): Promise<number | Fault> {
  try {
    const { handle, bytes } = await openShared(file.path, file.identity, signal);
    try {
      const end = await readAt(handle, Math.max(0, bytes - 4), 4, signal);
      const said = end.length === 4 ? end.readUInt32LE(0) : 0;
      return said >= bytes && bytes * usualPacking < 2 ** 32 ? said : bytes * usualPacking;
    } finally {
      void handle.close().catch(() => undefined);
    }
  } catch (error) {
    return faultOf(error, signal);
  }
}

/** Why a file cannot be read; a fault of ours goes on. */
function faultOf(error: unknown, signal: AbortSignal | undefined): Fault {
  signal?.throwIfAborted();
  if (error instanceof Unreadable || error instanceof NoAnswer || fileErrorCode(error) !== null)
    return { fault: sentenceOf(error) };
  throw error;
}

async function planPlain(planned: Unmeasured, signal: AbortSignal | undefined): Promise<PlannedFile | Fault | string> {
  const { file, window, fromByte, limitBytes } = planned;
  // The name of a standard output tells when it began, but not where.
  const vague = file.kind === 'identity-service' ? vagueMs : 0;
  if (window !== null && file.firstAt !== null && file.firstAt - vague > window.to) return outside;
  try {
    const { handle, bytes } = await openShared(file.path, file.identity, signal);
    try {
      if (bytes === 0) return empty;
      const modifiedAt = Math.max((await answered(handle.stat(), signal)).mtimeMs, file.lastAt ?? 0);
      // What a file held when it was last written to is no newer than that, by the clock of its own machine.
      if (window !== null && modifiedAt + coarseMs < window.from) return outside;
      if (window === null) {
        const head = await readAt(handle, 0, 4096, signal);
        refusePacked(head, false);
        const expected = Math.min(Math.ceil(bytes * growth(tellEncoding(head))), limitBytes);
        return { ...planned, expectedBytes: expected, bytesToRead: Math.min(bytes, Math.max(expected, 1)) };
      }
      const stretch = await stretchOf(
        handle,
        bytes,
        { window, fromByte, limitBytes, offsetMinutes: file.offsetMinutes },
        signal,
      );
      if (stretch.to <= stretch.from) return outside;
      return {
        ...planned,
        expectedBytes: Math.min(stretch.mostBytes, limitBytes),
        bytesToRead: (stretch.to - stretch.from) * (stretch.mostBytes > limitBytes && !stretch.shortened ? 2 : 1),
      };
    } finally {
      void handle.close().catch(() => undefined);
    }
  } catch (error) {
    return faultOf(error, signal);
  }
}

/** In whatever order a folder lists its files. */
const byName = (one: FoundFile, other: FoundFile): number => {
  const [first, second] = [one, other].map(({ path, name }) => `${path}\n${name}`);
  return first === second ? 0 : (first ?? '') < (second ?? '') ? -1 : 1;
};

/** The newest files are kept; the one that the limit cuts through is cut. */
function withinTotal(
  files: readonly PlannedFile[],
  totalBytes: number,
  skipped: ReadingPlan['skipped'],
): PlannedFile[] {
  const limits = new Map<PlannedFile, number>();
  let left = totalBytes;
  // A configuration is small and was named.
  const rank = ({ file }: PlannedFile): number => (file.kind === 'configuration' ? Infinity : (file.lastAt ?? 0));
  const newest = files.toSorted((one, other) =>
    rank(other) === rank(one) ? byName(one.file, other.file) : rank(other) - rank(one),
  );
  for (const each of newest) {
    const limit = Math.min(each.limitBytes, left);
    if (limit < 1024 && limit < each.expectedBytes) {
      const why = `The limit of ${sizeInWords(totalBytes)} for all files is used up by newer ones.`;
      skipped.push({ file: each.file, why, isFault: false });
      continue;
    }
    limits.set(each, limit);
    left -= each.file.archive === null ? Math.min(limit, each.expectedBytes) : limit;
  }
  return files.flatMap((each) => {
    const limitBytes = limits.get(each);
    if (limitBytes === undefined) return [];
    return [{ ...each, limitBytes, expectedBytes: Math.min(each.expectedBytes, limitBytes) }];
  });
}
