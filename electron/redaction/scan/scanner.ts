import { personalMatcher } from '../personal/matchers.ts';
import type { PersonalKind } from '../personal/kinds.ts';
import { personalParts } from '../personal/parts.ts';
import type { Rule } from '../rules/types.ts';
import { createAutomaton, startOf, type Found, type Reading, type Start } from './automaton.ts';
import { lookAhead, lookBehind, type Ending } from './endings.ts';
import { encodedStarts } from './encoded.ts';
import { fieldMatcher } from './field.ts';
import { collectFindings, type Finding } from './findings.ts';
import { placedMatcher } from './placed.ts';
import type { HideOptions, Matcher, Scan } from './scan.ts';
import { blockMatcher, shapeMatcher, userinfoMatcher } from './shape.ts';

/** What stands in the place of a secret. */
export const placeholder = '***';

/** A value that goes on in the next block. */
export interface OpenValue {
  rule: number;
  ending: Ending;
  options: HideOptions;
}

export interface Scanned {
  /** Everything before belongs to a value that began in an earlier block. */
  begin: number;
  /** In the order of the text, none over another. */
  findings: Finding[];
  /** Everything before is decided. */
  done: number;
  open: OpenValue | null;
}

/** Whether a value stays though a rule finds it. */
export type Exempts = (rule: number, value: string) => boolean;

/** A start of a matcher, as rules and known secrets give it; one that covers looks also where something is replaced. */
export type MatcherStart = Start<{ match: Matcher; covers: boolean }>;
type FoundStart = Found<MatcherStart['found']>;

const longestJudged = 255;
/** How many line breaks are passed over in the beginning of a known secret. */
const mostLineBreaks = 256;
/**
 * A rule can look back from where it starts, for example from the @ of an e-mail address, or from the name of an attribute to
 * a value before it: so far behind a cut, starts are looked at for what they find before it.
 */
const behindCut = 2 * lookBehind;

function matcherOf(rule: Rule, number: number): Matcher {
  switch (rule.kind) {
    case 'field':
      return fieldMatcher(rule, number);
    case 'shape':
      return shapeMatcher(rule, number);
    case 'block':
      return blockMatcher(rule, number);
    case 'placed':
      return placedMatcher(rule, number);
    case 'userinfo':
      return userinfoMatcher(rule, number);
    case 'personal':
      return personalMatcher(rule, number);
  }
}

function startsOfRule(rule: Rule, number: number): MatcherStart[] {
  const found = { match: matcherOf(rule, number), covers: rule.kind === 'block' };
  return rule.starts.map((literal) => ({ literal, found }));
}

/** What starts the matchers of these rules; secrets are also looked for in what is encoded. */
export const startsOf = (rules: readonly Rule[]): MatcherStart[] => [
  ...rules.flatMap(startsOfRule),
  ...encodedStarts(rules, startsOfRule),
];

const longestLine = 2048;

/** Where a block is cut: at an index, or at the beginning of its line where that is near. */
export function cutBefore(text: string, index: number, least: number): number {
  const from = Math.max(least, index - longestLine);
  const line = text.slice(from, index).lastIndexOf('\n');
  return line === -1 ? index : from + line + 1;
}

/**
 * Searches blocks of text. `bytes` and `text` (latin1) are the same; `from` is where the undecided part begins, up to
 * `lookBehind` characters before it are context. Unless it is the last block, what begins in its last `lookAhead`
 * characters is left to the next.
 */
export type Scanner = (bytes: Uint8Array, text: string, from: number, last: boolean, open: OpenValue | null) => Scanned;

