import { createAutomaton, startOf, type Automaton, type Reading } from './automaton.ts';
import { beginOf, decode, encodings, endWithin, mostDecoded, type Decoded, type Encoding } from './encodings.ts';
import { lookAhead, lookBehind, type Ending } from './endings.ts';
import type { Rule } from '../rules/types.ts';
import type { Matcher, MatcherStart, Scan } from './scan.ts';

/** How often a text can be encoded that is looked into, besides what the notations of fields know. */
const deepest = 4;
/** So many times its length is decoded within a part that is decoded, since encodings can stand in each other in many orders. */
const mostWithin = 8;
/** What is needed behind the start of something to tell it. */
const needed = 1536;
/** So much behind the last sign is read at least: what stands before it may be encoded. */
const behindSign = 32;
/** And so much at once, since signs can stand close to each other. */
const readAtOnce = 64;
/** How much is decoded behind a first sign, and where one part follows the other. */
const firstPart = 3072;
const nextPart = mostDecoded - lookBehind;
/** No start is longer. */
const longestStart = 64;
const longestJudged = 255;
const mostRemembered = 8;

type MatcherAutomaton = Automaton<MatcherStart['found']>;

/** Where the reading of what is decoded of one text in one encoding stands. */
interface Reader {
  decoded: Decoded;
  scan: Scan;
  /** Whether an index of the decoded text is in what was hidden last. */
  isHidden(index: number): boolean;
  at: Reading;
  /** The text is read up to here. */
  readTo: number;
}

/** A value that is encoded, as the text around it sees it. */
function encodedEnding(encoding: Encoding, ending: Ending): Ending {
  return {
    find(text, from) {
      for (let begin = from; ;) {
        const decoded = decode(encoding, text, begin, begin + 2 * lookAhead, -Infinity);
        const end = ending.find(decoded.text, 0);
        const sure = decoded.to < text.length ? decoded.text.length - lookBehind : decoded.text.length;
        if (end !== -1 && (decoded.whole || end < sure)) return decoded.originOf(end);
        if (decoded.whole) return decoded.to;
        if (decoded.to >= text.length) return -1;
        begin = decoded.originOf(sure);
      }
    },
  };
}

const lasting = (length: number): Ending => ({ find: (_text, from) => from + length });

function isFree(scan: Scan, from: number, to: number): boolean {
  let index = from;
  while (index < to && scan.isFree(index)) index += 1;
  return index >= to;
}

/** The decoded text as matchers see it; what they hide there is hidden in the text that it comes from. */
function scanOf(
  around: Scan,
  encoding: Encoding,
  decoded: Decoded,
  outermost: boolean,
): Pick<Reader, 'scan' | 'isHidden'> {
  const { text, originOf } = decoded;
  const least = decoded.indexOf(Math.max(around.least, decoded.from));
  const hidden: { from: number; to: number }[] = [];

  const place = (rule: number, from: number, to: number, quote: string): void => {
    if (hidden.push({ from, to }) > mostRemembered) hidden.shift();
    const begin = originOf(from);
    const end = endWithin(encoding, around.text, begin, originOf(to));
    if (!outermost || isFree(around, begin, end))
      around.hide(rule, begin, lasting(end - begin), quote === '' ? {} : { around: quote });
    // What another rule found of it is a part of it.
    else if (quote === '') around.hideKnown(rule, begin, end);
  };
  /** A quotation mark as it is spelled before a value. */
  const spelledBefore = (quote: string, from: number): string => {
    const at = text.lastIndexOf(quote, from);
    return at === -1 ? '' : around.text.slice(originOf(at), originOf(at + quote.length));
  };

  const scan: Scan = {
    text,
    least,
    isFree: () => true,
    hide(rule, start, ending, { keeps = [], around: quote = '', personal } = {}) {
      if (personal !== undefined) return;
      for (let from = start; from !== -1;) {
        const end = ending.find(text, from);
        const to = end === -1 ? text.length : end;
        const value = text.slice(from, Math.min(to, from + longestJudged));
        const stays = value === '' || value === '***' || keeps.some((pattern) => pattern.test(value));
        if (end === -1) {
          const begin = originOf(from);
          if (stays || from < least) return;
          if (hidden.push({ from, to: text.length }) > mostRemembered) hidden.shift();
          if (!outermost || around.isFree(begin)) around.hide(rule, begin, encodedEnding(encoding, ending));
          else around.hideKnown(rule, begin, decoded.to);
          return;
        }
        if (!stays && from >= least) place(rule, from, to, quote === '' ? '' : spelledBefore(quote, from));
        from = ending.nextOfList?.(text, end) ?? -1;
      }
    },
    hideBlock: (rule, _start, from, ending) => scan.hide(rule, from, ending),
    hideRange(rule, from, to) {
      if (to > from && from >= least && text.slice(from, to) !== '***') place(rule, from, to, '');
    },
    hideKnown: (rule, from, to) => around.hideKnown(rule, originOf(from), originOf(to)),
    rename: () => undefined,
  };
  return { scan, isHidden: (index) => hidden.some(({ from, to }) => index >= from && index < to) };
}

/** What is known of a text that is searched. */
interface Searched {
  /** What it was decoded from, and how; null for the text of a log itself. */
  from: { encoding: Encoding; decoded: Decoded } | null;
  depth: number;
  /** How many bytes may still be decoded within the outermost. */
  left: { bytes: number };
  readers: Map<Encoding, Reader>;
}

const searched = new WeakMap<Scan, Searched>();

