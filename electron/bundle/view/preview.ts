import type { PersonalDataKind } from '../../../shared/bundle.ts';
import { openLog, type PlannedFile } from '../../logs/index.ts';
import {
  createPseudonyms,
  findIn,
  replacementOf,
  type Finding,
  type PseudonymMap,
  type Pseudonyms,
  type Redaction,
  type Stretch,
} from '../../redaction/index.ts';
import { redactionOf, type RedactionSettings } from '../redaction-settings.ts';

/** What is looked at: a log, or a text that the console writes. */
export type PreviewSource = { kind: 'log'; file: PlannedFile } | { kind: 'text'; text: string };

export interface PreviewRequest {
  source: PreviewSource;
  redaction: RedactionSettings;
  /** Names that were given already. */
  names: PseudonymMap;
  /** In bytes of what is taken of the file. */
  offset: number;
  seek: { direction: 'next' | 'previous'; rule: string | null } | null;
}

/** A part of a window; what was replaced stays in the main process, to make an exception of it. */
export interface PreviewSegment {
  text: string;
  rule: string | null;
  kind: PersonalDataKind | null;
  replaced: string | null;
}

export interface PreviewWindow {
  size: number | null;
  from: number;
  to: number;
  line: number | null;
  segments: PreviewSegment[];
  more: boolean;
}

/** A window has so much, up to the end of a line; a longer line is cut. */
const windowBytes = 32 * 1024;
const mostBytes = 64 * 1024;
/** So much is shown before what was looked for. */
const leadBytes = 1024;
/** Up to here a file is searched from its beginning, so that a value of any length is known where it began. */
const exactBytes = 32 * 1024 * 1024;
const contextBytes = 1024 * 1024;
/** How far back is looked at first; each time no more is found, four times as far. */
const firstStepBack = 4 * 1024 * 1024;

export interface Previews {
  /** A window, or null where a search found nothing. Throws a UserError `rule-invalid`. */
  window(request: PreviewRequest): Promise<PreviewWindow | null>;
}

/** Rules are made ready once for as long as they stay the same. */
export function createPreviews(): Previews {
  let key = '';
  let redaction: Redaction | null = null;
  const redactionFor = (settings: RedactionSettings): Redaction => {
    const wanted = JSON.stringify(settings);
    if (redaction === null || key !== wanted) redaction = redactionOf(settings);
    key = wanted;
    return redaction;
  };
  return {
    async window({ source, redaction: settings, names, offset, seek }) {
      const file = createFileView(source, redactionFor(settings));
      const place = seek === null ? offset : await file.seek(offset, seek);
      if (place === null) return null;
      return file.window(seek === null ? place : Math.max(0, place - leadBytes), createPseudonyms(names));
    },
  };
}

type Visit = (stretch: Stretch, position: number) => boolean;

function createFileView(source: PreviewSource, redaction: Redaction) {
  /** Searches from a position on, or a little before it, until the visitor has enough. */
  async function search(from: number, visit: Visit): Promise<void> {
    const begin = from <= exactBytes ? 0 : from - contextBytes;
    const finder = findIn(redaction);
    for await (const chunk of chunksFrom(source, begin)) {
      const stretch = finder.next(chunk);
      if (stretch !== null && !visit(stretch, begin + stretch.position)) return;
    }
    const last = finder.end();
    visit(last, begin + last.position);
  }

  return {
    async seek(
      offset: number,
      { direction, rule }: { direction: 'next' | 'previous'; rule: string | null },
    ): Promise<number | null> {
      const isWanted = (finding: Finding): boolean => rule === null || redaction.rules[finding.rule]?.id === rule;
      if (direction === 'next') {
        let found: number | null = null;
        await search(offset, ({ findings }, position) => {
          const first = findings.find((each) => isWanted(each) && position + each.from >= offset);
          if (first !== undefined) found = position + first.from;
          return found === null;
        });
        return found;
      }
      for (let step = firstStepBack; ; step *= 4) {
        const from = Math.max(0, offset - step);
        let found: number | null = null;
        await search(from, ({ findings, to }, position) => {
          for (const each of findings)
            if (isWanted(each) && position + each.from < offset) found = position + each.from;
          return position + to < offset;
        });
        if (found !== null || from === 0) return found;
      }
    },
    async window(offset: number, pseudonyms: Pseudonyms): Promise<PreviewWindow> {
      const { from, line } = await lineAt(source, offset);
      const segments: PreviewSegment[] = [];
      let to = from;
      let more = false;
      await search(from, (stretch, position) => {
        const begin = Math.max(to, position + stretch.from) - position;
        if (position + stretch.to <= to) return true;
        const end = endOfWindow(stretch, begin, position, from);
        segments.push(...segmentsOf(stretch, begin, end ?? stretch.to, redaction, pseudonyms));
        to = position + (end ?? stretch.to);
        more = end !== null;
        return end === null;
      });
      return { size: sizeOf(source), from, to, line, segments: joined(segments), more };
    },
  };
}

