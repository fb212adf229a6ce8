import type { PlacedRule } from '../rules/types.ts';
import { lookAhead, type Ending } from './endings.ts';
import type { Matcher } from './scan.ts';
import { nothing } from './words.ts';

/** What begins so far behind a literal at most ends before the block does. */
const farthest = lookAhead / 2;

const lasting = (length: number): Ending => ({ find: (_text, from) => from + length });

/** Finds values by what stands around them. */
export function placedMatcher({ find }: PlacedRule, number: number): Matcher {
  return (scan, start, end) => {
    for (const [from, to] of find(scan.text, start, end, scan.least)) {
      if (to <= from || from < scan.least || to - start > farthest) continue;
      scan.hide(number, from, lasting(to - from), { keeps: [nothing] });
    }
  };
}
