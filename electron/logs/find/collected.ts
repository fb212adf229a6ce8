import { createHash } from 'node:crypto';
import path from 'node:path';
import type { LogKind } from '../../../shared/logs.ts';
import type { Platform } from '../../../shared/profile.ts';
import { lineText } from '../../../shared/visible-text.ts';
import type { FoundFile, FoundSource } from '../types.ts';
import { eachOf } from '../abort.ts';
import { disorderMs } from '../read/seek.ts';
import { writtenZone } from '../read/zone.ts';
import { peek, type Peeked } from './peek.ts';
import { recognise, unreadablePacked, whyConfiguration, type Recognised } from './recognise.ts';
import { decideTimeZone, shownOffset } from './time-zone.ts';
import type { Place } from './places.ts';
import type { WalkedFile } from './walk.ts';
import { listZip, type ZipEntry } from './zip-entries.ts';

/** Files of one kind below one folder, while they are being found. */
interface Collected {
  kind: LogKind;
  folder: string;
  part: string | null;
  why: string;
  files: FoundFile[];
  problems: string[];
  leftOut: string[];
}

export interface CollectOptions {
  platform: Platform;
  signal?: AbortSignal | undefined;
}

/** Sorts files into sources. */
export interface Collection {
  /** @param named whether the user named this very file, which then is a log whatever its name */
  add(root: string, place: Place, file: WalkedFile, named?: boolean): Promise<void>;
  addConfiguration(root: string, why: string, name: string, file: WalkedFile): void;
  /** What could not be looked at. */
  addProblems(root: string, place: Place, problems: readonly string[]): void;
  /** What is left out on purpose. */
  addLeftOut(root: string, place: Place, leftOut: readonly string[]): void;
  /** What was found, with the moments that a look into the files tells. */
  finish(): Promise<FoundSource[]>;
}

const idOf = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);

/** More than these are not looked into; the dates of the files have to do. */
const mostPeeked = 5_000;
const mostSlow = 16;
const slowMs = 10_000;
const mostEvidence = 50;
const mostConfiguration = 100;