function searchedOf(scan: Scan): Searched {
  const known = searched.get(scan);
  if (known !== undefined) return known;
  const text: Searched = { from: null, depth: 0, left: { bytes: 0 }, readers: new Map<Encoding, Reader>() };
  searched.set(scan, text);
  return text;
}

const covers = (reader: Reader | undefined, start: number): boolean =>
  reader !== undefined && start >= reader.decoded.from && start < reader.decoded.to;

/**
 * Whether what a sign tells is told by no other reader: one that stands as it is in what is decoded was seen before that was
 * decoded, and what is encoded in both ways is decoded in one order only.
 */
function isNew({ from }: Searched, encoding: Encoding, start: number, end: number): boolean {
  if (from === null || encodings.indexOf(encoding) > encodings.indexOf(from.encoding)) return true;
  return from.decoded.originOf(end) - from.decoded.originOf(start) !== end - start;
}

/** What reads the decoded text around a sign; null where it is read already, or too many encodings are around it. */
function readerOf(scan: Scan, encoding: Encoding, start: number, end: number): Reader | null {
  const { text } = scan;
  const around = searchedOf(scan);
  const { depth, left, readers } = around;
  const { partOf } = encoding;
  if (partOf !== undefined && covers(readers.get(partOf), start)) return readerOf(scan, partOf, start, end);
  const last = readers.get(encoding);
  if (last !== undefined && covers(last, start)) {
    const { to, whole } = last.decoded;
    if (whole || to === text.length || to - start >= needed) return last;
  }
  if (!isNew(around, encoding, start, end) || depth >= deepest || (depth > 0 && left.bytes <= 0)) return null;
  const from = beginOf(encoding, text, start, Math.max(0, start - lookBehind));
  const ahead = last !== undefined && start < last.decoded.to + lookBehind ? nextPart : firstPart;
  const decoded = decode(encoding, text, from, start + ahead, start);
  left.bytes -= decoded.text.length;
  const within = scanOf(scan, encoding, decoded, depth === 0);
  searched.set(within.scan, {
    from: { encoding, decoded },
    depth: depth + 1,
    left: depth === 0 ? { bytes: mostWithin * decoded.text.length } : left,
    readers: new Map<Encoding, Reader>(),
  });
  const readTo = Math.max(from, (last?.readTo ?? 0) - longestStart);
  const reader = { ...within, decoded, at: { index: decoded.indexOf(readTo), state: 0 }, readTo };
  readers.set(encoding, reader);
  return reader;
}

const signMatchers = new WeakSet<Matcher>();

/** Where a text was read last, and how far. */
let last: { scan: Scan | null; encoding: Encoding | null; readTo: number } = { scan: null, encoding: null, readTo: 0 };

/** The automaton for what is encoded takes time and memory, and most texts are searched by the same rules. */
let remembered: { rules: readonly Rule[]; automaton: MatcherAutomaton } | null = null;

function automatonFor(rules: readonly Rule[], starts: () => MatcherStart[]): MatcherAutomaton {
  if (remembered?.rules.length !== rules.length || !rules.every((rule, index) => rule === remembered?.rules[index]))
    remembered = { rules, automaton: createAutomaton(starts()) };
  return remembered.automaton;
}

/**
 * Finds what the rules find in texts that stand encoded in others: in a string of JSON, in an attribute of XML, as the value of a
 * query and so on. From the signs of an encoding on, what is around is decoded and read as any text is, and it can hold
 * encoded text again. It is read up to the last sign only, since what follows is as it is.
 */
export function encodedStarts(
  rules: readonly Rule[],
  startsOfRule: (rule: Rule, number: number) => MatcherStart[],
): MatcherStart[] {
  const isSecret = (rule: Rule): boolean => !('personal' in rule);
  const literals = rules.filter(isSecret).flatMap(({ starts }) => starts);
  if (literals.length === 0) return [];
  let automaton: MatcherAutomaton | null = null;
  const startsWithin = (): MatcherStart[] => [
    ...rules.flatMap((rule, number) => (isSecret(rule) ? startsOfRule(rule, number) : [])),
    ...signs,
  ];

  const matcherOf =
    (encoding: Encoding): Matcher =>
    (scan, start, end) => {
      // Most signs stand close to the last.
      if (scan === last.scan && encoding === last.encoding && end + behindSign <= last.readTo) return;
      if (!encoding.isSign(scan.text, start, end)) return;
      const reader = readerOf(scan, encoding, start, end);
      if (reader === null || end + behindSign <= reader.readTo) return;
      last = { scan, encoding, readTo: reader.readTo };
      reader.readTo = endWithin(encoding, scan.text, end, end + readAtOnce);
      automaton ??= automatonFor(rules, startsWithin);
      const { at, decoded, isHidden } = reader;
      const stop = decoded.indexOf(reader.readTo);
      while (automaton.advance(at, decoded.bytes, stop)) {
        const { index } = at;
        for (const literal of automaton.foundAt(at)) {
          const begin = startOf(literal, decoded.text, index);
          const { covers: isCovering, match } = literal.found;
          const isSign = signMatchers.has(match);
          if (!isCovering && !isSign && isHidden(begin)) continue;
          // What is not encoded is told by what is around it as it is first, as it is where the search has come that far.
          const from = decoded.originOf(begin);
          const to = decoded.originOf(index);
          if (!isSign && to > end && to - from === index - begin) match(scan, from, to);
          match(reader.scan, begin, index);
        }
      }
    };

  const signs = encodings.flatMap((encoding): MatcherStart[] => {
    const found = { match: matcherOf(encoding), covers: false };
    signMatchers.add(found.match);
    return encoding.signs(literals).map((literal) => ({ literal, found }));
  });
  return signs;
}
