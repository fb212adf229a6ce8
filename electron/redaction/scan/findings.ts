import type { PersonalKind } from '../personal/kinds.ts';

/** A range of a block that is replaced; the last one can go on in the next block. */
export interface Finding {
  /** Number of the rule. */
  rule: number;
  from: number;
  to: number;
  /** Of which kind the pseudonym is, and for what; null for a secret. */
  personal: PersonalKind | null;
  value: string;
  /** Written before and after the placeholder. */
  around: string;
  /** Number of its line, from 1; the finder of a file fills it in. */
  line: number;
}

/**
 * The findings of a block. They are placed one behind the other; only within a gap, which is what lies between where the
 * search stands and what it led to (other fields of a query, for example) or between two values of one name, a finding can be
 * placed in front of the last.
 */
export interface Findings {
  /** Everything before is decided, but for the gaps. */
  readonly done: number;
  /** Up to where the gaps go. */
  readonly gapEnd: number;
  isFree(index: number): boolean;
  /** Places a finding that the search came to from an index; what is not decided between the two is still looked at. */
  place(finding: Finding, searched: number): void;
  /** Covers a range, whatever of it is covered already. */
  cover(finding: Finding): void;
  inOrder(): Finding[];
}

/** So many gaps are looked at: the values of a list have one between each two. */
const mostGaps = 16;
/** How many findings a known secret is taken to lie over. */
const mostCovered = 64;

export function collectFindings(begin: number): Findings {
  const findings: Finding[] = [];
  let done = begin;
  let gaps: { from: number; to: number }[] = [];
  let gapEnd = 0;
  let ordered = true;
  const gapAt = (index: number) => gaps.find(({ from, to }) => index >= from && index < to);
  const addGap = (searched: number, least: number, to: number): void => {
    const from = Math.max(searched, least);
    if (to <= from) return;
    gaps = gaps.filter((gap) => gap.to > searched);
    if (gaps.length < mostGaps) gaps.push({ from, to });
    gapEnd = Math.max(gapEnd, to);
  };
  const sort = (): void => {
    if (!ordered) findings.sort((a, b) => a.from - b.from);
    ordered = true;
  };

  return {
    get done() {
      return done;
    },
    get gapEnd() {
      return gapEnd;
    },
    isFree: (index) => index >= done || gapAt(index) !== undefined,
    place(finding, searched) {
      if (finding.from >= done) {
        addGap(searched, done, finding.from);
        findings.push(finding);
        done = finding.to;
        return;
      }
      const gap = gapAt(finding.from);
      if (gap === undefined) return;
      const { from } = gap;
      gap.from = Math.min(finding.to, gap.to);
      findings.push({ ...finding, to: gap.from });
      ordered = false;
      addGap(searched, from, finding.from);
    },
    cover(finding) {
      sort();
      let { from, to } = finding;
      from = Math.max(from, begin);
      let first = findings.length;
      for (let count = 0; count < mostCovered; count += 1) {
        const previous = findings[first - 1];
        if (previous === undefined || previous.to <= from) break;
        first -= 1;
        if (previous.from >= to) continue;
        from = Math.min(from, previous.from);
        to = Math.max(to, previous.to);
      }
      const behind = findings.slice(first).filter((each) => each.from >= to);
      if (to > from) findings.splice(first, findings.length - first, { ...finding, from, to }, ...behind);
      done = Math.max(done, to);
      const gap = gapAt(finding.from);
      if (gap !== undefined) gap.from = Math.min(to, gap.to);
    },
    inOrder() {
      sort();
      return findings;
    },
  };
}
