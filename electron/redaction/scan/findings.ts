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
 * The findings of a block. They are placed one behind the other; only within a gap, which is what lies between the name of a
 * field and its value (attributes of a tag, for example), a finding can be placed in front of the last.
 */
export interface Findings {
  /** Everything before is decided, but for the gap. */
  readonly done: number;
  /** Up to where the gap goes; nothing is left to look for in it behind. */
  readonly gapEnd: number;
  isFree(index: number): boolean;
  place(finding: Finding): void;
  /** What lies before the next finding is still looked at. */
  openGap(from: number, to: number): void;
  /** Covers a range, whatever of it is covered already. */
  cover(finding: Finding): void;
  inOrder(): Finding[];
}

/** How many findings a known secret is taken to lie over. */
const mostCovered = 64;

export function collectFindings(begin: number): Findings {
  const findings: Finding[] = [];
  let done = begin;
  let gapFrom = 0;
  let gapEnd = 0;
  let ordered = true;
  const inGap = (index: number): boolean => index >= gapFrom && index < gapEnd;
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
    isFree: (index) => index >= done || inGap(index),
    place(finding) {
      if (finding.from >= done) {
        findings.push(finding);
        done = finding.to;
      } else if (inGap(finding.from)) {
        findings.push({ ...finding, to: Math.min(finding.to, gapEnd) });
        gapFrom = Math.min(finding.to, gapEnd);
        ordered = false;
      }
    },
    openGap(from, to) {
      if (from < done || to <= from) return;
      gapFrom = from;
      gapEnd = to;
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
      if (inGap(finding.from)) gapFrom = Math.min(to, gapEnd);
    },
    inOrder() {
      sort();
      return findings;
    },
  };
}