/** Where the window ends within a stretch, as an index; null where it goes on behind. */
function endOfWindow({ text, to }: Stretch, begin: number, position: number, from: number): number | null {
  const least = Math.max(begin, from + windowBytes - position);
  const most = from + mostBytes - position;
  const lineEnd = text.indexOf('\n', least);
  if (lineEnd !== -1 && lineEnd < Math.min(to, most)) return lineEnd + 1 < to ? lineEnd + 1 : null;
  return most < to ? most : null;
}

const textOf = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');
const plainSegment = (text: string): PreviewSegment => ({ text, rule: null, kind: null, replaced: null });

function segmentsOf(
  { text, findings }: Stretch,
  begin: number,
  end: number,
  redaction: Redaction,
  pseudonyms: Pseudonyms,
): PreviewSegment[] {
  const segments: PreviewSegment[] = [];
  let read = begin;
  for (const finding of findings) {
    if (finding.to <= read || finding.from >= end) continue;
    if (finding.from > read) segments.push(plainSegment(textOf(text.slice(read, finding.from))));
    segments.push({
      text: replacementOf(finding, pseudonyms),
      rule: redaction.rules[finding.rule]?.id ?? null,
      kind: finding.personal,
      replaced: finding.personal === null ? textOf(text.slice(finding.from, finding.to)) : finding.value,
    });
    read = finding.to;
  }
  if (read < end) segments.push(plainSegment(textOf(text.slice(read, end))));
  return segments;
}

/** Plain parts side by side become one. */
function joined(segments: readonly PreviewSegment[]): PreviewSegment[] {
  const result: PreviewSegment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (last !== undefined && last.rule === null && segment.rule === null) {
      result[result.length - 1] = plainSegment(last.text + segment.text);
    } else result.push(segment);
  }
  return result;
}

const sizeOf = (source: PreviewSource): number | null => {
  if (source.kind === 'text') return Buffer.byteLength(source.text);
  const { window, file, expectedBytes } = source.file;
  return window === null && file.archive === null ? expectedBytes : null;
};

const openChunks = (source: PreviewSource): AsyncIterable<Buffer> =>
  source.kind === 'log' ? openLog(source.file).chunks : ofText(source.text);

async function* ofText(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text, 'utf8');
}

async function* chunksFrom(source: PreviewSource, begin: number): AsyncGenerator<Buffer> {
  let position = 0;
  for await (const chunk of openChunks(source)) {
    const skip = Math.max(0, begin - position);
    position += chunk.length;
    if (skip < chunk.length) yield chunk.subarray(skip);
  }
}

/** The beginning of the line that holds a position, or the position itself within a very long line; and its number. */
async function lineAt(source: PreviewSource, offset: number): Promise<{ from: number; line: number }> {
  let position = 0;
  let line = 1;
  let from = 0;
  for await (const chunk of openChunks(source)) {
    for (let at = chunk.indexOf(0x0a); at !== -1 && position + at < offset; at = chunk.indexOf(0x0a, at + 1)) {
      line += 1;
      from = position + at + 1;
    }
    position += chunk.length;
    if (position >= offset) break;
  }
  return { from: offset - from > windowBytes ? Math.min(offset, position) : from, line };
}