export function createCollection({ platform, signal }: CollectOptions): Collection {
  const sources = new Map<string, Collected>();
  const seen = new Set<string>();

  function sourceOf(kind: LogKind, folder: string, why: string, part: string | null = null): Collected {
    const key = [kind, folder, part ?? ''].join('\0');
    const source = sources.get(key) ?? { kind, folder, part, why, files: [], problems: [], leftOut: [] };
    sources.set(key, source);
    return source;
  }

  function keep(source: Collected, file: WalkedFile, recognised: Recognised, part: Partial<FoundFile> = {}): void {
    const id = idOf(file.path, part.archive?.kind === 'zip' ? part.archive.entry : '');
    source.files.push({
      id,
      // Names come from other machines and archives; people read them.
      name: lineText([...file.folders, file.name].join('/')),
      path: file.path,
      kind: recognised.kind,
      bytes: file.bytes,
      archive: recognised.packed === 'gzip' ? { kind: 'gzip' } : null,
      identity: file.identity,
      firstAt: null,
      lastAt: file.modifiedAt,
      offsetMinutes: null,
      why: recognised.why,
      ...part,
    });
  }

  async function addZip(root: string, place: Place, file: WalkedFile): Promise<void> {
    const { entries, problem } = await listZip(file.path, file.identity, signal);
    const label = [...file.folders, file.name];
    if (isBundle(entries)) {
      addLeftOut(root, place, [
        `${label.join('/')}: It is a bundle that was made before; its logs are not taken again.`,
      ]);
      return;
    }
    if (problem !== null) addProblems(root, place, [`${label.join('/')}: ${problem}`]);
    for (const entry of entries) {
      const recognised = recognise([...file.folders, ...entry.folders], entry.name, { role: place.role, platform });
      if (recognised === null) continue;
      // Servers pack old logs one by one, and people pack those together.
      if (recognised.packed === 'zip') {
        const why = 'A zip archive within another one is not read; unpack the outer one.';
        addProblems(root, place, [`${[...label, ...entry.folders, entry.name].join('/')}: ${why}`]);
        continue;
      }
      const folders = [...label, ...entry.folders];
      keep(
        sourceOf(recognised.kind, root, place.why, partOf(folders)),
        { ...file, folders, name: entry.name, bytes: entry.bytes, modifiedAt: entry.modifiedAt },
        recognised,
        { archive: { kind: 'zip', entry: entry.number, packed: recognised.packed === 'gzip' } },
      );
    }
  }

  const sourceAt = (root: string, place: Place): Collected =>
    [...sources.values()].find(({ folder, kind }) => folder === root && kind !== 'configuration') ??
    sourceOf(kindOfRole(place, platform), root, place.why);
  function addProblems(root: string, place: Place, problems: readonly string[]): void {
    if (problems.length > 0) sourceAt(root, place).problems.push(...problems);
  }
  function addLeftOut(root: string, place: Place, leftOut: readonly string[]): void {
    if (leftOut.length > 0) sourceAt(root, place).leftOut.push(...leftOut);
  }

  return {
    async add(root, place, file, named = false) {
      if (seen.has(file.path)) return;
      seen.add(file.path);
      const byName = recognise(file.folders, file.name, { role: place.role, platform });
      const recognised = byName ?? (named && !unreadablePacked.test(file.name) ? namedFile : null);
      if (recognised?.packed === 'zip') await addZip(root, place, file);
      else if (recognised !== null) {
        keep(sourceOf(recognised.kind, root, place.why, partOf(file.folders)), file, recognised);
      } else if (unreadablePacked.test(file.name)) {
        const why = 'Files packed this way are not read; unpack it and name the folder.';
        addProblems(root, place, [`${[...file.folders, file.name].join('/')}: ${why}`]);
      }
    },
    addConfiguration(root, why, name, file) {
      const source = sourceOf('configuration', root, why);
      if (seen.has(file.path) || source.files.length >= mostConfiguration) return;
      seen.add(file.path);
      const recognised: Recognised = {
        kind: 'configuration',
        packed: null,
        why: whyConfiguration(path.basename(name)),
      };
      keep(source, file, recognised);
    },
    addProblems,
    addLeftOut,
    finish: () => Promise.all(joined([...sources.values()]).map((source) => finished(source, signal))),
  };
}

/** Where there is one website, what lies beside its folder is not kept apart from it. */
function joined(sources: readonly Collected[]): Collected[] {
  const all: Collected[] = [];
  for (const source of sources) {
    const isSame = ({ kind, folder }: Collected): boolean => kind === source.kind && folder === source.folder;
    if (sources.filter((each) => isSame(each) && each.part !== null).length > 1) all.push(source);
    else {
      const whole = all.find(isSame);
      if (whole === undefined) all.push({ ...source, part: null });
      else {
        whole.files.push(...source.files);
        whole.problems.push(...source.problems);
        whole.leftOut.push(...source.leftOut);
      }
    }
  }
  return all;
}

/** What this console makes has these beside the logs. */
function isBundle(entries: readonly ZipEntry[]): boolean {
  const names = new Set(entries.flatMap(({ folders, name }) => (folders.length === 0 ? [name] : [])));
  return ['manifest.json', 'redaction-report.json', 'letter.md'].every((name) => names.has(name));
}

/** One server can have several websites: of Creatio `Site_<id>/<application>`, of IIS `W3SVC<id>`. */
function partOf(folders: readonly string[]): string | null {
  const at = folders.findIndex((folder) => /^(?:site_\d+|w3svc\d+)$/i.test(folder));
  if (at === -1) return null;
  const ofCreatio = /^site/i.test(folders[at] ?? '');
  return folders.slice(at, at + (ofCreatio ? 2 : 1)).join('/');
}

const namedFile: Recognised = { kind: 'other', packed: null, why: 'You named this file.' };

