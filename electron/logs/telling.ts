import { tellingLines, type TellingLine } from '../../shared/telling-lines.ts';
import { openLog } from './read/index.ts';
import { lineHeadBytes, momentReader } from './read/moments.ts';
import { writtenZone } from './read/zone.ts';
import type { FoundFile, ReadingPlan } from './types.ts';

/** A line that tells something about OAuth, as it stands in the log: nothing of it is redacted yet. */
export interface FoundLine {
  line: TellingLine;
  file: FoundFile;
  /** The moment of its entry in milliseconds, where that is known. */
  at: number | null;
  /** The line, of a long one what is around the text that was looked for. */
  text: string;
}

export interface TellingLinesFound {
  /** The newest of each telling line, the newest first. */
  hits: FoundLine[];
  counts: Map<string, number>;
  filesRead: number;
  bytesRead: number;
  problems: { file: FoundFile; why: string }[];
}

export interface TellingOptions {
  signal?: AbortSignal | undefined;
  onRead?: (filesDone: number, bytesRead: number) => void;
}

const mostOfEach = 20;
/** Of a longer line, so much before and behind the text that was found. */
const aroundHit = 5_000;
const longLine = 256 * 1024;

/** Searches what a plan takes for lines that tell about OAuth. Rejects with the signal's reason alone. */
export async function searchTellingLines(plan: ReadingPlan, options: TellingOptions = {}): Promise<TellingLinesFound> {
  const { signal, onRead } = options;
  const found: TellingLinesFound = { hits: [], counts: new Map(), filesRead: 0, bytesRead: 0, problems: [] };
  const kept = new Map<string, FoundLine[]>();
  for (const planned of plan.files) {
    const { file } = planned;
    if (file.kind === 'configuration') continue;
    const reading = openLog(planned, {
      ...(signal === undefined ? {} : { signal }),
      onRead: (bytes) => onRead?.(found.filesRead, (found.bytesRead += bytes)),
    });
    const search = lineSearch(file.offsetMinutes, (line, at, text) => {
      found.counts.set(line.id, (found.counts.get(line.id) ?? 0) + 1);
      const newest = kept.get(line.id) ?? [];
      newest.push({ line, file, at, text });
      // Of a file the last ones are the newest; what comes from several is put in order below.
      if (newest.length > mostOfEach * 4) newest.splice(0, newest.length, ...newestOf(newest));
      kept.set(line.id, newest);
    });
    for await (const chunk of reading.chunks) search(chunk);
    search(Buffer.from('\n'));
    const { skipped, cut } = reading.result();
    if (skipped !== null || cut !== null) found.problems.push({ file, why: skipped ?? cut ?? '' });
    found.filesRead += 1;
  }
  found.hits = newestOf(
    [...kept.values()].flatMap((lines) => newestOf(lines)),
    Infinity,
  );
  return found;
}

const newestOf = (lines: readonly FoundLine[], most = mostOfEach): FoundLine[] =>
  lines.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0)).slice(0, most);

const texts = tellingLines.flatMap((line) => line.texts.map((text) => ({ line, text: text.toLowerCase() })));
const longestTelling = Math.max(...texts.map(({ text }) => text.length));
const anyText = new RegExp(texts.map(({ text }) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'gi');

/** Looks through the pieces of one file. Of a line that is cut by a piece, a bounded part is kept for the next one. */
function lineSearch(
  offsetMinutes: number | null,
  found: (line: TellingLine, at: number | null, text: string) => void,
): (chunk: Buffer) => void {
  const zone = writtenZone(offsetMinutes);
  const momentOf = momentReader(zone.offsetMinutesAt, null);
  let carried = '';
  /** So much of it was searched before. */
  let decided = 0;
  let at: number | null = null;
  const momentIn = (line: string): void => {
    const bytes = Buffer.from(line.slice(0, lineHeadBytes), 'latin1');
    const moment = momentOf(bytes, 0, bytes.length);
    if (!Number.isNaN(moment)) at = zone.instantOf(moment);
  };
  return (chunk) => {
    // One character a byte: the texts are ASCII, and positions stay those of bytes.
    const text = carried + chunk.toString('latin1');
    const lastBreak = text.lastIndexOf('\n') + 1;
    const isLong = lastBreak === 0 && text.length > longLine;
    const whole = isLong ? text.length - longestTelling : lastBreak;
    const searched = text.slice(0, whole);
    if (isLong && decided === 0) momentIn(text.slice(0, lineHeadBytes));
    const toldHere = new Set<TellingLine>();
    let [lineStart, told] = [0, decided];
    let lineEnd = endOfLine(searched, 0);
    anyText.lastIndex = decided;
    for (let hit = anyText.exec(searched); hit !== null; hit = anyText.exec(searched)) {
      if (hit.index > lineEnd) {
        lineStart = searched.lastIndexOf('\n', hit.index) + 1;
        lineEnd = endOfLine(searched, hit.index);
        toldHere.clear();
      }
      const line = texts.find((each) => each.text === hit?.[0].toLowerCase())?.line;
      if (line === undefined || toldHere.has(line)) continue;
      toldHere.add(line);
      entryBefore(searched, told, lineStart, momentIn);
      told = Math.max(told, lineStart);
      momentIn(searched.slice(lineStart, Math.min(lineEnd, lineStart + lineHeadBytes)));
      const shown = searched.slice(
        Math.max(lineStart, hit.index - aroundHit),
        Math.min(lineEnd, hit.index + aroundHit),
      );
      found(line, at, Buffer.from(shown, 'latin1').toString('utf8'));
    }
    entryBefore(searched, told, searched.length, momentIn);
    // Of a line that goes on, what is around the next hit is needed, too.
    const from = isLong ? Math.max(0, whole - aroundHit) : whole;
    carried = text.slice(from);
    decided = whole - from;
  };
}

function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found;
}

/** The last line with a moment before a place: a hit in a stack trace is of the entry above. */
function entryBefore(text: string, from: number, to: number, momentIn: (line: string) => void): void {
  const looked = text.slice(Math.max(from, to - 64 * 1024), to);
  for (const found of looked.matchAll(/^[[{\d][^\n]{0,200}/gm)) momentIn(found[0]);
}
