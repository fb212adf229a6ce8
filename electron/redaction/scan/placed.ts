import type { PlacedRule } from '../rules/types.ts';
import { lookAhead, type Ending } from './endings.ts';
import type { Matcher, Scan } from './scan.ts';
import { nothing } from './words.ts';

/** What begins so far behind a literal at most ends before the block does. */
const farthest = lookAhead / 2;

const lasting = (length: number): Ending => ({ find: (_text, from) => from + length });

/** Replaces what stands before the place that the search came to, also where something behind it is replaced already. */
export function hideBehind(scan: Scan, number: number, from: number, to: number): void {
  if (scan.isFree(from)) scan.hideRange(number, from, to);
  else scan.hideKnown(number, from, to);
}

/** Finds values by what stands around them. */
export function placedMatcher({ find }: PlacedRule, number: number): Matcher {
  return (scan, start, end) => {
    for (const [from, to] of find(scan.text, start, end, scan.least)) {
      if (to <= from || from < scan.least || to - start > farthest) continue;
      if (to > start) scan.hide(number, from, lasting(to - from), { keeps: [nothing] });
      else if (!nothing.test(scan.text.slice(from, to))) hideBehind(scan, number, from, to);
    }
  };
}
