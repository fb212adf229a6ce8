import type { PersonalKind } from '../personal/kinds.ts';
import { personalParts } from '../personal/parts.ts';
import type { Reading } from './automaton.ts';
import { lookAhead, lookBehind, type Ending } from './endings.ts';
import { collectFindings, type Finding, type Findings } from './findings.ts';
import type { HideOptions, MatcherStart, Scan } from './scan.ts';

/** What stands in the place of a secret. */
export const placeholder = '***';

/** A value that goes on in the next block. */
export interface OpenValue {
  rule: number;
  ending: Ending;
  options: HideOptions;
}

/** What stays though a rule finds it. */
export interface Exceptions {
  keep: readonly PersonalKind[];
  exempts: ((rule: number, value: string) => boolean) | null;
}

/** What of a block is searched. */
export interface Extent {
  text: string;
  /** Where the reading begins; what is found before `begin` is decided. */
  from: number;
  begin: number;
  /** From here on the next block decides, unless this is the last. */
  limit: number;
  last: boolean;
  /** No start is longer. */
  longestStart: number;
}

const longestJudged = 255;
/**
 * A rule can look back from where it starts, for example from the @ of an e-mail address, or from the name of an attribute to
 * a value before it: so far behind a cut, starts are looked at for what they find before it.
 */
const behindCut = 2 * lookBehind;

/** Where a value ends in a block; -1 where the next block is needed to tell. */
export function endInBlock(ending: Ending, text: string, from: number, last: boolean): number {
  const end = ending.find(text, from);
  if (last) return end === -1 ? text.length : end;
  return end > text.length - lookAhead / 2 ? -1 : end;
}

const secret = (rule: number, from: number, to: number, around = ''): Finding => ({
  rule,
  from,
  to,
  personal: null,
  value: '',
  line: 0,
  around,
});

/** The search of one block: what was found so far, and how far it goes. */
export class Search implements Scan {
  readonly text: string;
  readonly least: number;
  readonly findings: Findings;
  /** Where the search stands. */
  readonly at: Reading;
  /** Up to where it goes. */
  stop: number;
  /** The value that goes on in the next block. */
  open: OpenValue | null = null;
  /** Whether what is looked at starts behind the cut: what it finds there too is left to the next block. */
  #isBehindCut = false;
  readonly #extent: Extent;
  readonly #exceptions: Exceptions;

  constructor(extent: Extent, exceptions: Exceptions) {
    const { text, from, begin, limit, longestStart } = extent;
    this.#extent = extent;
    this.#exceptions = exceptions;
    this.text = text;
    this.least = Math.max(0, begin - lookBehind);
    this.findings = collectFindings(begin);
    this.at = { index: from, state: 0 };
    this.stop = Math.min(text.length, limit + behindCut + longestStart);
  }

  /** Whether what starts at an index can still be replaced. */
  isOpen({ covers }: MatcherStart['found'], start: number): boolean {
    return (
      start < Math.max(this.#extent.limit + behindCut, this.findings.done) && (covers || this.findings.isFree(start))
    );
  }

  /** Has a matcher look at what starts at an index. */
  look({ match }: MatcherStart['found'], start: number): void {
    this.#isBehindCut = this.#isAfterLimit(start);
    match(this, start, this.at.index);
  }

  isFree(index: number): boolean {
    return this.findings.isFree(index);
  }

  /** Hides a value, and those of its list. */
  hide(rule: number, from: number, ending: Ending, options: HideOptions = {}): void {
    let next = from;
    while (next !== -1) {
      const end = this.#hideOne(rule, next, ending, options);
      next = end === -1 ? -1 : (ending.nextOfList?.(this.text, end) ?? -1);
    }
  }

  hideRange(rule: number, from: number, to: number): void {
    if (to > from && this.text.slice(from, to) !== placeholder && !this.#isExempt(rule, from, to))
      this.#put(secret(rule, from, to));
  }

  hideBlock(rule: number, start: number, from: number, ending: Ending): void {
    if (this.findings.isFree(start)) this.hide(rule, from, ending);
    else this.#hideBlockWithin(rule, from, ending);
  }

  hideKnown(rule: number, from: number, to: number): void {
    if (!this.#isLeft(from)) this.#cover(rule, from, to);
  }

  rename(rule: number, kind: PersonalKind, from: number, to: number, value: string): void {
    const { keep, exempts } = this.#exceptions;
    if (keep.includes(kind) || exempts?.(rule, value) === true) return;
    this.#put({ ...secret(rule, from, to), personal: kind, value });
  }

  /** Hides one value; says where it ends, -1 where nothing more is to be done. */
  #hideOne(rule: number, from: number, ending: Ending, options: HideOptions): number {
    const { text, findings } = this;
    if (!findings.isFree(from) || this.#isLeft(from)) return -1;
    const end = endInBlock(ending, text, from, this.#extent.last);
    const value = text.slice(from, Math.min(end === -1 ? text.length : end, from + longestJudged));
    if (value === '') return end;
    const stays = value === placeholder || options.keeps?.some((pattern) => pattern.test(value)) === true;
    if (end === -1) {
      // What is judged by its beginning goes on in the next block; a gap does not reach that far.
      if (stays || this.open !== null || from < findings.done) return -1;
      this.#put(secret(rule, from, Math.max(from, this.#extent.limit), options.around));
      this.#goOnWith({ rule, ending, options });
      return -1;
    }
    if (stays) return end;
    if (options.personal !== undefined && end - from < longestJudged) {
      for (const part of personalParts(options.personal, value))
        this.rename(rule, part.kind, from + part.from, from + part.to, part.text);
    } else if (!this.#isExempt(rule, from, end)) {
      this.#put(secret(rule, from, end, options.around));
    }
    return end;
  }

  /** Hides a block that begins in a value, which was cut at a space or the end of its line. */
  #hideBlockWithin(rule: number, from: number, ending: Ending): void {
    const { text, findings } = this;
    if (!/[\t-\r >]/.test(text.charAt(findings.done))) return;
    const end = endInBlock(ending, text, from, this.#extent.last);
    if (end !== -1) {
      if (end > findings.done) this.#cover(rule, from, end);
    } else if (this.open === null) {
      this.#cover(rule, from, Math.max(findings.done, this.#extent.limit));
      this.#goOnWith({ rule, ending, options: {} });
    }
  }

  /** Leaves the rest of a value to the next block; only the gaps are still searched. */
  #goOnWith(open: OpenValue): void {
    this.open = open;
    this.stop = this.findings.gapEnd;
  }

  #isExempt(rule: number, from: number, to: number): boolean {
    const { exempts } = this.#exceptions;
    return exempts !== null && exempts(rule, Buffer.from(this.text.slice(from, to), 'latin1').toString('utf8'));
  }

  #isAfterLimit(index: number): boolean {
    return index >= this.#extent.limit && index >= this.findings.done;
  }

  #isLeft(from: number): boolean {
    return this.#isBehindCut && this.#isAfterLimit(from);
  }

  #put(finding: Finding): void {
    if (this.#isLeft(finding.from)) return;
    // The rest of what stands over the cut belongs to it: the user behind a domain.
    this.#isBehindCut = false;
    this.findings.place(finding, this.at.index);
    this.#searchOn();
  }

  #cover(rule: number, from: number, to: number): void {
    this.findings.cover(secret(rule, from, to));
    this.#searchOn();
  }

  /** What is replaced can reach over the cut; in front of it a gap may be, and within it a known secret may begin. */
  #searchOn(): void {
    this.stop = Math.max(this.stop, Math.min(this.text.length, this.findings.done + this.#extent.longestStart));
  }
}
