import type { FileCounts } from '../../../shared/bundle.ts';

/** Adds up what is replaced in each file, and gives what has changed since it was last asked. */
export interface Counts {
  add(path: string, found: readonly { rule: string; count: number }[]): void;
  /** Nothing more is found in this file. */
  whole(path: string): void;
  changed(): FileCounts[];
}

export function createCounts(): Counts {
  /** Of files that are being read, and of those that were not asked for since. */
  const open = new Map<string, { whole: boolean; rules: Map<string, number> }>();
  const changed = new Set<string>();
  const of = (path: string) => {
    const counts = open.get(path) ?? { whole: false, rules: new Map<string, number>() };
    open.set(path, counts);
    changed.add(path);
    return counts;
  };
  return {
    add(path, found) {
      const { rules } = of(path);
      for (const { rule, count } of found) rules.set(rule, (rules.get(rule) ?? 0) + count);
    },
    whole(path) {
      of(path).whole = true;
    },
    changed() {
      const files = [...changed].map((path) => {
        const { whole, rules } = of(path);
        if (whole) open.delete(path);
        const counted = [...rules].map(([rule, count]) => ({ rule, count }));
        return { path, whole, replaced: counted.reduce((sum, { count }) => sum + count, 0), rules: counted };
      });
      changed.clear();
      return files;
    },
  };
}
