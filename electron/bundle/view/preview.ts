import type { PersonalDataKind } from '../../../shared/bundle.ts';
import { NotAsItStands } from '../../logs/read/whole.ts';
import {
  createPseudonyms,
  replacementOf,
  type PseudonymMap,
  type Pseudonyms,
  type Redaction,
  type Stretch,
} from '../../redaction/index.ts';
import { redactionOf, type RedactionSettings } from '../redaction-settings.ts';
import { placeOf } from './preview-place.ts';
import { search, seekPart, type Seek, type Steps } from './preview-search.ts';
import { openText, type PreviewSource, type PreviewText } from './preview-text.ts';

export interface PreviewRequest {
  source: PreviewSource;
  redaction: RedactionSettings;
  /** Names that were given already. */
  names: PseudonymMap;
  /** In bytes of what is taken of the file; behind its end for its last window. */
  offset: number;
  seek: Seek | null;
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
/** What takes longer is answered by how far it has come. */
const longestMs = 1_500;

export interface Previews {
  /**
   * A window, null where a search found nothing, or how many bytes were gone through where that goes on: the same request
   * goes on with it. Throws a UserError `rule-invalid`, `rule-slow` or `file-not-read`.
   */
  window(request: PreviewRequest): Promise<PreviewWindow | { searched: number } | null>;
  close(): Promise<void>;
}

/** What is not done yet, and the answer to whoever asks for it at the moment. */
interface Begun {
  steps: Steps<PreviewWindow | null>;
  answer: Promise<PreviewWindow | { searched: number } | null> | null;
}

/** Whoever turns on does not wait for what was left. */
const mostBegun = 3;

export function createPreviews(): Previews {
  /** Rules are made ready once for as long as they stay the same. */
  let prepared: { key: string; redaction: Redaction } | null = null;
  const begun = new Map<string, Begun>();
  const notDirect = new Set<string>();

  const redactionFor = (settings: RedactionSettings): Redaction => {
    const key = JSON.stringify(settings);
    if (prepared?.key !== key) prepared = { key, redaction: redactionOf(settings) };
    return prepared.redaction;
  };
  const giveUp = async (key: string): Promise<void> => {
    const steps = begun.get(key)?.steps;
    begun.delete(key);
    await steps?.return(null);
  };

  async function* windowOf({
    source,
    redaction: settings,
    names,
    offset,
    seek,
  }: PreviewRequest): Steps<PreviewWindow | null> {
    const redaction = redactionFor(settings);
    const id = source.kind === 'log' ? source.file.file.id : '';
    const text = await openText(source, !notDirect.has(id));
    try {
      const place = seek === null ? offset : yield* seekPart(text, redaction, offset, seek);
      if (place === null) return null;
      return yield* shownFrom(
        text,
        redaction,
        seek === null ? place : Math.max(0, place - leadBytes),
        createPseudonyms(names),
      );
    } catch (error) {
      if (!(error instanceof NotAsItStands)) throw error;
      notDirect.add(id);
    } finally {
      await text.close();
    }
    return yield* windowOf({ source, redaction: settings, names, offset, seek });
  }

  async function goOn(key: string, mine: Begun): Promise<PreviewWindow | { searched: number } | null> {
    const { steps } = mine;
    const begunAt = performance.now();
    const isDone = (): boolean => begun.get(key) === mine && begun.delete(key);
    try {
      for (;;) {
        const step = await steps.next();
        // What another request has pushed aside begins anew when it is asked for again.
        if (step.done === true) return isDone() ? step.value : { searched: 0 };
        if (performance.now() - begunAt > longestMs) return { searched: step.value };
      }
    } catch (error) {
      isDone();
      throw error;
    }
  }

  return {
    async window(request) {
      const key = JSON.stringify(request);
      const mine = begun.get(key) ?? { steps: windowOf(request), answer: null };
      begun.set(key, mine);
      const [oldest] = begun.keys();
      if (oldest !== undefined && begun.size > mostBegun) void giveUp(oldest);
      mine.answer ??= goOn(key, mine).finally(() => {
        mine.answer = null;
      });
      return mine.answer;
    },
    close: async () => void (await Promise.all([...begun.keys()].map(giveUp))),
  };
}

async function* shownFrom(
  text: PreviewText,
  redaction: Redaction,
  offset: number,
  pseudonyms: Pseudonyms,
): Steps<PreviewWindow> {
  const { from, line } = yield* placeOf(text, offset, windowBytes);
  const segments: PreviewSegment[] = [];
  let to = from;
  let more = false;
  yield* search(text, redaction, from, (stretch, position) => {
    const begin = Math.max(to, position + stretch.from) - position;
    if (position + stretch.to <= to) return true;
    const end = endOfWindow(stretch, begin, position, from);
    segments.push(...segmentsOf(stretch, begin, end ?? stretch.to, redaction, pseudonyms));
    to = position + (end ?? stretch.to);
    more = end !== null;
    return end === null;
  });
  return { size: text.size, from, to, line, segments: joined(segments), more };
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