export function createScanner(
  starts: readonly MatcherStart[],
  keep: readonly PersonalKind[],
  exempts: Exempts | null,
): Scanner {
  const automaton = createAutomaton(starts);

  return (bytes, text, from, last, openBefore) => {
    const limit = last ? text.length : cutBefore(text, Math.max(from, text.length - lookAhead), from);
    /** Where a value ends, or -1 where the next block is needed to tell. */
    const endOf = (ending: Ending, at: number): number => {
      const end = ending.find(text, at);
      if (last) return end === -1 ? text.length : end;
      return end > text.length - lookAhead / 2 ? -1 : end;
    };
    const endBefore = openBefore === null ? from : endOf(openBefore.ending, from);
    if (openBefore !== null && endBefore === -1) return { begin: limit, findings: [], done: limit, open: openBefore };

    const findings = collectFindings(endBefore);
    const at: Reading = { index: openBefore === null ? from : Math.max(0, endBefore - lookBehind), state: 0 };
    const longestStart = automaton.longest + mostLineBreaks;
    let stop = Math.min(text.length, limit + behindCut + longestStart);
    let open: OpenValue | null = null;
    /** Whether what is looked at starts behind the cut: what it finds there too is left to the next block. */
    let isBehindCut = false;
    const isLeft = (start: number): boolean => isBehindCut && start >= limit && start >= findings.done;

    /** What is replaced can reach over the cut; in front of it a gap may be, and within it a known secret may begin. */
    const searchOn = (): void => {
      stop = Math.max(stop, Math.min(text.length, findings.done + longestStart));
    };
    const put = (finding: Finding): void => {
      if (isLeft(finding.from)) return;
      // The rest of what stands over the cut belongs to it: the user behind a domain.
      isBehindCut = false;
      findings.place(finding, at.index);
      searchOn();
    };
    const place = (rule: number, start: number, to: number, { around = '' }: HideOptions = {}): void =>
      put({ rule, from: start, to, personal: null, value: '', line: 0, around });
    const exempt = (rule: number, start: number, to: number): boolean =>
      exempts?.(rule, Buffer.from(text.slice(start, to), 'latin1').toString('utf8')) === true;
    const rename = (rule: number, kind: PersonalKind, start: number, to: number, value: string): void => {
      if (keep.includes(kind) || exempts?.(rule, value) === true) return;
      put({ rule, from: start, to, personal: kind, value, line: 0, around: '' });
    };
    /** Hides one value; says where it ends, -1 where nothing more is to be done. */
    const hideOne = (rule: number, start: number, ending: Ending, options: HideOptions): number => {
      if (!findings.isFree(start) || isLeft(start)) return -1;
      const end = endOf(ending, start);
      const value = text.slice(start, Math.min(end === -1 ? text.length : end, start + longestJudged));
      if (value === '') return end;
      const stays = value === placeholder || options.keeps?.some((pattern) => pattern.test(value)) === true;
      if (end === -1) {
        // What is judged by its beginning goes on in the next block; a gap does not reach that far.
        if (stays || open !== null || start < findings.done) return -1;
        open = { rule, ending, options };
        place(rule, start, Math.max(start, limit), options);
        stop = findings.gapEnd;
        return -1;
      }
      if (stays) return end;
      if (options.personal !== undefined && end - start < longestJudged) {
        for (const part of personalParts(options.personal, value)) {
          rename(rule, part.kind, start + part.from, start + part.to, part.text);
        }
      } else if (!exempt(rule, start, end)) {
        place(rule, start, end, options);
      }
      return end;
    };
    /** Hides a value, and those of its list. */
    const hide = (rule: number, start: number, ending: Ending, options: HideOptions): void => {
      let next = start;
      while (next !== -1) {
        const end = hideOne(rule, next, ending, options);
        next = end === -1 ? -1 : (ending.nextOfList?.(text, end) ?? -1);
      }
    };
    const cover = (rule: number, start: number, to: number): void => {
      findings.cover({ rule, from: start, to, personal: null, value: '', line: 0, around: '' });
      searchOn();
    };
    /** Hides a block that begins in a value, which was cut at a space or the end of its line. */
    const hideBlockWithin = (rule: number, start: number, ending: Ending): void => {
      if (!/[\t-\r >]/.test(text.charAt(findings.done))) return;
      const end = endOf(ending, start);
      if (end !== -1) {
        if (end > findings.done) cover(rule, start, end);
      } else if (open === null) {
        open = { rule, ending, options: {} };
        cover(rule, start, Math.max(findings.done, limit));
        stop = findings.gapEnd;
      }
    };
    const scan: Scan = {
      text,
      least: Math.max(0, endBefore - lookBehind),
      isFree: (index) => findings.isFree(index),
      hide: (rule, start, ending, options = {}) => hide(rule, start, ending, options),
      hideRange(rule, start, to) {
        if (to > start && text.slice(start, to) !== placeholder && !exempt(rule, start, to)) place(rule, start, to);
      },
      hideBlock(rule, start, begin, ending) {
        if (findings.isFree(start)) hide(rule, begin, ending, {});
        else hideBlockWithin(rule, begin, ending);
      },
      hideKnown(rule, start, to) {
        if (!isLeft(start)) cover(rule, start, to);
      },
      rename,
    };

    if (openBefore !== null) {
      const following = openBefore.ending.nextOfList?.(text, endBefore) ?? -1;
      if (following !== -1) hide(openBefore.rule, following, openBefore.ending, openBefore.options);
    }
    /** Whether what a literal starts can still be replaced. */
    const isOpen = ({ found }: FoundStart, start: number): boolean =>
      start < Math.max(limit + behindCut, findings.done) && (found.covers || findings.isFree(start));
    const match = (literal: FoundStart, start: number): void => {
      isBehindCut = start >= limit && start >= findings.done;
      literal.found.match(scan, start, at.index);
    };
    while (automaton.advance(at, bytes, stop)) {
      const { index } = at;
      const literals = automaton.foundAt(at);
      // Several rules can start at one place, user name and password of an address and then its host: what one of them
      // replaces does not keep the others from looking.
      const ready =
        literals.length === 1 ? literals : literals.filter((literal) => isOpen(literal, startOf(literal, text, index)));
      for (const literal of ready) {
        const start = startOf(literal, text, index);
        if (ready !== literals || isOpen(literal, start)) match(literal, start);
      }
    }
    return { begin: endBefore, findings: findings.inOrder(), done: Math.max(limit, findings.done), open };
  };
}