function kindOfRole({ role }: Place, platform: Platform): LogKind {
  if (role === 'creatio') return platform === 'net' ? 'creatio-net' : 'creatio-net-framework';
  return role === 'any' ? 'other' : role;
}

async function finished(source: Collected, signal: AbortSignal | undefined): Promise<FoundSource> {
  const newest = source.files.toSorted((one, other) => (other.lastAt ?? 0) - (one.lastAt ?? 0));
  const peeked = new Map<FoundFile, Peeked>();
  if (source.kind !== 'configuration') {
    // Of a machine that answers no more, every file would have to be waited for.
    let slow = 0;
    await eachOf(newest.slice(0, mostPeeked), 16, async (file) => {
      if (file.archive?.kind === 'zip' || slow >= mostSlow) return;
      const began = Date.now();
      const packed = file.archive === null ? null : 'gzip';
      peeked.set(file, await peek({ path: file.path, identity: file.identity, packed }, signal));
      slow += Date.now() - began > slowMs ? 1 : 0;
    });
  }
  const evidence = newest.flatMap((file) => {
    const { last, certain } = peeked.get(file) ?? { last: Number.NaN, certain: true };
    return certain || Number.isNaN(last) ? [] : [{ lastWritten: last, modifiedAt: file.lastAt ?? 0 }];
  });
  const timeZone = decideTimeZone(evidence.slice(0, mostEvidence));
  const files = newest.map((file) => withMoments(file, peeked.get(file), timeZone.offsetMinutes));
  return {
    id: idOf(source.kind, source.folder, source.part ?? ''),
    kind: source.kind,
    folder: source.folder,
    part: source.part,
    why: source.why,
    files,
    timeZone,
    problem: told([...source.problems, ...source.leftOut]),
    isWhole: source.problems.length === 0,
  };
}

const mostTold = 20;

function told(problems: readonly string[]): string | null {
  if (problems.length === 0) return null;
  const further = problems.length - mostTold;
  const sentences = problems.slice(0, mostTold).map(lineText);
  return [...sentences, ...(further > 0 ? [`${further} more are left out for reasons like these.`] : [])].join(' ');
}

function withMoments(file: FoundFile, peeked: Peeked | undefined, sourceOffset: number | null): FoundFile {
  const modifiedAt = file.lastAt ?? 0;
  if (peeked === undefined || (Number.isNaN(peeked.first) && Number.isNaN(peeked.last))) {
    return { ...file, offsetMinutes: sourceOffset, firstAt: namedStart(file.name, modifiedAt) };
  }
  // Logs of requests are in UTC beside others that are not.
  const ownUtc = !peeked.certain && shownOffset({ lastWritten: peeked.last, modifiedAt }) === 0;
  const offsetMinutes = peeked.certain || ownUtc ? 0 : sourceOffset;
  const zone = writtenZone(offsetMinutes);
  const first = Number.isNaN(peeked.first) ? null : zone.instantsOf(peeked.first).earliest;
  const last = Number.isNaN(peeked.last) ? null : zone.instantsOf(peeked.last).latest;
  // Of a file that is not in the order of time, such as one with the newest first, more is not known without reading it.
  const isOrdered = first === null || last === null || first <= last + disorderMs;
  return {
    ...file,
    // Moments with a time zone of their own need none, and the rest of the source has one.
    offsetMinutes: peeked.certain ? sourceOffset : offsetMinutes,
    firstAt: isOrdered ? first : null,
    lastAt: isOrdered ? (last ?? modifiedAt) : Math.max(first, modifiedAt),
  };
}

/** The ASP.NET Core module names the standard output by the moment at which it began, in UTC. */
function namedStart(name: string, modifiedAt: number): number | null {
  const found = /stdout_(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)_/.exec(name);
  if (found === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found.slice(1).map(Number);
  const start = Date.UTC(year, month - 1, day, hour, minute, second);
  return start <= modifiedAt ? start : null;
}
