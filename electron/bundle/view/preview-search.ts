import { findIn, type Finding, type Redaction, type Stretch } from '../../redaction/index.ts';
import type { PreviewText } from './preview-text.ts';

/** Which replaced part is looked for: the next or the last one before a place, of a rule or of any. */
export interface Seek {
  direction: 'next' | 'previous';
  rule: string | null;
}

/** What goes on for long tells with each step how many bytes it has gone through, so that it can be stopped. */
export type Steps<Result> = AsyncGenerator<number, Result>;

/** Up to here a file is searched from its beginning, so that a value of any length is known where it began. */
const exactBytes = 32 * 1024 * 1024;
const contextBytes = 1024 * 1024;
/** So much is searched at once for what stands before a place; what is near is found soon. */
const nearBytes = 1024 * 1024;
const farBytes = 32 * 1024 * 1024;

/** Searches from a place on, or from before it, until the visitor has enough. */
export async function* search(
  text: PreviewText,
  redaction: Redaction,
  from: number,
  visit: (stretch: Stretch, position: number) => boolean,
): Steps<void> {
  const begin = from <= exactBytes ? 0 : from - contextBytes;
  const finder = findIn(redaction);
  let read = text.direct ? begin : 0;
  const readFrom = read;
  for await (const chunk of text.from(begin)) {
    const skip = Math.max(0, begin - read);
    read += chunk.length;
    yield read - readFrom;
    if (skip >= chunk.length) continue;
    const stretch = finder.next(chunk.subarray(skip));
    if (stretch !== null && !visit(stretch, begin + stretch.position)) return;
  }
  const last = finder.end();
  visit(last, begin + last.position);
}

/** Where the replaced part begins that is looked for; null where there is none. */
export async function* seekPart(
  text: PreviewText,
  redaction: Redaction,
  offset: number,
  { direction, rule }: Seek,
): Steps<number | null> {
  const isWanted = (finding: Finding): boolean => rule === null || redaction.rules[finding.rule]?.id === rule;
  const firstFrom = async function* (from: number): Steps<number | null> {
    let found: number | null = null;
    yield* search(text, redaction, from, ({ findings }, position) => {
      const first = findings.find((each) => isWanted(each) && position + each.from >= from);
      if (first !== undefined) found = position + first.from;
      return found === null;
    });
    return found;
  };
  const lastWithin = async function* (from: number, to: number): Steps<number | null> {
    let found: number | null = null;
    yield* search(text, redaction, from, ({ findings, to: end }, position) => {
      for (const each of findings) {
        const at = position + each.from;
        if (isWanted(each) && at >= from && at < to) found = at;
      }
      return position + end < to;
    });
    return found;
  };
  if (direction === 'next') return yield* firstFrom(offset);
  // What can only be read from its beginning is gone through once.
  if (!text.direct) return yield* lastWithin(0, offset);
  let gone = 0;
  for (let to = Math.min(offset, text.size ?? offset), length = nearBytes; to > 0; length = farBytes) {
    const from = to <= exactBytes ? 0 : to - length;
    for (const steps = lastWithin(from, to); ;) {
      const step = await steps.next();
      if (step.done !== true) yield gone + Math.min(step.value, to - from);
      else if (step.value === null) break;
      else return step.value;
    }
    gone += to - from;
    to = from;
  }
  return null;
}
