import { personalMatcher } from '../personal/matchers.ts';
import type { PersonalKind } from '../personal/kinds.ts';
import { personalParts } from '../personal/parts.ts';
import type { Rule } from '../rules/types.ts';
import { createAutomaton, startOf, type Start } from './automaton.ts';
import { lookAhead, lookBehind, type Ending } from './endings.ts';
import { fieldMatcher } from './field.ts';
import type { HideOptions, Matcher, Scan } from './scan.ts';
import { blockMatcher, shapeMatcher, userinfoMatcher } from './shape.ts';

/** What stands in the place of a secret. */
export const placeholder = '***';

/** A range of a block that is replaced; the last one can go on in the next block. */
export interface Finding {
  /** Number of the rule. */
  rule: number;
  from: number;
  to: number;
  /** Of which kind the pseudonym is, and for what; null for a secret. */
  personal: PersonalKind | null;
  value: string;
  /** Number of its line, from 1; the finder of a file fills it in. */
  line: number;
  /** Written before and after the placeholder. */
  around: string;
}

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

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');

/** Whether a value stays though a rule finds it. */
export type Exempts = (rule: number, value: string) => boolean;

/** A start of a matcher, as rules and known secrets give it. */
export type MatcherStart = Start<{ match: Matcher; known: boolean }>;

const longestJudged = 255;
/** How many line breaks are passed over in the beginning of a known secret. */
const mostLineBreaks = 256;

function matcherOf(rule: Rule, number: number): Matcher {
  switch (rule.kind) {
    case 'field':
      return fieldMatcher(rule, number);
    case 'shape':
      return shapeMatcher(rule, number);
    case 'block':
      return blockMatcher(rule, number);
    case 'userinfo':
      return userinfoMatcher(rule, number);
    case 'personal':
      return personalMatcher(rule, number);
  }
}

/** What starts the matchers of these rules. */
export function startsOf(rules: readonly Rule[]): MatcherStart[] {
  return rules.flatMap((rule, number) => {
    const found = { match: matcherOf(rule, number), known: false };
    return rule.starts.map((literal) => ({ literal: literal.toLowerCase(), found }));
  });
}

/**
 * Searches blocks of text. `bytes` and `text` (latin1) are the same; `from` is where the undecided part begins, up to
 * `lookBehind` characters before it are context. Unless it is the last block, what begins in its last `lookAhead`
 * characters is left to the next.
 */
export type Scanner = (bytes: Uint8Array, text: string, from: number, last: boolean, open: OpenValue | null) => Scanned;

export function createScanner(starts: readonly MatcherStart[], exempts: Exempts | null): Scanner {
  const automaton = createAutomaton(starts);

  return (bytes, text, from, last, openBefore) => {
    const limit = last ? text.length : Math.max(from, text.length - lookAhead);
    const findings: Finding[] = [];
    let begin = from;
    let open: OpenValue | null = null;

    const add = (rule: number, start: number, to: number, options: HideOptions): void => {
      findings.push({ rule, from: start, to, personal: null, value: '', line: 0, around: options.around ?? '' });
    };
    /** Where a value ends, or -1 where the next block is needed to tell. */
    const endOf = (ending: Ending, at: number): number => {
      const end = ending.find(text, at);
      if (last) return end === -1 ? text.length : end;
      return end > text.length - lookAhead / 2 ? -1 : end;
    };
    /** Up to where a value that goes on is searched for its end. */
    const limitOf = (start: number): number => Math.max(start, limit);
    const hide = (rule: number, start: number, ending: Ending, options: HideOptions): void => {
      const end = endOf(ending, start);
      const value = text.slice(start, Math.min(end === -1 ? text.length : end, start + longestJudged));
      if (end === start || value === '') return;
      if (options.keeps?.some((pattern) => pattern.test(value)) === true || value === placeholder) {
        if (end !== -1) inList(rule, end, ending, options);
        return;
      }
      if (end === -1) {
        open = { rule, ending, options };
        add(rule, start, limitOf(start), options);
        scan.done = limitOf(start);
        return;
      }
      if (options.personal !== undefined && end - start < longestJudged) {
        for (const part of personalParts(options.personal, value)) {
          rename(rule, part.kind, start + part.from, start + part.to, part.text);
        }
      } else if (exempts?.(rule, utf8(value)) !== true) {
        add(rule, start, end, options);
        scan.done = end;
      }
      inList(rule, end, ending, options);
    };
    const inList = (rule: number, end: number, ending: Ending, options: HideOptions): void => {
      const following = ending.nextOfList?.(text, end) ?? -1;
      if (following !== -1) hide(rule, following, ending, options);
    };
    const rename = (rule: number, kind: PersonalKind, start: number, to: number, value: string): void => {
      if (start < scan.done || exempts?.(rule, value) === true) return;
      findings.push({ rule, from: start, to, personal: kind, value, line: 0, around: '' });
      scan.done = to;
    };
    const scan: Scan = {
      text,
      done: from,
      hide(rule, start, ending, options = {}) {
        if (start >= scan.done && open === null) hide(rule, start, ending, options);
      },
      hideRange(rule, start, to) {
        if (start < scan.done || open !== null || to <= start) return;
        const value = text.slice(start, to);
        if (value === placeholder || exempts?.(rule, utf8(value)) === true) return;
        add(rule, start, to, {});
        scan.done = to;
      },
      hideKnown(rule, start, to) {
        if (open !== null || to <= scan.done) return;
        const last = findings.at(-1);
        if (start >= scan.done) add(rule, start, to, {});
        else if (last === undefined) begin = to;
        else last.to = to;
        scan.done = to;
      },
      rename(rule, kind, start, to, value) {
        if (open === null) rename(rule, kind, start, to, value);
      },
    };

    if (openBefore !== null) {
      const end = endOf(openBefore.ending, from);
      if (end === -1) return { begin: limit, findings, done: limit, open: openBefore };
      begin = end;
      scan.done = end;
      inList(openBefore.rule, end, openBefore.ending, openBefore.options);
      if (open !== null) return { begin, findings, done: scan.done, open };
    }
    const stop = Math.min(text.length, limit + automaton.longest + mostLineBreaks);
    // A known secret can begin within what was hidden and end behind it.
    const at = { index: openBefore === null ? from : Math.max(0, scan.done - lookBehind), state: 0 };
    while (automaton.advance(at, bytes, stop)) {
      const { done } = scan;
      for (const literal of automaton.foundAt(at)) {
        const start = startOf(literal, text, at.index);
        if (start < limit && (start >= done || literal.found.known)) literal.found.match(scan, start, at.index);
      }
      if (open !== null) return { begin, findings, done: scan.done, open };
    }
    return { begin, findings, done: Math.max(limit, scan.done), open: null };
  };
}
